package import Canvas

/// Offset, bytes in hexadecimal, and the ASCII among them; sixteen bytes a line.
package struct HexView: BodyView {
  package let id = "hex"
  package let title: VisibleText = "hex"
  package let goesByWindow = true
  package let showsStoredBytes = true

  package init() {}

  package func priority(for input: BodyInput) -> Int { Self.suits(input) ? 40 : 2 }

  /// Whether bytes are hardly text: a coding is still on them, or controls and zeros are among them.
  static func suits(_ input: BodyInput) -> Bool {
    if input.remainingCoding != nil { return true }
    let sample = input.bytes.prefix(1024)
    let choice = CharsetChoice.of(sample, label: input.mediaType.parameters["charset"])
    if choice.charset.unitSize == 2 { return false }
    let controls = sample.count { $0 < 0x20 && !($0 >= 0x09 && $0 <= 0x0D) && $0 != 0x1B }
    if sample.contains(0) || controls * 10 > sample.count { return true }
    return choice.charset != .utf8 && choice.source == .guess && !input.mediaType.isText
  }

  package func render(_ input: BodyInput) throws -> BodyContent {
    var lines: [BodyLine] = []
    var rest = input.bytes.prefix(BodyLimits.lines * 16)
    var offset = input.offset
    while !rest.isEmpty {
      lines.append(BodyLine(Self.line(rest.prefix(16), offset: offset), at: offset))
      rest = rest.dropFirst(16)
      offset = offset.addingReportingOverflow(16).partialValue
    }
    return BodyContent(lines)
  }

  /// `000001f0  7b 22 69 64 22 3a 31 2c  22 6e 61 6d 65 22 3a 22  {"id":1,"name":"`
  static func line(_ bytes: ArraySlice<UInt8>, offset: Int64) -> StyledText {
    var hex = ""
    var ascii = ""
    for index in 0..<16 {
      if index == 8 { hex += " " }
      guard index < bytes.count else {
        hex += "   "
        continue
      }
      let byte = bytes[bytes.startIndex + index]
      hex += digits(Int64(byte), 2) + " "
      ascii.append(byte >= 0x20 && byte < 0x7F ? Character(Unicode.Scalar(byte)) : ".")
    }
    var line = StyledText(VisibleText(untrusted: digits(offset, 8) + "  "), Style(.muted))
    line.append(VisibleText(untrusted: hex + " "), Style(.number))
    line.append(VisibleText(untrusted: ascii))
    return line
  }

  private static func digits(_ value: Int64, _ count: Int) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: max(0, count - text.count)) + text
  }
}
