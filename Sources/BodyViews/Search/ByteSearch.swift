import Glibc

/// Finds a text, or given bytes, in a body that comes in pieces. Letters of ASCII match in either case.
package struct ByteSearch: Sendable, Hashable {
  /// What is looked for, in lower case where case doesn't count.
  private let needle: [UInt8]
  private let ignoresCase: Bool
  /// Where it is set, a match begins where one of its characters can.
  private var charset: Charset?
  /// The place of the byte that is rarest in texts: where it isn't, there is no match.
  private let rarest: Int

  /// How many bytes a match has.
  package var length: Int { needle.count }

  /// A search for a text as it stands in a charset; nil for an empty one.
  package init?(text: String, charset: Charset = .utf8) {
    guard charset.leadBytes != nil else {
      self.init(charset.encode(text.lowercasedASCII), ignoresCase: true)
      return
    }
    // The second byte of a character can look like a letter: it has no other case, and begins no match.
    let isPlain = text.utf8.allSatisfy { $0 < 0x80 }
    self.init(charset.encode(isPlain ? text.lowercasedASCII : text), ignoresCase: isPlain)
    self.charset = charset
  }

  /// A search for exactly these bytes; nil for none.
  package init?(bytes: [UInt8]) { self.init(bytes, ignoresCase: false) }

  /// Bytes as people write them: `0x1f8b08`, or pairs of digits with blanks between, `1f 8b`. Nil for
  /// anything else.
  package init?(hexadecimal text: String) {
    let isMarked = text.lowercased().hasPrefix("0x")
    let words = text.dropFirst(isMarked ? 2 : 0).split(separator: " ")
    guard isMarked || words.count > 1, words.allSatisfy({ $0.count % 2 == 0 }) else { return nil }
    let digits = words.joined().compactMap(\.hexDigitValue)
    guard digits.count == words.reduce(0, { $0 + $1.count }) else { return nil }
    let bytes = stride(from: 0, to: digits.count, by: 2).map {
      UInt8(digits[$0] << 4 | digits[$0 + 1])
    }
    self.init(bytes, ignoresCase: false)
  }

  private init?(_ needle: [UInt8], ignoresCase: Bool) {
    guard !needle.isEmpty else { return nil }
    self.needle = needle
    self.ignoresCase = ignoresCase
    rarest = needle.indices.min { Self.frequency(needle[$0]) < Self.frequency(needle[$1]) } ?? 0
  }

  /// A rank: how common a byte is in texts and binary data.
  private static func frequency(_ byte: UInt8) -> Int {
    switch byte {
    case 0, 0x20: 4
    case UInt8(ascii: "0")...UInt8(ascii: "9"): 3
    case UInt8(ascii: "a")...UInt8(ascii: "z"):
      "jqxzk".utf8.contains(byte) ? 0 : "vbpwygf".utf8.contains(byte) ? 1 : 2
    default: 1
    }
  }

  /// Where the first match begins that lies in the range; offsets count from the bytes' start.
  package func first(in bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int? {
    let range = range.clamped(to: 0..<bytes.count)
    guard let base = bytes.baseAddress, range.count >= needle.count else { return nil }
    let last = range.upperBound - needle.count
    let form = needle[rarest]
    let otherForm = ignoresCase ? form.upperASCII : form
    // Where each form of the rarest byte comes next.
    var place = find(form, from: range.lowerBound + rarest, base, last)
    var otherPlace =
      otherForm == form ? .max : find(otherForm, from: range.lowerBound + rarest, base, last)
    while true {
      let next = min(place, otherPlace)
      guard next != .max else { return nil }
      if matches(base, at: next - rarest) { return next - rarest }
      if next == place {
        place = find(form, from: next + 1, base, last)
      } else {
        otherPlace = find(otherForm, from: next + 1, base, last)
      }
    }
  }

  /// Where the last match begins that lies in the range.
  package func last(in bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int? {
    var found: Int?
    var rest = range
    while let match = first(in: bytes, rest) {
      found = match
      rest = match + 1..<max(match + 1, range.upperBound)
    }
    return found
  }

  private func find(_ byte: UInt8, from place: Int, _ base: UnsafeRawPointer, _ last: Int) -> Int {
    let count = last + rarest + 1 - place
    guard count > 0, let found = memchr(base + place, Int32(byte), count) else { return .max }
    return UnsafeRawPointer(found) - base
  }

  private func matches(_ base: UnsafeRawPointer, at start: Int) -> Bool {
    var index = 0
    while index < needle.count {
      let other = base.load(fromByteOffset: start + index, as: UInt8.self)
      guard other == needle[index] || ignoresCase && other.lowerASCII == needle[index] else {
        return false
      }
      index += 1
    }
    return charset?.isBoundary(start, in: UnsafeRawBufferPointer(start: base, count: start)) ?? true
  }
}

extension UInt8 {
  fileprivate var lowerASCII: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
  fileprivate var upperASCII: UInt8 { (0x61...0x7A).contains(self) ? self & 0xDF : self }
}

extension String {
  fileprivate var lowercasedASCII: String {
    String(decoding: utf8.map(\.lowerASCII), as: UTF8.self)
  }
}
