/// What a node is, said by its tag or found out from a plain text.
enum YAMLTag {
  case text, binary, null, bool, integer, float, map, sequence
  /// `!`, which says to find out, even of a text in quotes.
  case unspecific

  /// Nil for a tag that would make something else than plain data.
  init?(_ tag: String) {
    if tag == "!" {
      self = .unspecific
      return
    }
    let name =
      if tag.hasPrefix("!<tag:yaml.org,2002:"), tag.hasSuffix(">") {
        tag.dropFirst(20).dropLast()
      } else if tag.hasPrefix("!!") {
        tag.dropFirst(2)
      } else {
        tag.prefix(0)
      }
    guard let known = Self.names[String(name)] else { return nil }
    self = known
  }

  private static let names: [String: YAMLTag] = [
    "str": .text, "timestamp": .text, "binary": .binary, "null": .null, "bool": .bool,
    "int": .integer, "float": .float, "map": .map, "seq": .sequence,
  ]

  /// What YAML 1.1 makes of a text without quotes. Nil for `<<` and `=`, which have a meaning of their own.
  init?(ofPlain text: UnsafeRawBufferPointer) {
    guard let first = text.first else {
      self = .null
      return
    }
    switch first {
    case UInt8(ascii: "<") where text.elementsEqual("<<".utf8): return nil
    case UInt8(ascii: "=") where text.count == 1: return nil
    case 0x30...0x39, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      self = YAMLNumbers.isInteger(text) ? .integer : YAMLNumbers.isFloat(text) ? .float : .text
    case UInt8(ascii: "~") where text.count == 1: self = .null
    case _ where text.count > 5: self = .text
    case _ where YAMLNumbers.bool(text) != nil: self = .bool
    case _ where Self.nulls.contains(String(decoding: text, as: UTF8.self)): self = .null
    default: self = .text
    }
  }

  private static let nulls: Set<String> = ["null", "Null", "NULL"]
}
