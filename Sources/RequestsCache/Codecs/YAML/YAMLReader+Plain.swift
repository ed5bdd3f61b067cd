/// Scalars without quotes.
extension YAMLReader {
  /// What was read of one: the text of its last line, and what follows it so far.
  private struct Run {
    var line: Range<Int>
    var fold: Fold?
    var isFolded = false
  }

  /// Reads one, over several lines where they are indented more than what it is in.
  mutating func plain() throws(UndecodableValue) -> Content {
    guard canBeginPlain else { throw malformed }
    let indent = top.indent + 1
    var run = Run(line: place..<place)
    while current != UInt8(ascii: "#") {
      let end = wordEnd()
      guard end > place else { break }
      addWord(upTo: end, to: &run)
      guard goesOn(&run, indent: indent) else { break }
    }
    guard run.isFolded else { return .source(run.line) }
    endLine(run)
    return .scratch
  }

  private mutating func addWord(upTo end: Int, to run: inout Run) {
    if let fold = run.fold {
      endLine(run)
      fold.append(to: &scratch)
      run = Run(line: place..<place, isFolded: true)
    }
    run.line = run.line.lowerBound..<end
    place = end
    isFresh = false
  }

  /// Goes past the blanks behind a word; false where no other word can follow.
  private mutating func goesOn(_ run: inout Run, indent: Int) -> Bool {
    let end = place
    skipSpaces()
    if breakLength(at: place) > 0 {
      run.fold = takeFold()
      if isDocumentMark { return false }
    } else if place == end {
      return false
    }
    return flowDepth > 0 || column >= indent
  }

  private mutating func endLine(_ run: Run) {
    if !run.isFolded { scratch.removeAll(keepingCapacity: true) }
    scratch.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[run.line]))
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
