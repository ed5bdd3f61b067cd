extension VisibleText: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  /// Text of the program itself. It goes through the sanitiser too, so that there is no way round it.
  package init(stringLiteral value: String) {
    self.init(untrusted: value, .body)
  }

  package init(stringInterpolation: StringInterpolation) {
    self = stringInterpolation.text
  }

  /// Puts texts together; a plain string in an interpolation is untrusted.
  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = VisibleText.empty

    package init(literalCapacity: Int, interpolationCount: Int) {}

    package mutating func appendLiteral(_ literal: String) {
      text += VisibleText(stringLiteral: literal)
    }

    package mutating func appendInterpolation(_ value: VisibleText) {
      text += value
    }

    package mutating func appendInterpolation(_ value: some BinaryInteger) {
      text += VisibleText(untrusted: String(value))
    }

    package mutating func appendInterpolation(_ value: String, _ context: TextContext = .header) {
      text += VisibleText(untrusted: value, context)
    }

    package mutating func appendInterpolation(_ value: Substring, _ context: TextContext = .header)
    {
      text += VisibleText(untrusted: String(value), context)
    }
  }
}

extension VisibleText {
  package static func + (left: VisibleText, right: VisibleText) -> VisibleText {
    if left.isEmpty { return right }
    if right.isEmpty { return left }
    let shift = left.plainText.utf8.count
    return VisibleText(
      parts: left.plainText + right.plainText,
      escapes: left.escapes + right.escapes.map { $0.lowerBound + shift..<$0.upperBound + shift },
      width: left.width + right.width)
  }

  package static func += (left: inout VisibleText, right: VisibleText) {
    left = left + right
  }

  /// The text so many times over; none for a count below 1.
  package static func * (text: VisibleText, count: Int) -> VisibleText {
    guard count > 0 else { return .empty }
    return (0..<count).reduce(into: .empty) { result, _ in result += text }
  }
}

extension Sequence where Element == VisibleText {
  /// The texts one after the other, with another between each two.
  package func joined(separator: VisibleText = .empty) -> VisibleText {
    var result = VisibleText.empty
    for (index, text) in enumerated() { result += index == 0 ? text : separator + text }
    return result
  }
}
