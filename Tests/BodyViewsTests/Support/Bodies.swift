import BodyViews
import Canvas
import HTTPTypes

/// A whole body of text with its content type.
func body(_ text: String, _ type: String = "", coding: String? = nil) -> BodyInput {
  body(Array(text.utf8), type, coding: coding)
}

/// A whole body with its content type.
func body(_ bytes: [UInt8], _ type: String = "", coding: String? = nil) -> BodyInput {
  var fields = HTTPFields()
  if !type.isEmpty { fields[.contentType] = type }
  if let coding { fields[.contentEncoding] = coding }
  return BodyInput(bytes: bytes, fields: fields)
}

extension RenderedBody {
  /// The lines as text.
  var text: String { lines.map(\.text.plainText).joined(separator: "\n") }
}

/// Bytes of numbers, big end first.
func big(_ value: Int, _ length: Int) -> [UInt8] {
  (0..<length).map { UInt8(truncatingIfNeeded: value >> (8 * (length - 1 - $0))) }
}

/// Bytes of numbers, little end first.
func little(_ value: Int, _ length: Int) -> [UInt8] { big(value, length).reversed() }

/// A fixed sequence of numbers that look random.
struct Randomness: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}
