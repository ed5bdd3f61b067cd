import HTTPTypes

/// The part of a representation that a 206 has (RFC 9110 section 15.3.7).
struct StoredPart: Equatable {
  /// Which bytes they are.
  private(set) var range: Range<Int64>
  /// How many bytes the whole has.
  let size: Int64

  /// Nil for what is not one part of a whole whose size is told, and where the lengths contradict each other.
  init?(_ response: HTTPResponse) {
    guard response.status == .partialContent else { return nil }
    let fields = response.headerFields
    let lines = fields[values: .contentRange]
    guard lines.count == 1, let (range, size) = Self.parse(lines[0]) else { return nil }
    let isContrary = fields[values: .contentLength]
      .contains { Int64(FieldValue.trim($0)) != Int64(range.count) }
    guard !isContrary else { return nil }
    (self.range, self.size) = (range, size)
  }

  /// RFC 9110 section 14.4: `bytes 0-4/10`.
  private static func parse(_ value: String) -> (Range<Int64>, Int64)? {
    let words = FieldValue.trim(value).split(separator: " ", maxSplits: 1)
    guard words.count == 2, words[0].lowercased() == "bytes" else { return nil }
    let parts = words[1].split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let size = ByteRanges.number(parts[1]) else { return nil }
    let ends = parts[0].split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2, let first = ByteRanges.number(ends[0]),
      let last = ByteRanges.number(ends[1]), first <= last, last < size
    else { return nil }
    return (first..<last + 1, size)
  }

  /// Whether it is all that there is.
  var isWhole: Bool { Int64(range.count) == size }

  /// What of those bytes it doesn't have, where it has some, and the others are one run.
  func missing(of asked: Range<Int64>) -> Range<Int64>? {
    guard range.overlaps(asked) else { return nil }
    let before = asked.lowerBound..<max(asked.lowerBound, range.lowerBound)
    let after = min(asked.upperBound, range.upperBound)..<asked.upperBound
    guard before.isEmpty != after.isEmpty else { return nil }
    return before.isEmpty ? after : before
  }

  /// The bytes that it shares with those.
  func cut(to asked: Range<Int64>) -> StoredPart {
    var part = self
    part.range = range.clamped(to: asked)
    return part
  }

  /// The part that both have together; nil where something between them is missing.
  func union(_ other: StoredPart) -> Range<Int64>? {
    guard size == other.size, range.lowerBound <= other.range.upperBound,
      other.range.lowerBound <= range.upperBound
    else { return nil }
    let first = min(range.lowerBound, other.range.lowerBound)
    return first..<max(range.upperBound, other.range.upperBound)
  }
}

extension StoredResponse {
  /// What the request asks for of the stored part; nil where it asks for anything else (RFC 9111
  /// section 3.3: a part is no answer to any other request).
  func part(for request: HTTPRequest) -> (range: Range<Int64>, size: Int64)? {
    guard let part = StoredPart(response), request.method == .get, self.request.method == .get,
      let asked = ByteRanges(request.headerFields)?.resolved(size: part.size), asked.count == 1,
      part.range.lowerBound <= asked[0].lowerBound, asked[0].upperBound <= part.range.upperBound,
      IfRange.holds(request.headerFields, self)
    else { return nil }
    return (asked[0], part.size)
  }

  /// Whether it is part of a response: such are variants aside from whole ones.
  package var isPart: Bool { response.status == .partialContent }

  /// How many bytes its content must have, where it is part of a response.
  package var partLength: Int64? {
    isPart ? StoredPart(response).map { Int64($0.range.count) } : nil
  }

  /// Whether a stored body of that size can be its content: a part is of no use but with the bytes that its
  /// head names. The size is nil where a content coding was undone.
  package func fits(_ size: Int64?) -> Bool { !isPart || size != nil && partLength == size }
}
