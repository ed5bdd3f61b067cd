/// Units of numbers in filters.
enum FilterUnit: Sendable, Hashable {
  case plain, bytes, seconds

  private static let byteUnits: [String: Double] = [
    "": 1, "b": 1, "k": 1e3, "m": 1e6, "g": 1e9, "t": 1e12,
    "kb": 1e3, "mb": 1e6, "gb": 1e9,
    "ki": 1024, "mi": 1_048_576, "gi": 1_073_741_824,
    "kib": 1024, "mib": 1_048_576, "gib": 1_073_741_824,
  ]
  private static let timeUnits: [String: Double] = [
    "s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800, "y": 31_556_952,
  ]

  /// The number in the text; nil when it isn't one. Times may have several parts: `1h30m`.
  func number(_ text: String) -> Double? {
    let isNegative = text.hasPrefix("-")
    let digits = isNegative || text.hasPrefix("+") ? String(text.dropFirst()) : text
    guard let value = magnitude(digits.lowercased()), value.isFinite else { return nil }
    return isNegative ? -value : value
  }

  private func magnitude(_ text: String) -> Double? {
    switch self {
    case .plain: return Self.split(text).flatMap { $0.unit.isEmpty ? $0.value : nil }
    case .bytes:
      return Self.split(text).flatMap { part in Self.byteUnits[part.unit].map { $0 * part.value } }
    case .seconds: return Self.duration(text)
    }
  }

  private static func duration(_ text: String) -> Double? {
    if let plain = split(text), plain.unit.isEmpty { return plain.value }
    var total = 0.0
    var part = ""
    for character in text {
      part.append(character)
      guard character.isLetter else { continue }
      guard let piece = split(part), let unit = timeUnits[piece.unit] else { return nil }
      total += piece.value * unit
      part = ""
    }
    return part.isEmpty && !text.isEmpty ? total : nil
  }

  /// Digits with at most one point, and what follows them.
  private static func split(_ text: String) -> (value: Double, unit: String)? {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    guard let first = digits.first, first != ".", let value = Double(digits) else { return nil }
    return (value, String(text.dropFirst(digits.count)))
  }
}
