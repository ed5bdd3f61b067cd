/// A number of Python: whole ones have no limit, and `True` is 1.
enum PythonNumber {
  case whole(Int64)
  /// Beyond 64 bits.
  case long(isNegative: Bool, digits: UnsafeRawBufferPointer.SubSequence)
  case real(Double)

  /// Nil for what is no number.
  init?(_ node: PlainNode) {
    switch node.kind {
    case .true, .false: self = .whole(node.kind == .true ? 1 : 0)
    case .integer: self = .whole(node.integer ?? 0)
    case .double: self = .real(node.number ?? 0)
    case .longInteger:
      let text = node.raw ?? UnsafeRawBufferPointer(start: nil, count: 0)
      let isNegative = text.first == UInt8(ascii: "-")
      self = .long(isNegative: isNegative, digits: text.dropFirst(isNegative ? 1 : 0))
    default: return nil
    }
  }

  /// Exactly, but for whole numbers beyond 64 bits beside a `Double`, which are rounded to one. A
  /// `NaN` is less than nothing, and nothing is less than it.
  func comparing(_ other: PythonNumber) -> PythonOrder {
    switch (self, other) {
    case (.whole(let left), .whole(let right)): Self.order(left, right)
    case (.long(let isNegative, let left), .long(let otherIsNegative, let right)):
      isNegative == otherIsNegative
        ? isNegative ? Self.order(right, left) : Self.order(left, right)
        : isNegative ? .less : .greater
    case (.whole(let left), .real(let right)): Self.order(left, right)
    case (.real(let left), .whole(let right)):
      left.isNaN ? .greater : Self.reversed(Self.order(right, left))
    case (.whole, .long(let isNegative, _)): isNegative ? .greater : .less
    case (.long(let isNegative, _), .whole): isNegative ? .less : .greater
    default: Self.order(rounded, other.rounded)
    }
  }

  private var rounded: Double {
    switch self {
    case .whole(let number): Double(number)
    case .real(let number): number
    case .long(let isNegative, let digits):
      (Double(String(decoding: digits, as: UTF8.self)) ?? .infinity) * (isNegative ? -1 : 1)
    }
  }

  private static func order<Value: Comparable>(_ left: Value, _ right: Value) -> PythonOrder {
    left == right ? .equal : left < right ? .less : .greater
  }

  private static func order(
    _ left: UnsafeRawBufferPointer.SubSequence, _ right: UnsafeRawBufferPointer.SubSequence
  ) -> PythonOrder {
    if left.count != right.count { return left.count < right.count ? .less : .greater }
    if left.elementsEqual(right) { return .equal }
    return left.lexicographicallyPrecedes(right) ? .less : .greater
  }

  /// Integers compare exactly with floating-point numbers, as the standard library has it.
  private static func order(_ left: Int64, _ right: Double) -> PythonOrder {
    if let whole = Int64(exactly: right) { return order(left, whole) }
    guard !right.isNaN else { return .greater }
    if right.magnitude >= 0x1p63 { return right > 0 ? .less : .greater }
    return left <= Int64(right.rounded(.down)) ? .less : .greater
  }

  private static func reversed(_ order: PythonOrder) -> PythonOrder {
    switch order {
    case .less: .greater
    case .greater: .less
    default: order
    }
  }
}
