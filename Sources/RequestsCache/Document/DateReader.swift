/// Reads the parts of a date; none of them is longer than it may be.
struct DateReader {
  private let text: UnsafeRawBufferPointer
  private var place = 0

  init(_ text: UnsafeRawBufferPointer) { self.text = text }

  var isAtEnd: Bool { place == text.count }

  @inline(__always)
  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard place < text.count, UInt32(text[place]) == character.value else { return false }
    place += 1
    return true
  }

  @inline(__always)
  private mutating func digit() -> Int? {
    guard place < text.count, (0x30...0x39).contains(text[place]) else { return nil }
    defer { place += 1 }
    return Int(text[place]) - 0x30
  }

  /// A number of exactly so many digits.
  @inline(__always)
  mutating func number(_ digits: Int) -> Int? {
    guard digits <= text.count - place else { return nil }
    var number = 0
    for index in place..<place + digits {
      guard (0x30...0x39).contains(text[index]) else { return nil }
      number = number * 10 + Int(text[index]) - 0x30
    }
    place += digits
    return number
  }

  /// The seconds of `23:59:59`.
  mutating func clock() -> Int? {
    guard let hours = number(2), hours < 24, skip(":"), let minutes = number(2), minutes < 60,
      skip(":"), let seconds = number(2), seconds < 60
    else { return nil }
    return (hours * 60 + minutes) * 60 + seconds
  }

  /// The microseconds of `.123456`, of 1 to 9 digits; 0 where there is no point.
  mutating func fraction() -> Int? {
    guard skip(".") else { return 0 }
    guard var value = digit() else { return nil }
    var count = 1
    while count < 9, let digit = digit() {
      if count < 6 { value = value * 10 + digit }
      count += 1
    }
    while count < 6 { (value, count) = (value * 10, count + 1) }
    return value
  }

  /// The seconds of `+01:00` or `Z`; within, nil where there is none.
  mutating func offset() -> (seconds: Int?, ())? {
    if isAtEnd { return (nil, ()) }
    if skip("Z") { return (0, ()) }
    let isWest = skip("-")
    guard isWest || skip("+"), let hours = number(2), hours < 24, skip(":"),
      let minutes = number(2), minutes < 60
    else { return nil }
    let seconds = (hours * 60 + minutes) * 60
    return (isWest ? -seconds : seconds, ())
  }
}
