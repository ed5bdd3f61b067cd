import Unpacking

/// SVG: the attributes of the root element, if the text begins like one.
@Sendable func svgFacts(_ bytes: Bytes) -> ImageFacts? {
  let head = String(decoding: bytes.part(0, 4096), as: UTF8.self)
  guard let start = head.firstRange(of: "<svg"), isPrologue(head[..<start.lowerBound]) else {
    return nil
  }
  let tag = head[start.upperBound...].prefix { $0 != ">" }
  var facts = ImageFacts("SVG")
  facts.add("width", attribute("width", in: tag))
  facts.add("height", attribute("height", in: tag))
  facts.add("viewBox", attribute("viewBox", in: tag))
  return facts
}

/// Whether only space, comments and declarations stand there.
private func isPrologue(_ text: Substring) -> Bool {
  let rest = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
  return rest.isEmpty || rest.hasPrefix("<?xml") || rest.hasPrefix("<!")
}

private func attribute(_ name: String, in tag: Substring) -> String? {
  guard let found = tag.firstRange(of: " \(name)=") ?? tag.firstRange(of: "\n\(name)=") else {
    return nil
  }
  let rest = tag[found.upperBound...]
  guard let quote = rest.first, quote == "\"" || quote == "'" else { return nil }
  return String(rest.dropFirst().prefix { $0 != quote }.prefix(60))
}
