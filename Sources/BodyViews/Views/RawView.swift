package import Canvas

/// The bytes as they are: nothing decoded but UTF-8, nothing left out; line ends and tabs are shown.
package struct RawView: BodyView {
  package let id = "raw"
  package let title: VisibleText = "raw"
  package let goesByWindow = true
  package let showsStoredBytes = true

  package init() {}

  package func priority(for input: BodyInput) -> Int { 1 }

  package func render(_ input: BodyInput) throws -> BodyContent {
    var lines: [BodyLine] = []
    var rest = input.bytes
    while !rest.isEmpty, lines.count < BodyLimits.lines {
      let limit = rest.prefix(BodyLimits.lineLength)
      let length = limit.firstIndex(of: 0x0A).map { $0 - rest.startIndex + 1 } ?? limit.count
      let offset = input.offset + Int64(rest.startIndex - input.bytes.startIndex)
      lines.append(BodyLine(VisibleText(untrusted: rest.prefix(length), .header), at: offset))
      rest = rest.dropFirst(length)
    }
    return BodyContent(lines, notes: rest.isEmpty ? [] : ["the first \(lines.count) lines"])
  }
}
