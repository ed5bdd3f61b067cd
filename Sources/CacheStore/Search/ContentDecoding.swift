import Unpacking

/// Undoes the content coding of a body that comes in pieces. For one body and one thread.
///
/// Most stores have bodies as a client gets them, with the field that tells how they were sent: so the bytes
/// themselves have to look coded too. Those of a coded body are gathered and undone at its end, within a limit,
/// whatever the body claims to become; what can't be decoded is handed out as it is.
final class ContentDecoding {
  /// What a body may have, and become: 64 MiB.
  static let limit = 64 << 20

  private let packing: Packing?
  private let coding: String?
  private var gathered: [UInt8] = []
  private var isCoded: Bool?
  /// Whether the body still has a coding that can't be undone here.
  private(set) var isOpaque = false
  /// Whether another piece may bring more.
  private(set) var mayGoOn = true

  /// - Parameter coding: the value of `Content-Encoding`; nil without.
  init(_ coding: String?) {
    self.coding = coding?.lowercased().filter { $0 != " " }
    packing = self.coding.flatMap { Packing(coding: $0) }
  }

  /// Takes a piece, and hands it out where it is not coded; `take` returns false when it has seen enough.
  func decode(_ piece: UnsafeRawBufferPointer, _ take: (UnsafeRawBufferPointer) -> Bool) {
    if isCoded == nil { isOpaque = packing == nil && Self.mayBegin(coding, piece) }
    let isCoded = isCoded ?? packing.map { Self.mayBegin($0, piece) } ?? false
    self.isCoded = isCoded
    guard isCoded else {
      mayGoOn = take(piece)
      return
    }
    gathered += piece.prefix(Self.limit - gathered.count)
    mayGoOn = gathered.count < Self.limit
  }

  /// Hands out what a coded body becomes, once all of it was taken.
  func finish(_ take: (UnsafeRawBufferPointer) -> Bool) {
    guard isCoded == true, let packing else { return }
    let bytes = packing.unpack(gathered[...], limit: Self.limit)?.bytes ?? gathered
    _ = bytes.withUnsafeBytes(take)
  }

  /// Whether bytes may be the start of what has another coding: transports undo it and leave the field.
  private static func mayBegin(_ coding: String?, _ start: UnsafeRawBufferPointer) -> Bool {
    guard let coding, !coding.isEmpty, coding != "identity", !start.isEmpty else { return false }
    if coding == "zstd" { return start.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) }
    // A scalar may be cut at the end.
    let text = String(decoding: start.prefix(512), as: UTF8.self).unicodeScalars.dropLast(3)
    return text.contains { $0 == "\u{FFFD}" || $0.value < 9 }
  }

  /// Whether bytes may be the start of what is packed so; raw DEFLATE data begins with anything.
  private static func mayBegin(_ packing: Packing, _ start: UnsafeRawBufferPointer) -> Bool {
    packing == .deflate || start.starts(with: [0x1F, 0x8B])
  }
}
