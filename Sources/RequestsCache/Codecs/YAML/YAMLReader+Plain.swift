/// Scalars without quotes.
extension YAMLReader {
  /// Reads one, over several lines where they are indented more than what it is in.
  mutating func plain() throws(UndecodableValue) -> Content {
    guard canBeginPlain else { throw malformed }
    let indent = top.indent + 1
    var line = place..<place
    var fold: Fold?
    var isFolded = false
    while current != UInt8(ascii: "#") {
      let end = wordEnd()
      guard end > place else { break }
      if let known = fold {
        endLine(line, isFirst: !isFolded)
        known.append(to: &scratch)
        (isFolded, fold, line) = (true, nil, place..<place)
      }
      line = line.lowerBound..<end
      place = end
      isFresh = false
      skipSpaces()
      if breakLength(at: place) > 0 {
        fold = takeFold()
        if isDocumentMark { break }
      } else if place == end {
        break
      }
      if flowDepth == 0, column < indent { break }
    }
    guard isFolded else { return .source(line) }
    endLine(line, isFirst: false)
    return .scratch
  }

  private mutating func endLine(_ line: Range<Int>, isFirst: Bool) {
    if isFirst { scratch.removeAll(keepingCapacity: true) }
    scratch.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[line]))
  }

  /// The line breaks here, and the spaces at the beginning of lines.
  private mutating func takeFold() -> Fold {
    var fold = Fold(first: takeBreak())
    if flowDepth == 0 { isFresh = true }
    while !isDocumentMark {
      skipSpaces()
      guard breakLength(at: place) > 0 else { break }
      fold.more.append(takeBreak())
    }
    return fold
  }

  private var canBeginPlain: Bool {
    guard let byte = current, !isBlank(at: place) else { return false }
    switch byte {
    case UInt8(ascii: "-"): return !isBlank(at: place + 1)
    case UInt8(ascii: "?"), UInt8(ascii: ":"): return flowDepth == 0 && !isBlank(at: place + 1)
    default: return !",[]{}#&*!|>'\"%@`".utf8.contains(byte)
    }
  }

  /// Where the word here ends: at a blank, or what has a meaning.
  private func wordEnd() -> Int {
    var end = place
    while end < bytes.count {
      switch bytes[end] {
      case 0x20, 0x09, 0x0A, 0x0D: return end
      case 0xC2, 0xE2:
        if breakLength(at: end) > 0 { return end }
      case UInt8(ascii: ":"):
        if isBlank(at: end + 1) || flowDepth > 0 && Self.isFlowMark(bytes[end + 1]) { return end }
      case UInt8(ascii: ","), UInt8(ascii: "?"), UInt8(ascii: "["), UInt8(ascii: "]"),
        UInt8(ascii: "{"), UInt8(ascii: "}"):
        if flowDepth > 0 { return end }
      default: break
      }
      end += 1
    }
    return end
  }

  private static func isFlowMark(_ byte: UInt8) -> Bool { ",[]{}".utf8.contains(byte) }
}
