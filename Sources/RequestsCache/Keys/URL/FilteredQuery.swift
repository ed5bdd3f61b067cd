/// A query or form as requests-cache compares it: pairs sorted by name and value, those without a
/// value dropped, the values of ignored names replaced, then the names without an equals sign.
struct FilteredQuery {
  private(set) var bytes: [UInt8]
  /// The names whose values were replaced, in order.
  private(set) var redacted: [String] = []

  init(_ query: [UInt8], ignoring names: IgnoredNames) {
    let pieces = query.split(separator: UInt8(ascii: "&"))
    let pairs = pieces.compactMap(Self.pair).sorted(by: Self.precedes)
    let alone = pieces.filter { !$0.contains(UInt8(ascii: "=")) }
      .sorted { $0.lexicographicallyPrecedes($1) }
    bytes = []
    for pair in pairs {
      let isIgnored = names.contains(pair.name)
      if isIgnored { redacted.append(String(decoding: pair.name, as: UTF8.self)) }
      add(PythonQuoting.formQuoted(pair.name))
      bytes.append(UInt8(ascii: "="))
      bytes += isIgnored ? Array(IgnoredNames.mark.utf8) : PythonQuoting.formQuoted(pair.value)
    }
    for name in alone { add(name) }
  }

  private mutating func add(_ name: some Collection<UInt8>) {
    if !bytes.isEmpty { bytes.append(UInt8(ascii: "&")) }
    bytes += name
  }

  private typealias Pair = (name: [UInt8], value: [UInt8])

  /// Nil for a piece without a value.
  private static func pair(_ piece: ArraySlice<UInt8>) -> Pair? {
    guard let equals = piece.firstIndex(of: UInt8(ascii: "=")) else { return nil }
    let value = piece[(equals + 1)...]
    return value.isEmpty ? nil : (decoded(piece[..<equals]), decoded(value))
  }

  private static func decoded(_ text: ArraySlice<UInt8>) -> [UInt8] {
    UTF8Bytes.repaired(PythonQuoting.unquoted(text, plusIsSpace: true))
  }

  private static func precedes(_ left: Pair, _ right: Pair) -> Bool {
    left.name == right.name
      ? left.value.lexicographicallyPrecedes(right.value)
      : left.name.lexicographicallyPrecedes(right.name)
  }
}

/// The names of ignored parameters, compared byte by byte as Python compares texts.
struct IgnoredNames {
  /// What stands for an ignored value.
  static let mark = "REDACTED"

  private let names: [String.UTF8View]

  init(_ names: some Sequence<String>) { self.names = names.map(\.utf8) }

  var isEmpty: Bool { names.isEmpty }

  func contains(_ name: some Collection<UInt8>) -> Bool {
    names.contains { $0.count == name.count && $0.elementsEqual(name) }
  }

  func contains(_ name: String) -> Bool { contains(name.utf8) }
}
