/// A JSON value as text: numbers as they were written, strings by what they mean. Bounded in depth and size.
indirect enum JSONTree: Sendable, Hashable {
  /// A string with its quotes, a number or a word.
  case leaf(String)
  case array([JSONTree])
  case object([Member])

  struct Member: Sendable, Hashable {
    /// Without its quotes.
    var name: String
    var value: JSONTree
  }

  static let depthLimit = 128
  static let nodeLimit = 200_000

  /// Nil for what is no JSON, or is more than the limits have room for.
  init?(_ bytes: [UInt8]) {
    var reader = JSONTreeReader(bytes)
    guard let value = reader.document() else { return nil }
    self = value
  }

  /// On one line: the text of a leaf, else how much is in it.
  var summary: String {
    switch self {
    case .leaf(let text): text.count > 200 ? text.prefix(200) + "…" : text
    case .array(let items): "[\(items.count) item\(items.count == 1 ? "" : "s")]"
    case .object(let members): "{\(members.count) key\(members.count == 1 ? "" : "s")}"
    }
  }
}

/// Reads JSON (RFC 8259).
private struct JSONTreeReader {
  private let bytes: [UInt8]
  private var position = 0
  private var nodes = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func document() -> JSONTree? {
    guard let value = value(depth: 0) else { return nil }
    skipBlanks()
    return position == bytes.count ? value : nil
  }

  private mutating func value(depth: Int) -> JSONTree? {
    skipBlanks()
    nodes += 1
    guard position < bytes.count, depth < JSONTree.depthLimit, nodes <= JSONTree.nodeLimit else {
      return nil
    }
    switch bytes[position] {
    case UInt8(ascii: "{"): return object(depth: depth)
    case UInt8(ascii: "["): return array(depth: depth)
    case UInt8(ascii: "\""): return string().map { .leaf("\"\($0)\"") }
    default: return word()
    }
  }

  private mutating func object(depth: Int) -> JSONTree? {
    position += 1
    var members: [JSONTree.Member] = []
    if take("}") { return .object([]) }
    repeat {
      skipBlanks()
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\""), let name = string(),
        take(":"), let value = value(depth: depth + 1)
      else { return nil }
      members.append(.init(name: name, value: value))
    } while take(",")
    return take("}") ? .object(members) : nil
  }

  private mutating func array(depth: Int) -> JSONTree? {
    position += 1
    var items: [JSONTree] = []
    if take("]") { return .array([]) }
    repeat {
      guard let value = value(depth: depth + 1) else { return nil }
      items.append(value)
    } while take(",")
    return take("]") ? .array(items) : nil
  }

  /// A string's inside, each character in the shortest way.
  private mutating func string() -> String? {
    let start = position + 1
    position = start
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard position < bytes.count else { return nil }
    position += 1
    let inside = bytes[start..<position - 1]
    return JSONStringValue.canonical(inside) ?? String(decoding: inside, as: UTF8.self)
  }

  /// A number, `true`, `false` or `null`.
  private mutating func word() -> JSONTree? {
    let start = position
    while position < bytes.count, !Self.ends(bytes[position]) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    let isNumber =
      text.first.map { $0.isNumber || $0 == "-" } == true
      && text.utf8.allSatisfy { "0123456789+-.eE".utf8.contains($0) }
    return isNumber || ["true", "false", "null"].contains(text) ? .leaf(text) : nil
  }

  private static func ends(_ byte: UInt8) -> Bool {
    byte <= 0x20 || ",:{}[]\"".utf8.contains(byte)
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard position < bytes.count, bytes[position] == UInt8(ascii: scalar) else { return false }
    position += 1
    return true
  }

  private mutating func skipBlanks() {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) {
      position += 1
    }
  }
}
