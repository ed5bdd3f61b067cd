/// Base64 with the usual alphabet and padding.
enum Base64 {
  /// Marks for what is no digit in `values`.
  private static let invalid: UInt8 = 0x80

  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  private static let values: [UInt8] = {
    var values = [UInt8](repeating: invalid, count: 256)
    for (value, digit) in digits.enumerated() { values[Int(digit)] = UInt8(value) }
    return values
  }()

  /// The most bytes that a text of `count` characters can stand for.
  static func room(_ count: Int) -> Int { count / 4 * 3 + 3 }

  /// Decodes what encoding gives again, letter by letter; nil for anything else.
  static func decodeExactly(
    _ text: UnsafeRawBufferPointer, to room: UnsafeMutableRawBufferPointer
  ) -> Int? {
    guard text.count.isMultiple(of: 4) else { return nil }
    guard !text.isEmpty else { return 0 }
    let body = text.count - 4
    let isWhole = values.withUnsafeBufferPointer { decodeGroups(text, body, to: room, values: $0) }
    guard isWhole, let rest = lastGroup(text, body, to: room, body / 4 * 3) else { return nil }
    return body / 4 * 3 + rest
  }

  /// Whether `decodeExactly` would take it.
  static func isExact(_ text: UnsafeRawBufferPointer) -> Bool {
    guard text.count.isMultiple(of: 4) else { return false }
    guard !text.isEmpty else { return true }
    let body = UnsafeRawBufferPointer(rebasing: text.dropLast(4))
    let isWhole = values.withUnsafeBufferPointer { values in
      body.reduce(0) { $0 | values[Int($1)] } & invalid == 0
    }
    return isWhole
      && withUnsafeTemporaryAllocation(byteCount: 3, alignment: 1) {
        lastGroup(text, body.count, to: $0, 0) != nil
      }
  }

  /// Decodes as Python's `b64decode` does, which skips what is no digit; nil for wrong padding.
  static func decodeLeniently(_ text: some Sequence<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    var word: UInt32 = 0
    var count = 0
    var padding = 0
    for letter in text {
      if letter == UInt8(ascii: "=") {
        padding += 1
        if count >= 2, count + padding >= 4 { break }
        continue
      }
      let value = values[Int(letter)]
      guard value != invalid else { continue }
      padding = 0
      word = word << 6 | UInt32(value)
      count += 1
      guard count == 4 else { continue }
      bytes += [UInt8(word >> 16 & 0xff), UInt8(word >> 8 & 0xff), UInt8(word & 0xff)]
      (word, count) = (0, 0)
    }
    guard let rest = rest(word, count: count, padding: padding) else { return nil }
    return bytes + rest
  }

  /// The bytes of a last group of less than four digits; nil for one that isn't filled up.
  private static func rest(_ word: UInt32, count: Int, padding: Int) -> [UInt8]? {
    switch (count, padding) {
    case (0, _): []
    case (2, 2...): [UInt8(word >> 4 & 0xff)]
    case (3, 1...): [UInt8(word >> 10 & 0xff), UInt8(word >> 2 & 0xff)]
    default: nil
    }
  }

  /// Appends the text for some bytes.
  static func encode(_ bytes: some Sequence<UInt8>, to output: inout [UInt8]) {
    var word: UInt32 = 0
    var count: UInt32 = 0
    for byte in bytes {
      word = word << 8 | UInt32(byte)
      count += 1
      guard count == 3 else { continue }
      for shift: UInt32 in [18, 12, 6, 0] { output.append(digits[Int(word >> shift & 63)]) }
      (word, count) = (0, 0)
    }
    guard count > 0 else { return }
    word <<= 8 * (3 - count)
    for place: UInt32 in 0..<4 {
      output.append(place > count ? UInt8(ascii: "=") : digits[Int(word >> (18 - 6 * place) & 63)])
    }
  }
}

extension Base64 {
  private static func decodeGroups(
    _ text: UnsafeRawBufferPointer, _ count: Int, to room: UnsafeMutableRawBufferPointer,
    values: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    var seen: UInt8 = 0
    var target = 0
    for start in stride(from: 0, to: count, by: 4) {
      let a = values[Int(text[start])]
      let b = values[Int(text[start + 1])]
      let c = values[Int(text[start + 2])]
      let d = values[Int(text[start + 3])]
      seen |= a | b | c | d
      room[target] = a << 2 | b >> 4
      room[target + 1] = b << 4 | c >> 2
      room[target + 2] = c << 6 | d
      target += 3
    }
    return seen & invalid == 0
  }

  private static func lastGroup(
    _ text: UnsafeRawBufferPointer, _ start: Int, to room: UnsafeMutableRawBufferPointer,
    _ target: Int
  ) -> Int? {
    let padding =
      text[start + 3] != UInt8(ascii: "=") ? 0 : text[start + 2] == UInt8(ascii: "=") ? 2 : 1
    var word: UInt32 = 0
    for place in 0..<4 - padding {
      let value = values[Int(text[start + place])]
      guard value != invalid else { return nil }
      word |= UInt32(value) << (18 - 6 * UInt32(place))
    }
    guard word & ((1 << (8 * UInt32(padding))) - 1) == 0 else { return nil }
    for place in 0..<3 - padding {
      room[target + place] = UInt8(word >> (16 - 8 * UInt32(place)) & 0xff)
    }
    return 3 - padding
  }
}
