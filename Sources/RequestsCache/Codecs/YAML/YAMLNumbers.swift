/// Numbers and truth values as YAML 1.1 writes them.
enum YAMLNumbers {
  /// A whole number: of 64 bits, or with more decimal digits.
  enum Whole: Equatable {
    case short(Int64)
    case long([UInt8])
  }

  private typealias Text = Slice<UnsafeRawBufferPointer>

  static func bool(_ text: UnsafeRawBufferPointer) -> Bool? {
    guard (2...5).contains(text.count) else { return nil }
    switch String(decoding: text, as: UTF8.self) {
    case "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON": return true
    case "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF": return false
    default: return nil
    }
  }

  /// Whether a plain text is a whole number.
  static func isInteger(_ text: UnsafeRawBufferPointer) -> Bool {
    let body = unsigned(text)
    guard let first = body.first else { return false }
    let rest = body.dropFirst()
    switch (first, rest.first) {
    case (0x30, nil): return true
    case (0x30, UInt8(ascii: "b")): return areDigits(rest.dropFirst()) { $0 < 0x32 }
    case (0x30, UInt8(ascii: "x")): return areDigits(rest.dropFirst()) { _ in true }
    case (0x30, _): return areDigits(rest) { $0 < 0x38 }
    case (0x31...0x39, _): return isDecimalOrTimed(rest)
    default: return false
    }
  }

  /// The value of a whole number; nil for what is none, and for a large one that isn't decimal.
  static func integer(_ text: UnsafeRawBufferPointer) -> Whole? {
    guard isInteger(text) else { return nil }
    let digits = text.filter { $0 != UInt8(ascii: "_") }
    let sign: Int64 = digits.first == UInt8(ascii: "-") ? -1 : 1
    let body = unsigned(digits[...])
    if body.elementsEqual("0".utf8) { return .short(0) }
    if body.first == 0x30 {
      return radixValue(body).map { .short($0 * sign) }
    }
    if body.contains(UInt8(ascii: ":")) { return timed(body).map { .short($0 * sign) } }
    return DecimalNumber.integer(digits).map { .short($0) }
      ?? .long(digits.first == UInt8(ascii: "+") ? Array(body) : digits)
  }

  private static func radixValue(_ body: ArraySlice<UInt8>) -> Int64? {
    switch body.dropFirst().first {
    case UInt8(ascii: "b"): Int64(String(decoding: body.dropFirst(2), as: UTF8.self), radix: 2)
    case UInt8(ascii: "x"): Int64(String(decoding: body.dropFirst(2), as: UTF8.self), radix: 16)
    default: Int64(String(decoding: body, as: UTF8.self), radix: 8)
    }
  }

  /// `1:30`, a number to the base of 60.
  private static func timed(_ body: ArraySlice<UInt8>) -> Int64? {
    var value: Int64 = 0
    for part in body.split(separator: UInt8(ascii: ":")) {
      guard let one = DecimalNumber.integer(part) else { return nil }
      let (high, isTooLarge) = value.multipliedReportingOverflow(by: 60)
      let (next, isBeyond) = high.addingReportingOverflow(one)
      guard !isTooLarge, !isBeyond else { return nil }
      value = next
    }
    return value
  }
}

extension YAMLNumbers {
  /// Whether a plain text is a number with a point: one with an exponent has to have its sign.
  static func isFloat(_ text: UnsafeRawBufferPointer) -> Bool {
    if special(text) != nil { return true }
    let body = unsigned(text)
    guard let point = body.firstIndex(of: UInt8(ascii: ".")) else { return false }
    let (before, after) = (body[..<point], body[body.index(after: point)...])
    let fraction = after.prefix { isDigitOrLine($0) }
    let exponent = after[fraction.endIndex...]
    if before.contains(UInt8(ascii: ":")) { return isTimed(before) && exponent.isEmpty }
    if before.isEmpty {
      guard body.count == text.count, let first = fraction.first, first != UInt8(ascii: "_")
      else { return false }
    } else if !startsWithDigit(before) || !before.allSatisfy(isDigitOrLine) {
      return false
    }
    return exponent.isEmpty || isExponent(exponent)
  }

  /// The value of a number that is tagged or found to be one.
  static func float(_ text: UnsafeRawBufferPointer) -> Double? {
    if let value = special(text) { return value }
    let digits = text.filter { $0 != UInt8(ascii: "_") }
    guard !digits.contains(where: { $0 | 0x20 == UInt8(ascii: "x") }) else { return nil }
    guard digits.contains(UInt8(ascii: ":")) else {
      return digits.withUnsafeBytes(DecimalNumber.double)
    }
    var value = 0.0
    for part in unsigned(digits[...]).split(separator: UInt8(ascii: ":")) {
      guard let one = Double(String(decoding: part, as: UTF8.self)) else { return nil }
      value = value * 60 + one
    }
    return digits.first == UInt8(ascii: "-") ? -value : value
  }

  private static func special(_ text: UnsafeRawBufferPointer) -> Double? {
    guard (4...5).contains(text.count) else { return nil }
    switch String(decoding: text, as: UTF8.self) {
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .infinity
    case "-.inf", "-.Inf", "-.INF": return -.infinity
    case ".nan", ".NaN", ".NAN": return .nan
    default: return nil
    }
  }

  private static func isExponent(_ text: Text) -> Bool {
    let digits = text.dropFirst(2)
    guard text.first.map({ $0 | 0x20 }) == UInt8(ascii: "e"), let sign = text.dropFirst().first,
      sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), !digits.isEmpty
    else { return false }
    return digits.allSatisfy { (0x30...0x39).contains($0) }
  }
}

extension YAMLNumbers {
  private static func unsigned(_ text: UnsafeRawBufferPointer) -> Text {
    text.first == UInt8(ascii: "-") || text.first == UInt8(ascii: "+")
      ? text.dropFirst() : text[...]
  }

  private static func unsigned(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    text.first == UInt8(ascii: "-") || text.first == UInt8(ascii: "+") ? text.dropFirst() : text
  }

  private static func isDigitOrLine(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_")
  }

  private static func startsWithDigit(_ text: Text) -> Bool {
    text.first.map { (0x30...0x39).contains($0) } ?? false
  }

  private static func areDigits(_ text: Text, _ isRight: (UInt8) -> Bool) -> Bool {
    !text.isEmpty
      && text.allSatisfy { byte in
        byte == UInt8(ascii: "_") || HexDigit.value(byte) != nil && isRight(byte)
      }
  }

  /// What may follow the first digit of a decimal number, or of one to the base of 60.
  private static func isDecimalOrTimed(_ rest: Text) -> Bool {
    rest.allSatisfy(isDigitOrLine) || isTimed(rest)
  }

  /// Digits, and behind them groups such as `:07` or `:59`.
  private static func isTimed(_ text: Text) -> Bool {
    let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count > 1, parts[0].allSatisfy(isDigitOrLine) else { return false }
    return parts.dropFirst().allSatisfy { part in
      (1...2).contains(part.count) && part.allSatisfy { (0x30...0x39).contains($0) }
        && (part.count == 1 || part[part.startIndex] < 0x36)
    }
  }
}
