/// Scalars in quotes.
extension YAMLReader {
  mutating func quoted() throws(UndecodableValue) -> Content {
    let quote = bytes[place]
    place += 1
    let start = place
    var plainEnd = nextMark(quote)
    if plainEnd < bytes.count, bytes[plainEnd] == quote, !isDoubled(quote, at: plainEnd) {
      place = plainEnd + 1
      return .source(start..<plainEnd)
    }
    scratch.removeAll(keepingCapacity: true)
    var kept = 0
    while plainEnd < bytes.count {
      scratch.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[place..<plainEnd]))
      place = plainEnd
      if bytes[place] == quote, !isDoubled(quote, at: place) {
        place += 1
        return .scratch
      }
      try mark(quote, kept: &kept)
      plainEnd = nextMark(quote)
    }
    throw UndecodableValue(.truncated, at: bytes.count)
  }

  /// Reads a doubled quote, an escape or line breaks.
  ///
  /// - Parameter kept: How much of the text no line break takes blanks from: what an escape has made
  ///   is no blank, whatever it is.
  private mutating func mark(_ quote: UInt8, kept: inout Int) throws(UndecodableValue) {
    switch bytes[place] {
    case quote:
      scratch.append(quote)
      place += 2
    case UInt8(ascii: "\\"): try escape()
    default:
      while scratch.count > kept, scratch.last == 0x20 || scratch.last == 0x09 {
        scratch.removeLast()
      }
      var fold = Fold(first: takeBreak())
      fold.more = try moreBreaks()
      fold.append(to: &scratch)
    }
    kept = scratch.count
  }

  private func isDoubled(_ quote: UInt8, at place: Int) -> Bool {
    quote == UInt8(ascii: "'") && place + 1 < bytes.count && bytes[place + 1] == quote
  }

  /// Where the next quote, line break or escape is.
  private func nextMark(_ quote: UInt8) -> Int {
    var end = place
    while end < bytes.count {
      switch bytes[end] {
      case quote, 0x0A, 0x0D: return end
      case UInt8(ascii: "\\"):
        if quote == UInt8(ascii: "\"") { return end }
      case 0xC2, 0xE2:
        if breakLength(at: end) > 0 { return end }
      default: break
      }
      end += 1
    }
    return end
  }

  /// The breaks of empty lines, and the blanks at the beginning of the next one.
  private mutating func moreBreaks() throws(UndecodableValue) -> [LineBreak] {
    var breaks: [LineBreak] = []
    while true {
      if isDocumentMark { throw malformed }
      while current == 0x20 || current == 0x09 { place += 1 }
      guard breakLength(at: place) > 0 else { return breaks }
      breaks.append(takeBreak())
    }
  }

  /// A backslash with what it escapes.
  private mutating func escape() throws(UndecodableValue) {
    place += 1
    guard let letter = current else { throw UndecodableValue(.truncated, at: place) }
    if breakLength(at: place) > 0 {
      _ = takeBreak()
      for one in try moreBreaks() { one.append(to: &scratch) }
      return
    }
    place += 1
    switch letter {
    case UInt8(ascii: "x"): try code(digits: 2)
    case UInt8(ascii: "u"): try code(digits: 4)
    case UInt8(ascii: "U"): try code(digits: 8)
    default:
      guard let point = Self.escapes[letter] else { throw malformed }
      CodePoints.append(point, to: &scratch)
    }
  }

  private mutating func code(digits count: Int) throws(UndecodableValue) {
    var point: UInt32 = 0
    for _ in 0..<count {
      guard let digit = current.flatMap(HexDigit.value) else { throw malformed }
      point = point << 4 | digit
      place += 1
    }
    guard point <= 0x10FFFF else { throw malformed }
    CodePoints.append(point, to: &scratch)
  }

  private static let escapes: [UInt8: UInt32] = {
    let table: [(Unicode.Scalar, UInt32)] = [
      ("0", 0), ("a", 7), ("b", 8), ("t", 9), ("\t", 9), ("n", 10), ("v", 11), ("f", 12),
      ("r", 13), ("e", 27), (" ", 32), ("\"", 34), ("\\", 92), ("/", 47), ("N", 0x85),
      ("_", 0xA0), ("L", 0x2028), ("P", 0x2029),
    ]
    return Dictionary(uniqueKeysWithValues: table.map { (UInt8(ascii: $0), $1) })
  }()
}
