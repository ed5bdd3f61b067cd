package import Canvas

/// The parts of a multipart body (RFC 2046 section 5.1): their fields, sizes and first lines.
package struct MultipartView: BodyView {
  package let id = "multipart"
  package let title: VisibleText = "multipart"
  package let goesByWindow = false

  package init() {}

  package func priority(for input: BodyInput) -> Int {
    guard input.fitsStructured else { return 0 }
    return input.mediaType.essence.hasPrefix("multipart/") ? 90 : 0
  }

  package func render(_ input: BodyInput) throws -> BodyContent {
    guard let boundary = input.mediaType.parameters["boundary"], !boundary.isEmpty,
      boundary.utf8.count <= 200
    else { throw BodyViewError("the content type names no boundary") }
    let parts = Self.parts(input.bytes, boundary: Array(("--" + boundary).utf8))
    guard !parts.isEmpty else { throw BodyViewError("its boundary does not occur") }
    var lines: [BodyLine] = []
    for (index, part) in parts.enumerated() where lines.count < BodyLimits.lines {
      lines += Self.lines(of: part, number: index + 1)
    }
    return BodyContent(lines, notes: [parts.count == 1 ? "1 part" : "\(parts.count) parts"])
  }

  /// What stands between lines that begin with the boundary.
  private static func parts(_ bytes: ArraySlice<UInt8>, boundary: [UInt8]) -> [ArraySlice<UInt8>] {
    var parts: [ArraySlice<UInt8>] = []
    var start: Int?
    var line = bytes.startIndex
    while line < bytes.endIndex {
      let end = bytes[line...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.endIndex
      if bytes[line..<end].starts(with: boundary) {
        if let start { parts.append(withoutLineEnd(bytes[start..<max(start, line)])) }
        let isLast = bytes[line..<end].dropFirst(boundary.count).starts(with: "--".utf8)
        start = isLast ? nil : end
      }
      line = end
    }
    // Without the closing boundary the last part goes to the end of the window.
    if let start, start < bytes.endIndex { parts.append(bytes[start...]) }
    return parts
  }

  private static func withoutLineEnd(_ part: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var part = part
    if part.last == 0x0A { part.removeLast() }
    if part.last == 0x0D { part.removeLast() }
    return part
  }

  /// The charset that a part's own content type names.
  private static func charset(of fields: [VisibleText]) -> Charset {
    let type = fields.map(\.plainText).first { $0.lowercased().hasPrefix("content-type:") }
    let label = type.map { MediaType(String($0.dropFirst(13))) }?.parameters["charset"]
    return label.flatMap(Charset.init(label:)).flatMap { $0.isInstalled ? $0 : nil } ?? .utf8
  }

  private static func lines(of part: ArraySlice<UInt8>, number: Int) -> [BodyLine] {
    var fields: [VisibleText] = []
    var rest = part
    while !rest.isEmpty {
      let line = rest.prefix { $0 != 0x0A }
      rest = rest.dropFirst(line.count + 1)
      let text = line.last == 0x0D ? line.dropLast() : line
      if text.isEmpty { break }
      fields.append(VisibleText(untrusted: text.prefix(BodyLimits.lineLength)))
    }
    var lines = [BodyLine("part \(number), \(rest.count) bytes", Style(.heading))]
    lines += fields.prefix(50).map { BodyLine(StyledText("  ") + StyledText($0, Style(.name))) }
    let preview = TextLines(rest.prefix(1000), charset(of: fields)).lines.prefix(5)
    lines += preview.map { BodyLine("    " + $0) }
    return lines + [BodyLine(.empty)]
  }
}
