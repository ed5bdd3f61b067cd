/// Gathers a bracketed paste up to its end mark; what is beyond a limit is dropped, the mark is still seen.
struct PasteCollector: Sendable, Equatable {
  private static let limit = 1 << 20
  private static let end = Array("\u{1B}[201~".utf8)

  private var bytes: [UInt8] = []
  /// How many bytes of the end mark have come.
  private var matched = 0

  /// What was pasted, as text.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Takes one byte.
  ///
  /// - Returns: whether the paste is over.
  mutating func take(_ byte: UInt8) -> Bool {
    if byte == Self.end[matched] {
      matched += 1
      return matched == Self.end.count
    }
    keep(Self.end.prefix(matched))
    matched = 0
    if byte == Self.end[0] { matched = 1 } else { keep(CollectionOfOne(byte)) }
    return false
  }

  private mutating func keep(_ more: some Collection<UInt8>) {
    bytes.append(contentsOf: more.prefix(Self.limit - bytes.count))
  }
}
