/// Where the reader stands, and how it moves between tokens.
extension YAMLReader {
  var column: Int { place - lineStart }

  /// Nil at the end.
  var current: UInt8? { place < bytes.count ? bytes[place] : nil }

  /// How many bytes the line break at a place has; none where there is no break.
  func breakLength(at place: Int) -> Int {
    guard place < bytes.count else { return 0 }
    switch bytes[place] {
    case 0x0A: return 1
    case 0x0D: return place + 1 < bytes.count && bytes[place + 1] == 0x0A ? 2 : 1
    case 0xC2: return bytes[place + 1] == 0x85 ? 2 : 0
    case 0xE2: return bytes[place + 1] == 0x80 && bytes[place + 2] | 1 == 0xA9 ? 3 : 0
    default: return 0
    }
  }

  /// Whether there is a space, a tab, a line break or the end.
  func isBlank(at place: Int) -> Bool {
    guard place < bytes.count else { return true }
    return bytes[place] == 0x20 || bytes[place] == 0x09 || breakLength(at: place) > 0
  }

  var atLineEnd: Bool {
    place >= bytes.count || breakLength(at: place) > 0 || bytes[place] == UInt8(ascii: "#")
  }

  /// Whether `---` or `...` stands at the beginning of the line.
  var isDocumentMark: Bool {
    column == 0 && (follows("---") || follows("...")) && isBlank(at: place + 3)
  }

  func follows(_ text: StaticString) -> Bool {
    guard place + text.utf8CodeUnitCount <= bytes.count else { return false }
    return (0..<text.utf8CodeUnitCount).allSatisfy { bytes[place + $0] == text.utf8Start[$0] }
  }

  mutating func skipSpaces() {
    while place < bytes.count, bytes[place] == 0x20 { place += 1 }
  }

  mutating func skipLine() {
    while place < bytes.count {
      switch bytes[place] {
      case 0x0A, 0x0D: return
      case 0xC2, 0xE2:
        if breakLength(at: place) > 0 { return }
      default: break
      }
      place += 1
    }
  }

  /// Goes past spaces, comments and line breaks.
  mutating func skipToToken() {
    while true {
      skipSpaces()
      if current == UInt8(ascii: "#") { skipLine() }
      guard breakLength(at: place) > 0 else { return }
      _ = takeBreak()
      if flowDepth == 0 { isFresh = true }
    }
  }

  /// Goes past a line break, and says what a scalar has in its place.
  mutating func takeBreak() -> LineBreak {
    let length = breakLength(at: place)
    let kind: LineBreak =
      length < 3 ? .plain : bytes[place + 2] == 0xA8 ? .lineSeparator : .paragraphSeparator
    place += length
    lineStart = place
    return kind
  }

  /// The kinds of line breaks of YAML 1.1.
  enum LineBreak {
    case plain, lineSeparator, paragraphSeparator

    func append(to text: inout [UInt8]) {
      switch self {
      case .plain: text.append(0x0A)
      case .lineSeparator: text += [0xE2, 0x80, 0xA8]
      case .paragraphSeparator: text += [0xE2, 0x80, 0xA9]
      }
    }
  }

  /// A fold of lines: a single break becomes a space, of more the first goes.
  struct Fold {
    var first: LineBreak
    var more: [LineBreak] = []

    func append(to text: inout [UInt8]) {
      if first != .plain {
        first.append(to: &text)
      } else if more.isEmpty {
        text.append(0x20)
      }
      for one in more { one.append(to: &text) }
    }
  }
}

/// The characters that may be in YAML.
enum YAMLCharacters {
  /// - Throws: For what isn't UTF-8, and for control characters.
  static func check(_ bytes: UnsafeRawBufferPointer) throws(UndecodableValue) {
    var seen: UInt8 = 0
    var isClean = true
    for byte in bytes {
      seen |= byte
      isClean = isClean && (byte >= 0x20 && byte != 0x7F || (0x09...0x0D).contains(byte))
      isClean = isClean && byte != 0x0B && byte != 0x0C
    }
    guard isClean else { throw UndecodableValue(.malformed) }
    guard seen >= 0x80 else { return }
    guard CodePoints.isUTF8(bytes) else { throw UndecodableValue(.malformed) }
    for point in CodePoints(bytes.bindMemory(to: UInt8.self)) {
      switch point {
      case 0x80..<0x85, 0x86..<0xA0, 0xFFFE, 0xFFFF: throw UndecodableValue(.malformed)
      default: break
      }
    }
  }
}
