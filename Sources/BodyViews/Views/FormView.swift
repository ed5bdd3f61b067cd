package import Canvas

/// `application/x-www-form-urlencoded`, a line for each pair, decoded (WHATWG URL section 5.1).
package struct FormView: BodyView {
  package let id = "form"
  package let title: VisibleText = "form"
  package let goesByWindow = false

  package init() {}

  package func priority(for input: BodyInput) -> Int {
    guard input.fitsStructured else { return 0 }
    return input.mediaType.essence == "application/x-www-form-urlencoded" ? 90 : 0
  }

  package func render(_ input: BodyInput) throws -> BodyContent {
    let pairs = input.bytes.split(separator: UInt8(ascii: "&")).prefix(BodyLimits.lines)
    let decoder = CharsetDecoder(DecodedText(input).charset)
    let names = pairs.map { FormPair($0, decoder) }
    let width = min(30, names.map(\.name.width).max() ?? 0)
    let lines = names.map { pair -> BodyLine in
      var line = StyledText(
        pair.name.width < width ? pair.name.padded(to: width) : pair.name, Style(.name))
      line.append(" = ", Style(.punctuation))
      line.append(pair.value, Style(.string))
      return BodyLine(line)
    }
    return BodyContent(lines, notes: [lines.count == 1 ? "1 pair" : "\(lines.count) pairs"])
  }
}

/// A name and its value, decoded.
private struct FormPair {
  let name: VisibleText
  let value: VisibleText

  init(_ bytes: ArraySlice<UInt8>, _ decoder: CharsetDecoder) {
    let name = bytes.prefix { $0 != UInt8(ascii: "=") }
    self.name = Self.decode(name, decoder)
    value = Self.decode(bytes.dropFirst(name.count + 1), decoder)
  }

  private static func decode(
    _ bytes: ArraySlice<UInt8>, _ decoder: CharsetDecoder
  ) -> VisibleText {
    var result: [UInt8] = []
    var rest = bytes.prefix(BodyLimits.lineLength)
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "+") {
        result.append(0x20)
      } else if byte == UInt8(ascii: "%"), let value = hexByte(rest.prefix(2)) {
        result.append(value)
        rest = rest.dropFirst(2)
      } else {
        result.append(byte)
      }
    }
    return VisibleText(untrusted: decoder.utf8(result[...]), .header)
  }

  private static func hexByte(_ digits: ArraySlice<UInt8>) -> UInt8? {
    let text = String(decoding: digits, as: UTF8.self)
    guard digits.count == 2, !text.hasPrefix("+"), !text.hasPrefix("-") else { return nil }
    return UInt8(text, radix: 16)
  }
}
