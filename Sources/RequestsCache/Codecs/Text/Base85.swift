/// Base85 as Python's `b85encode` writes it: groups of five digits for four bytes, no padding.
enum Base85 {
  private static let digits = Array(
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~".utf8)

  /// 85 for what is no digit.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 85, count: 256)
    for (value, digit) in digits.enumerated() { values[Int(digit)] = UInt8(value) }
    return values
  }()

  /// The most bytes that a text of `count` characters can stand for.
  static func room(_ count: Int) -> Int { count / 5 * 4 + 4 }

  /// Decodes what encoding gives again, letter by letter; nil for anything else.
  static func decodeExactly(
    _ text: UnsafeRawBufferPointer, to room: UnsafeMutableRawBufferPointer
  ) -> Int? {
    let tail = text.count % 5
    guard tail != 1 else { return nil }
    let isWhole = values.withUnsafeBufferPointer {
      decodeGroups(text, text.count - tail, to: room, values: $0)
    }
    guard isWhole else { return nil }
    let target = text.count / 5 * 4
    guard tail > 0 else { return target }
    guard let word = tailWord(UnsafeRawBufferPointer(rebasing: text[(text.count - tail)...]))
    else { return nil }
    for place in 0..<tail - 1 { room[target + place] = UInt8(word >> (24 - 8 * place) & 0xff) }
    return target + tail - 1
  }

  /// Whether `decodeExactly` would take it.
  static func isExact(_ text: UnsafeRawBufferPointer) -> Bool {
    guard !text.contains(UInt8(ascii: "/")) else { return false }
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: room(text.count), alignment: 1)
    defer { room.deallocate() }
    return decodeExactly(text, to: room) != nil
  }

  /// Appends the text for some bytes.
  static func encode(_ bytes: some Collection<UInt8>, to output: inout [UInt8]) {
    var word: UInt32 = 0
    var count = 0
    for byte in bytes {
      word |= UInt32(byte) << (24 - 8 * UInt32(count))
      count += 1
      guard count == 4 else { continue }
      append(word, digits: 5, to: &output)
      (word, count) = (0, 0)
    }
    if count > 0 { append(word, digits: count + 1, to: &output) }
  }

  private static func append(_ word: UInt32, digits count: Int, to output: inout [UInt8]) {
    var divisor: UInt32 = 85 * 85 * 85 * 85
    for _ in 0..<count {
      output.append(digits[Int(word / divisor % 85)])
      divisor /= 85
    }
  }

  private static func decodeGroups(
    _ text: UnsafeRawBufferPointer, _ count: Int, to room: UnsafeMutableRawBufferPointer,
    values: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    var target = 0
    for start in stride(from: 0, to: count, by: 5) {
      var word: UInt64 = 0
      for place in start..<start + 5 {
        let value = values[Int(text[place])]
        guard value < 85 else { return false }
        word = word * 85 + UInt64(value)
      }
      guard word <= UInt32.max else { return false }
      room.storeBytes(
        of: UInt32(truncatingIfNeeded: word).bigEndian, toByteOffset: target, as: UInt32.self)
      target += 4
    }
    return true
  }

  /// The last digits, as those of a whole group whose missing bytes are zero.
  ///
  /// What is decoded is the group filled up with the highest digit. Encoding cuts it off again, which
  /// gives the same digits only for some of them.
  private static func tailWord(_ text: UnsafeRawBufferPointer) -> UInt64? {
    var word: UInt64 = 0
    for place in 0..<5 {
      let value = place < text.count ? values[Int(text[place])] : 84
      guard value < 85 else { return nil }
      word = word * 85 + UInt64(value)
    }
    guard word <= UInt32.max else { return nil }
    let kept = UInt32(truncatingIfNeeded: word) & ~(UInt32.max >> (8 * UInt32(text.count - 1)))
    var again: [UInt8] = []
    append(kept, digits: text.count, to: &again)
    return again.elementsEqual(text) ? word : nil
  }
}
