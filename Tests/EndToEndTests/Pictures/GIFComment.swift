import FoundationEssentials

/// The comment of a GIF picture.
enum GIFComment {
  /// The text of its first comment extension; nil when there is none, or the file is no GIF picture.
  static func text(in file: Data) -> String? {
    var rest = [UInt8](file)[...]
    guard rest.starts(with: "GIF8".utf8), rest.count > 13 else { return nil }
    let flags = rest[10]
    rest = rest.dropFirst(13 + colours(flags))
    while let kind = rest.popFirst() {
      switch kind {
      case 0x21:
        let label = rest.popFirst()
        let content = blocks(&rest)
        if label == 0xFE { return String(decoding: content, as: UTF8.self) }
      case 0x2C:
        guard rest.count > 9 else { return nil }
        let flags = rest[rest.startIndex + 8]
        rest = rest.dropFirst(10 + colours(flags))
        _ = blocks(&rest)
      default: return nil
      }
    }
    return nil
  }

  /// Bytes of the colour table that the flags speak of.
  private static func colours(_ flags: UInt8) -> Int {
    flags & 0x80 == 0 ? 0 : 3 << (Int(flags & 7) + 1)
  }

  /// The content of blocks up to the empty one, each behind its length.
  private static func blocks(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
    var content: [UInt8] = []
    while let length = rest.popFirst(), length > 0 {
      content += rest.prefix(Int(length))
      rest = rest.dropFirst(Int(length))
    }
    return content
  }
}
