import RequestsCache

/// Pickles by hand, in the letters of Python's byte strings.
enum Pickle {
  /// The bytes of a text in which `\x80` and the like stand for bytes, `\n` for the end of a line.
  static func bytes(_ text: String) -> [UInt8] {
    let letters = Array(text.utf8)
    var (bytes, place) = ([UInt8](), 0)
    while place < letters.count {
      switch (letters[place], place + 1 < letters.count ? letters[place + 1] : 0) {
      case (0x5C, 0x78):
        bytes.append(
          UInt8(String(decoding: letters[(place + 2)..<(place + 4)], as: UTF8.self), radix: 16) ?? 0
        )
        place += 4
      case (0x5C, 0x6E):
        bytes.append(0x0A)
        place += 2
      default:
        bytes.append(letters[place])
        place += 1
      }
    }
    return bytes
  }

  static func value(
    _ bytes: [UInt8], limits: PlainTree.Limits = .init()
  ) throws -> PlainValue? {
    try tree(bytes, limits: limits) { try PlainValue($0, limits: limits) }
  }

  /// Decodes and hands on the root.
  static func tree<Result>(
    _ bytes: [UInt8], limits: PlainTree.Limits = .init(), _ body: (PlainNode) throws -> Result
  ) throws -> Result? {
    var tree = PlainTree(limits: limits)
    return try bytes.withUnsafeBytes { source in
      try PickleCodec().decode(source, into: &tree)
      return try tree.withRoot(source, body)
    }
  }
}
