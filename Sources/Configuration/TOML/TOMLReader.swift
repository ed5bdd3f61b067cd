/// Reads a TOML text, statement by statement.
struct TOMLReader {
  let bytes: [UInt8]
  var place = 0
  /// Counted from 1.
  var line = 1
  let root = TOMLTable(.headed)
  private(set) var statements: [TOMLDocument.Statement] = []

  init(_ text: String) {
    bytes = Array(text.utf8)
    // The mark that some editors put in front.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
  }

  mutating func read() throws(ConfigurationFault) {
    var table = root
    var path: [String] = []
    while true {
      skipBlanks()
      switch current {
      case nil: return
      case UInt8(ascii: "#"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): try endLine()
      case UInt8(ascii: "["): (table, path) = try readHead()
      default: try readPair(in: table, path)
      }
    }
  }

  private mutating func readHead() throws(ConfigurationFault) -> (TOMLTable, [String]) {
    let start = line
    place += 1
    let isOneOfMany = current == UInt8(ascii: "[")
    if isOneOfMany { place += 1 }
    let path = try readPath()
    for _ in 0..<(isOneOfMany ? 2 : 1) {
      guard current == UInt8(ascii: "]") else {
        throw fault("a ] is missing behind the table's name")
      }
      place += 1
    }
    guard let table = root.head(path, isOneOfMany: isOneOfMany) else { throw taken(path, start) }
    try endLine()
    statements.append(.init(path: path, line: start, value: nil, end: place))
    return (table, path)
  }

  private mutating func readPair(
    in table: TOMLTable, _ path: [String]
  ) throws(ConfigurationFault) {
    let start = line
    let name = try readPath()
    guard current == UInt8(ascii: "=") else {
      throw fault("a = is missing behind \(name.joined(separator: "."))")
    }
    place += 1
    skipBlanks()
    let first = place
    let value = try readValue(depth: 0)
    let range = first..<place
    guard table.set(name, to: value) else { throw taken(path + name, start) }
    try endLine()
    statements.append(.init(path: path + name, line: start, value: range, end: place))
  }

  /// Names with points between them.
  mutating func readPath() throws(ConfigurationFault) -> [String] {
    var path: [String] = []
    while true {
      skipBlanks()
      path.append(try readName())
      skipBlanks()
      guard current == UInt8(ascii: ".") else { return path }
      guard path.count < TOMLDocument.deepest else { throw fault("the name has too many parts") }
      place += 1
    }
  }

  private mutating func readName() throws(ConfigurationFault) -> String {
    if current == UInt8(ascii: "\"") || current == UInt8(ascii: "'") {
      return try readString(isName: true)
    }
    let start = place
    while let byte = current, Self.isBare(byte) { place += 1 }
    guard place > start else { throw fault("a name is missing, or has to be in quotes") }
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  private static func isBare(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  private func taken(_ path: [String], _ line: Int) -> ConfigurationFault {
    let before = statements.first { $0.path == path }.map { " in line \($0.line)" } ?? ""
    return ConfigurationFault(
      place: .line(line),
      sentence: "\(path.joined(separator: ".")) is there already\(before): keep one of them")
  }
}

extension TOMLReader {
  var current: UInt8? { place < bytes.count ? bytes[place] : nil }

  func fault(_ sentence: String) -> ConfigurationFault {
    ConfigurationFault(place: .line(line), sentence: sentence)
  }

  mutating func skipBlanks() {
    while current == UInt8(ascii: " ") || current == UInt8(ascii: "\t") { place += 1 }
  }

  /// Blanks, perhaps a comment, and the end of the line or the text.
  mutating func endLine() throws(ConfigurationFault) {
    skipBlanks()
    if current == UInt8(ascii: "#") {
      while let byte = current, byte != UInt8(ascii: "\n") {
        let isEnd = byte == UInt8(ascii: "\r") && isNewline(place)
        guard byte >= 0x20 && byte != 0x7F || byte == UInt8(ascii: "\t") || isEnd else {
          throw fault("the comment has a control character: take it out")
        }
        place += 1
      }
    }
    guard current != nil else { return }
    guard isNewline(place) else {
      throw fault("nothing but a comment may stand behind a value: begin a new line")
    }
    takeNewline()
  }

  /// Whether a line ends there: `\n` or `\r\n`.
  func isNewline(_ place: Int) -> Bool {
    guard place < bytes.count else { return false }
    if bytes[place] == UInt8(ascii: "\n") { return true }
    return bytes[place] == UInt8(ascii: "\r") && place + 1 < bytes.count
      && bytes[place + 1] == UInt8(ascii: "\n")
  }

  mutating func takeNewline() {
    place += bytes[place] == UInt8(ascii: "\r") ? 2 : 1
    line += 1
  }
}
