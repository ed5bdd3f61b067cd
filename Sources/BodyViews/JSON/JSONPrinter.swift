import Canvas

/// Prints JSON over lines (RFC 8259): order, duplicates and numbers stay as they were written. Nothing is
/// built in memory but the lines, and depth is a counter: no input can exhaust the stack.
struct JSONPrinter {
  private var scanner: JSONScanner
  private let isCut: Bool
  private(set) var lines: [BodyLine] = []
  private var current = StyledText()
  private var label = VisibleText.empty
  private var open: [Level] = []
  /// The line that opened what the current one closes.
  private var opener: Int?
  /// How many values stand at the top: more than one for JSON lines.
  private(set) var documents = 0
  /// Whether lines were left out at the end.
  private(set) var hasTooManyLines = false

  /// An object or array that is open.
  private struct Level {
    let isObject: Bool
    let line: Int
    var count = 0
    let label: VisibleText
  }

  /// - Parameter isCut: whether the text goes on beyond these bytes, so that its end is no error.
  init(_ bytes: ArraySlice<UInt8>, isCut: Bool) {
    scanner = JSONScanner(bytes)
    self.isCut = isCut
  }

  mutating func print() throws {
    do {
      while !scanner.isAtEnd, !hasTooManyLines { try document() }
    } catch let error as JSONScanner.Problem where error == .end && isCut {
      flush()
    }
  }

  /// Prints values that stand on a line each; lines that are no JSON are shown as they are.
  ///
  /// - Returns: how many of those there are.
  mutating func printLines(of bytes: ArraySlice<UInt8>) -> Int {
    var broken = 0
    for line in bytes.split(separator: 0x0A) where !hasTooManyLines {
      let before = lines.count
      scanner = JSONScanner(line)
      guard !scanner.isAtEnd else { continue }
      do {
        try document()
        guard scanner.isAtEnd else { throw scanner.problem("the end of the line") }
      } catch {
        lines.removeLast(lines.count - before)
        (current, open, opener) = (StyledText(), [], nil)
        lines += TextLines(line.last == 0x0D ? line.dropLast() : line, .utf8).lines.map {
          BodyLine($0, Style(.error))
        }
        broken += 1
      }
    }
    return broken
  }

  private mutating func document() throws {
    label = documents == 0 ? .empty : "[\(documents)]"
    documents += 1
    try value()
    while !open.isEmpty, !hasTooManyLines { try afterValue() }
    flush()
  }

  /// One value, or the start of one that has parts.
  private mutating func value() throws {
    switch try scanner.next() {
    case .open(let isObject): try opened(isObject: isObject)
    case .text(let text, let role): current.append(text, Style(role))
    case .close, .comma, .colon: throw scanner.problem("a value")
    }
  }

  private mutating func opened(isObject: Bool) throws {
    guard open.count < BodyLimits.depth else {
      throw BodyViewError("it is nested deeper than \(BodyLimits.depth) levels")
    }
    if scanner.skip(isObject ? .closeObject : .closeArray) {
      current.append(isObject ? "{}" : "[]", Style(.punctuation))
      return
    }
    current.append(isObject ? "{" : "[", Style(.punctuation))
    open.append(Level(isObject: isObject, line: lines.count, label: label))
    flush(node: BodyLine.Node(parent: parent(at: open.count - 2), label: label))
    try member()
  }

  /// The next member's name, if it has one, and its value.
  private mutating func member() throws {
    let index = open.count - 1
    let count = open[index].count
    open[index].count += 1
    current = StyledText(.blank(min(open.count, 40) * 2))
    guard open[index].isObject else {
      label = "[\(count)]"
      return try value()
    }
    guard case .text(let name, .string) = try scanner.next() else {
      throw scanner.problem("a name")
    }
    label = JSONText.pathLabel(name)
    guard case .colon = try scanner.next() else { throw scanner.problem("a colon") }
    current.append(name, Style(.name))
    current.append(": ", Style(.punctuation))
    try value()
  }

  /// What follows a value inside an object or array: the next member, or the end of it.
  private mutating func afterValue() throws {
    switch try scanner.next() {
    case .comma:
      current.append(",", Style(.punctuation))
      flush()
      try member()
    case .close(let isObject):
      guard let level = open.last, level.isObject == isObject else {
        throw scanner.problem("a comma")
      }
      flush()
      closed(level)
    case .open, .text, .colon: throw scanner.problem("a comma")
    }
  }

  private mutating func closed(_ level: Level) {
    open.removeLast()
    let last = lines.count
    lines[level.line].node?.lastLine = last
    lines[level.line].node?.summary = Self.summary(level)
    current = StyledText(.blank(min(open.count, 40) * 2))
    current.append(level.isObject ? "}" : "]", Style(.punctuation))
    label = level.label
    opener = level.line
  }

  private static func summary(_ level: Level) -> VisibleText {
    let noun = level.isObject ? "key" : "item"
    let count: VisibleText = "\(level.count) \(noun)\(level.count == 1 ? "" : "s")"
    return level.isObject ? "{ " + count + " }" : "[ " + count + " ]"
  }

  private func parent(at level: Int) -> Int? {
    open.indices.contains(level) ? open[level].line : nil
  }

  /// Ends the line.
  private mutating func flush(node: BodyLine.Node? = nil) {
    guard !current.isEmpty else { return }
    if lines.count >= BodyLimits.lines { hasTooManyLines = true }
    var node = node ?? BodyLine.Node(parent: parent(at: open.count - 1), label: label)
    node.firstLine = opener
    opener = nil
    lines.append(BodyLine(current, node: node))
    current = StyledText()
  }
}
