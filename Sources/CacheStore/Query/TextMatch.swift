/// How filters compare text: by bytes, where case is ignored in ASCII letters alone. Stores that ask a
/// database give it these functions, so that all answer alike.
package enum TextMatch {
  /// Whether a text matches a pattern in which `*` stands for any text and `?` for one character.
  package static func glob(
    _ text: UnsafeBufferPointer<UInt8>, _ pattern: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    var place = 0
    var here = 0
    var retry: (place: Int, here: Int)?
    while place < text.count {
      if here < pattern.count, pattern[here] == UInt8(ascii: "*") {
        here += 1
        retry = (place, here)
      } else if here < pattern.count, pattern[here] == UInt8(ascii: "?") {
        place = nextCharacter(text, after: place)
        here += 1
      } else if here < pattern.count, lower(text[place]) == lower(pattern[here]) {
        place += 1
        here += 1
      } else if let (from, star) = retry {
        // The last star takes one byte more.
        retry = (from + 1, star)
        (place, here) = (from + 1, star)
      } else {
        return false
      }
    }
    return pattern[here...].allSatisfy { $0 == UInt8(ascii: "*") }
  }

  /// Whether a text matches a pattern, as strings.
  package static func glob(_ text: String, _ pattern: String) -> Bool {
    var text = text
    var pattern = pattern
    return text.withUTF8 { text in pattern.withUTF8 { glob(text, $0) } }
  }

  /// Whether a text contains another; with regard to case only if that has an upper-case letter.
  package static func contains(
    _ text: UnsafeBufferPointer<UInt8>, _ part: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard let first = part.first else { return true }
    let regardsCase = hasUpperCase(part)
    let capital = regardsCase ? first : upper(first)
    // Plain loops: this is done for each row of a filtered list.
    var start = 0
    while start <= text.count - part.count {
      if text[start] == first || text[start] == capital {
        var place = 1
        while place < part.count {
          let byte = text[start + place]
          guard (regardsCase ? byte : lower(byte)) == part[place] else { break }
          place += 1
        }
        if place == part.count { return true }
      }
      start += 1
    }
    return false
  }

  /// The same for a part that is kept as bytes.
  package static func contains(_ text: UnsafeBufferPointer<UInt8>, _ part: [UInt8]) -> Bool {
    part.withUnsafeBufferPointer { contains(text, $0) }
  }

  /// The same for strings.
  package static func contains(_ text: String, _ part: String) -> Bool {
    var text = text
    var part = part
    return text.withUTF8 { text in part.withUTF8 { contains(text, $0) } }
  }

  /// Whether a text has an upper-case ASCII letter.
  package static func hasUpperCase(_ text: some Sequence<UInt8>) -> Bool {
    text.contains { $0 != lower($0) }
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }

  private static func upper(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) ? byte & ~0x20 : byte
  }

  private static func nextCharacter(_ text: UnsafeBufferPointer<UInt8>, after place: Int) -> Int {
    var next = place + 1
    while next < text.count, text[next] & 0xC0 == 0x80 { next += 1 }
    return next
  }
}
