extension JSONReader {
  /// What a number consists of, while it is read.
  private struct Number {
    var isNegative = false
    /// The digits without the point; wrong once there are more than fit, which `digitCount` tells.
    var digits: UInt64 = 0
    var digitCount = 0
    var exponent = 0
    var isWhole = true
  }

  mutating func number(_ tree: inout PlainTree) throws(UndecodableValue) -> PlainTree.Index {
    let start = place
    var number = Number()
    if try current() == UInt8(ascii: "-") {
      number.isNegative = true
      place += 1
      if try current() == UInt8(ascii: "I") {
        return try word("Infinity", try tree.add(-Double.infinity))
      }
    }
    try wholePart(&number)
    try fraction(&number)
    try exponent(&number)
    return try add(number, start..<place, &tree)
  }

  private func add(
    _ number: Number, _ range: Range<Int>, _ tree: inout PlainTree
  ) throws(UndecodableValue) -> PlainTree.Index {
    let text = UnsafeRawBufferPointer(rebasing: bytes[range])
    if number.isWhole {
      if number.digitCount <= 18 {
        return try tree.add(Int64(number.digits) * (number.isNegative ? -1 : 1))
      }
      if let value = DecimalNumber.integer(text) { return try tree.add(value) }
      return try tree.add(.longInteger, range)
    }
    if number.digitCount <= 18,
      let value = DecimalNumber.exactly(number.digits, exponent: number.exponent)
    {
      return try tree.add(number.isNegative ? -value : value)
    }
    guard let value = DecimalNumber.double(text) else {
      throw UndecodableValue(.malformed, at: range.lowerBound)
    }
    return try tree.add(value)
  }

  private mutating func wholePart(_ number: inout Number) throws(UndecodableValue) {
    if try current() == UInt8(ascii: "0") {
      place += 1
    } else {
      try digits(&number)
    }
  }

  private mutating func fraction(_ number: inout Number) throws(UndecodableValue) {
    guard place < bytes.count, bytes[place] == UInt8(ascii: ".") else { return }
    place += 1
    number.isWhole = false
    let start = place
    try digits(&number)
    number.exponent = start - place
  }

  private mutating func exponent(_ number: inout Number) throws(UndecodableValue) {
    guard place < bytes.count, bytes[place] | 0x20 == UInt8(ascii: "e") else { return }
    place += 1
    number.isWhole = false
    let sign = try current()
    if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { place += 1 }
    var size = Number()
    try digits(&size)
    // Beyond some digits the exponent alone says "none" or "too many", and the exact way says no.
    let value = size.digitCount <= 9 ? Int(size.digits) : 1_000_000_000
    number.exponent += sign == UInt8(ascii: "-") ? -value : value
  }

  /// One digit or more.
  private mutating func digits(_ number: inout Number) throws(UndecodableValue) {
    let start = place
    while place < bytes.count, (0x30...0x39).contains(bytes[place]) {
      number.digits = number.digits &* 10 &+ UInt64(bytes[place] & 0xF)
      number.digitCount += 1
      place += 1
    }
    if place == start { throw UndecodableValue(unexpected, at: place) }
  }

  private var unexpected: UndecodableValue.Reason {
    place < bytes.count ? .malformed : .truncated
  }
}
