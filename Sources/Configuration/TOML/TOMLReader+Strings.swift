extension TOMLReader {
  /// A string in single or double quotes, one or three of them.
  ///
  /// - Parameter isName: a name is on one line.
  mutating func readString(isName: Bool) throws(ConfigurationFault) -> String {
    let quote = bytes[place]
    let isLong = !isName && count(of: quote) >= 3
    place += isLong ? 3 : 1
    if isLong, isNewline(place) { takeNewline() }
    let start = line
    var text: [UInt8] = []
    while let byte = current {
      if byte == quote {
        guard isLong else {
          place += 1
          return String(decoding: text, as: UTF8.self)
        }
        // Up to two quotes in front of the end are the string's own.
        let quotes = count(of: quote)
        if quotes >= 3 {
          text += repeatElement(quote, count: min(quotes, 5) - 3)
          place += min(quotes, 5)
          return String(decoding: text, as: UTF8.self)
        }
        text.append(byte)
        place += 1
      } else if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        place += 1
        text += Array(try readEscape(isLong: isLong).utf8)
      } else if isNewline(place) {
        guard isLong else { throw fault("the string doesn't end on its line: a quote is missing") }
        text.append(UInt8(ascii: "\n"))
        takeNewline()
      } else if byte < 0x20 && byte != UInt8(ascii: "\t") || byte == 0x7F {
        throw fault("the string has a control character: write it as \\u and four digits")
      } else {
        text.append(byte)
        place += 1
      }
    }
    throw ConfigurationFault(
      place: .line(start), sentence: "the string doesn't end: quotes are missing")
  }

  /// How many of these follow each other here.
  private func count(of quote: UInt8) -> Int {
    bytes[place...].prefix(6).prefix { $0 == quote }.count
  }

  private mutating func readEscape(isLong: Bool) throws(ConfigurationFault) -> String {
    guard let byte = current else { throw fault("the string doesn't end: a quote is missing") }
    let letter = Character(Unicode.Scalar(byte))
    if let plain = Self.escapes[letter] {
      place += 1
      return plain
    }
    switch letter {
    case "u", "U":
      place += 1
      return try readScalar(digits: letter == "u" ? 4 : 8)
    case " ", "\t", "\n", "\r":
      guard isLong else { break }
      // A backslash at the end of a line takes away what is blank behind it.
      let start = place
      skipBlanks()
      guard isNewline(place) else {
        place = start
        break
      }
      while isNewline(place) {
        takeNewline()
        skipBlanks()
      }
      return ""
    default: break
    }
    throw fault("\\ has no meaning there: write \\\\ for one")
  }

  private mutating func readScalar(digits: Int) throws(ConfigurationFault) -> String {
    let text = String(decoding: bytes[place...].prefix(digits), as: UTF8.self)
    guard text.count == digits, text.allSatisfy(\.isHexDigit), let value = UInt32(text, radix: 16),
      let scalar = Unicode.Scalar(value)
    else { throw fault("\\u needs \(digits) hexadecimal digits of a character") }
    place += digits
    return String(Character(scalar))
  }

  private static let escapes: [Character: String] = [
    "b": "\u{8}", "t": "\t", "n": "\n", "f": "\u{C}", "r": "\r", "\"": "\"", "\\": "\\",
  ]
}
