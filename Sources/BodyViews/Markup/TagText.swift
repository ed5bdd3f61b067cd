import Canvas

/// A tag with its name, attributes and values in their styles.
enum TagText {
  static func styled(_ tag: MarkupScanner.Tag) -> StyledText {
    let source = tag.source.split(whereSeparator: \.isNewline).joined(separator: " ")
    var rest = source.prefix(BodyLimits.lineLength)
    var line = StyledText()
    let bracket = rest.prefix { $0 == "<" || $0 == "/" }
    line.append("\(bracket)", Style(.punctuation))
    rest = rest.dropFirst(bracket.count)
    let name = rest.prefix { !$0.isWhitespace && $0 != ">" && $0 != "/" }
    line.append(VisibleText(untrusted: String(name)), Style(.keyword))
    rest = rest.dropFirst(name.count)
    appendAttributes(rest, to: &line)
    return line
  }

  private static func appendAttributes(_ text: Substring, to line: inout StyledText) {
    var rest = text
    while let first = rest.first {
      var part: Substring
      var style = Style(.name)
      if first == "\"" || first == "'" {
        part = rest.prefix(rest.dropFirst().prefix { $0 != first }.count + 2)
        style = Style(.string)
      } else if first == "=" || first == ">" || first == "/" {
        part = rest.prefix(1)
        style = Style(.punctuation)
      } else {
        part = rest.prefix { !"\"'=>/".contains($0) }
      }
      line.append(VisibleText(untrusted: String(part), .body), style)
      rest = rest.dropFirst(part.count)
    }
  }
}
