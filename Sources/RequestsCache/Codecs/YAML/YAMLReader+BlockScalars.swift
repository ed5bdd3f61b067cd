/// Scalars behind `|` and `>`.
extension YAMLReader {
  private struct Header {
    var isFolded: Bool
    /// What becomes of the line breaks at the end: `-` none, `+` all, otherwise one.
    var chomping: UInt8?
    var increment: Int?
  }

  /// Reads one into `scratch`.
  mutating func blockScalar() throws(UndecodableValue) {
    let header = try header()
    scratch.removeAll(keepingCapacity: true)
    let least = max(1, top.indent + 1)
    var breaks: [LineBreak] = []
    var indent = least
    if let increment = header.increment {
      indent += increment - 1
      breaks = emptyLines(upTo: indent)
    } else {
      indent = max(least, deepestOfEmptyLines(&breaks))
    }
    let last = lines(indent, &breaks, isFolded: header.isFolded)
    if header.chomping != UInt8(ascii: "-") { last?.append(to: &scratch) }
    if header.chomping == UInt8(ascii: "+") { for one in breaks { one.append(to: &scratch) } }
    isFresh = true
  }

  private mutating func header() throws(UndecodableValue) -> Header {
    var header = Header(isFolded: current == UInt8(ascii: ">"))
    place += 1
    while let byte = current {
      if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-"), header.chomping == nil {
        header.chomping = byte
      } else if (0x31...0x39).contains(byte), header.increment == nil {
        header.increment = Int(byte & 0xF)
      } else {
        break
      }
      place += 1
    }
    guard isBlank(at: place) else { throw malformed }
    skipSpaces()
    if current == UInt8(ascii: "#") { skipLine() }
    guard place == bytes.count || breakLength(at: place) > 0 else { throw malformed }
    if place < bytes.count { _ = takeBreak() }
    return header
  }

  /// Appends the lines; the break after the last one is the result, those of empty lines behind it are
  /// in `breaks`.
  private mutating func lines(
    _ indent: Int, _ breaks: inout [LineBreak], isFolded: Bool
  ) -> LineBreak? {
    var last: LineBreak?
    var wasText = false
    while column == indent, let byte = current {
      let isText = byte != 0x20 && byte != 0x09
      if let known = last {
        if isFolded, known == .plain, wasText, isText {
          if breaks.isEmpty { scratch.append(0x20) }
        } else {
          known.append(to: &scratch)
        }
      }
      for one in breaks { one.append(to: &scratch) }
      let start = place
      skipLine()
      scratch.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[start..<place]))
      last = place < bytes.count ? takeBreak() : nil
      breaks = emptyLines(upTo: indent)
      wasText = isText
    }
    return last
  }

  /// The breaks of lines with nothing but some spaces, and the indentation of the next line.
  private mutating func emptyLines(upTo indent: Int) -> [LineBreak] {
    var breaks: [LineBreak] = []
    while true {
      while column < indent, current == 0x20 { place += 1 }
      guard breakLength(at: place) > 0 else { return breaks }
      breaks.append(takeBreak())
    }
  }

  /// The same where the indentation isn't known: the deepest of these lines and the next.
  private mutating func deepestOfEmptyLines(_ breaks: inout [LineBreak]) -> Int {
    var deepest = 0
    while true {
      skipSpaces()
      deepest = max(deepest, column)
      guard breakLength(at: place) > 0 else { return deepest }
      breaks.append(takeBreak())
    }
  }
}
