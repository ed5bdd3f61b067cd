extension TOMLReader {
  mutating func readValue(depth: Int) throws(ConfigurationFault) -> TOMLNode {
    guard depth < TOMLDocument.deepest else {
      throw fault("too many lists or tables in each other")
    }
    switch current {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return .text(try readString(isName: false))
    case UInt8(ascii: "["): return try readList(depth)
    case UInt8(ascii: "{"): return try readInlineTable(depth)
    default: return try readWord()
    }
  }

  private mutating func readList(_ depth: Int) throws(ConfigurationFault) -> TOMLNode {
    place += 1
    var items: [TOMLNode] = []
    while true {
      try skipLines()
      if current == UInt8(ascii: "]") { break }
      items.append(try readValue(depth: depth + 1))
      try skipLines()
      if current == UInt8(ascii: "]") { break }
      guard current == UInt8(ascii: ",") else { throw fault("a , or ] is missing in the list") }
      place += 1
    }
    place += 1
    return .list(items)
  }

  private mutating func readInlineTable(_ depth: Int) throws(ConfigurationFault) -> TOMLNode {
    place += 1
    let table = TOMLTable(.closed)
    skipBlanks()
    while current != UInt8(ascii: "}") {
      let path = try readPath()
      guard current == UInt8(ascii: "=") else { throw fault("a = is missing in the braces") }
      place += 1
      skipBlanks()
      guard table.set(path, to: try readValue(depth: depth + 1)) else {
        throw fault("\(path.joined(separator: ".")) is there twice: keep one of them")
      }
      skipBlanks()
      if current == UInt8(ascii: "}") { break }
      guard current == UInt8(ascii: ",") else { throw fault("a , or } is missing in the braces") }
      place += 1
      skipBlanks()
      if current == UInt8(ascii: "}") { throw fault("a name is missing behind the last ,") }
    }
    place += 1
    return .table(table.members)
  }

  /// Blanks, comments and line ends between the items of a list.
  private mutating func skipLines() throws(ConfigurationFault) {
    while true {
      skipBlanks()
      guard current == UInt8(ascii: "#") || isNewline(place) else { return }
      try endLine()
    }
  }

  /// A value without quotes: true, false, a number, a date or a time.
  private mutating func readWord() throws(ConfigurationFault) -> TOMLNode {
    let start = place
    while let byte = current, Self.isWordByte(byte) { place += 1 }
    let word = String(decoding: bytes[start..<place], as: UTF8.self)
    guard !word.isEmpty else { throw fault("a value is missing") }
    if word == "true" || word == "false" { return .flag(word == "true") }
    guard let first = word.utf8.first,
      !(0x61...0x7A).contains(first) || word == "inf" || word == "nan"
    else { throw fault("\(word) is no value: text has to be in quotes") }
    if let number = try integer(word) { return .number(number) }
    if word.wholeMatch(of: #/\d{4}-\d\d-\d\d/#) != nil { takeTimeOfDay() }
    guard isOther(word) else {
      throw fault("\(word) is no value: text has to be in quotes")
    }
    return .other
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
      UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: ":"):
      true
    default: false
    }
  }

  private func integer(_ word: String) throws(ConfigurationFault) -> Int? {
    guard
      word.wholeMatch(
        of:
          #/[+-]?(?:0|[1-9](?:_?\d)*)|0x[0-9a-fA-F](?:_?[0-9a-fA-F])*|0o[0-7](?:_?[0-7])*|0b[01](?:_?[01])*/#
      )
        != nil
    else { return nil }
    let digits = word.replacing("_", with: "")
    let bases: [Substring: Int] = ["0x": 16, "0o": 8, "0b": 2]
    let base = bases[digits.prefix(2)]
    guard let number = Int(base == nil ? digits : String(digits.dropFirst(2)), radix: base ?? 10)
    else { throw fault("\(word) is too large a number") }
    return number
  }

  /// A blank may stand between a date and its time.
  private mutating func takeTimeOfDay() {
    let rest = bytes[place...].prefix(3)
    guard rest.count == 3, rest.first == UInt8(ascii: " "),
      rest.dropFirst().allSatisfy({ (0x30...0x39).contains($0) })
    else { return }
    place += 1
    while let byte = current, Self.isWordByte(byte) { place += 1 }
  }

  private func isOther(_ word: String) -> Bool {
    let fraction =
      #/[+-]?(?:(?:0|[1-9](?:_?\d)*)(?:\.\d(?:_?\d)*)?(?:[eE][+-]?\d(?:_?\d)*)?|inf|nan)/#
    let time = #/(?:\d{4}-\d\d-\d\d)?(?:[Tt]?\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)?)?/#
    return word.wholeMatch(of: fraction) != nil || word.wholeMatch(of: time) != nil
  }
}
