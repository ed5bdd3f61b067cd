import HTTPTypes

/// The byte ranges that a request asks for (RFC 9110 section 14.1.2).
struct ByteRanges: Equatable {
  let specifiers: [Specifier]

  /// One of them.
  enum Specifier: Equatable {
    /// From that byte through another, or to the end.
    case from(Int64, through: Int64?)
    /// The last so many bytes.
    case suffix(Int64)
  }

  /// Nil without `Range`, and where it is to be ignored: another unit than bytes, several lines, or a
  /// range that can't be (section 14.2).
  init?(_ fields: HTTPFields) {
    let lines = fields.filter { $0.name == .range }
    guard let line = lines.first, lines.count == 1,
      let equals = line.value.utf8.firstIndex(of: UInt8(ascii: "=")),
      FieldValue.trim(line.value[..<equals]).lowercased() == "bytes"
    else { return nil }
    let elements = line.value[equals...].dropFirst().split(separator: ",")
      .map { FieldValue.trim($0) }.filter { !$0.isEmpty }
    let specifiers = elements.compactMap(Specifier.init)
    guard !specifiers.isEmpty, specifiers.count == elements.count else { return nil }
    self.specifiers = specifiers
  }

  /// The ranges that content of that size has, in order of their places; those that overlap or touch are
  /// one (section 14.2). Empty when none of them can be satisfied.
  func resolved(size: Int64) -> [Range<Int64>] {
    var result: [Range<Int64>] = []
    let ranges = specifiers.compactMap { $0.resolved(size: size) }
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = result.last, range.lowerBound <= last.upperBound {
        result[result.count - 1] =
          last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        result.append(range)
      }
    }
    return result
  }

  /// The same in the order in which they are asked for (section 15.3.7.2): one of several that became one
  /// stands where the first of these did.
  func inOrder(size: Int64) -> [Range<Int64>] {
    let merged = resolved(size: size)
    guard merged.count > 1 else { return merged }
    var result: [Range<Int64>] = []
    for range in specifiers.compactMap({ $0.resolved(size: size) }) {
      guard let whole = merged.first(where: { $0.contains(range.lowerBound) }),
        !result.contains(whole)
      else { continue }
      result.append(whole)
    }
    return result
  }

  /// Digits alone; saturates, since no content is that long.
  static func number(_ text: Substring) -> Int64? {
    guard !text.isEmpty else { return nil }
    var value: Int64 = 0
    for byte in text.utf8 {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, isLarger) = product.addingReportingOverflow(Int64(byte - 0x30))
      value = isTooLarge || isLarger ? .max : sum
    }
    return value
  }
}

extension ByteRanges.Specifier {
  /// Nil for what is no range: no number, or one that ends before it begins.
  init?(_ text: String) {
    guard let dash = text.utf8.firstIndex(of: UInt8(ascii: "-")) else { return nil }
    let (start, end) = (text[..<dash], text[dash...].dropFirst())
    if start.isEmpty {
      guard let length = ByteRanges.number(end) else { return nil }
      self = .suffix(length)
    } else {
      guard let first = ByteRanges.number(start) else { return nil }
      let last = ByteRanges.number(end)
      guard end.isEmpty || last.map({ $0 >= first }) ?? false else { return nil }
      self = .from(first, through: last)
    }
  }

  /// Nil when content of that size has nothing of it.
  func resolved(size: Int64) -> Range<Int64>? {
    switch self {
    case .from(let first, let last):
      guard first < size else { return nil }
      return first..<min(last ?? size, size - 1) + 1
    case .suffix(let length):
      guard length > 0, size > 0 else { return nil }
      return max(0, size - length)..<size
    }
  }
}
