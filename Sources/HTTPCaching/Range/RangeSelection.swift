import FoundationEssentials
import HTTPTypes

/// What of a stored response a request asks for (RFC 9110 section 14).
enum RangeSelection: Equatable {
  /// All of it: no part was asked for, or what was asked is to be ignored (section 14.2).
  case whole
  /// That part.
  case part(Range<Int64>, of: Int64)
  /// Those parts, in one body.
  case parts([Range<Int64>], of: Int64)
  /// A part that it doesn't have.
  case unsatisfiable(size: Int64)

  /// - Parameter size: how many bytes the stored content has; nil where they are not those of the
  ///   representation, as content codings were undone.
  ///
  /// Very many parts at once are answered with the whole, which section 14.2 advises.
  init(_ request: HTTPRequest, _ stored: StoredResponse, size: Int64?) {
    self = .whole
    if stored.isPart {
      if let (range, size) = stored.part(for: request) { self = .part(range, of: size) }
      return
    }
    // Section 14.2: Range is defined for GET, and where the answer would be a 200.
    guard request.method == .get, stored.response.status == .ok,
      let ranges = ByteRanges(request.headerFields), let size,
      Self.isWhole(stored.response.headerFields, size: size),
      IfRange.holds(request.headerFields, stored)
    else { return }
    let parts = ranges.resolved(size: size)
    switch parts.count {
    case 0: self = .unsatisfiable(size: size)
    case 1: self = .part(parts[0], of: size)
    case ...Multipart.limit: self = .parts(ranges.inOrder(size: size), of: size)
    default: break
    }
  }

  /// Whether the stored bytes are those that the head speaks of.
  private static func isWhole(_ fields: HTTPFields, size: Int64) -> Bool {
    guard let length = fields[.contentLength] else { return !fields.contains(.contentEncoding) }
    return Int64(FieldValue.trim(length)) == size
  }
}

/// `If-Range`: a part only if the client has the rest of the same representation (RFC 9110
/// section 13.1.5).
enum IfRange {
  /// Whether the part may be sent: without the field, or where it names the stored response.
  static func holds(_ fields: HTTPFields, _ stored: StoredResponse) -> Bool {
    let lines = fields.filter { $0.name == .ifRange }
    guard let line = lines.first else { return true }
    guard lines.count == 1 else { return false }
    if let date = HTTPDate.parse(line, now: stored.responseTime) { return isSame(date, stored) }
    guard let asked = EntityTag(FieldValue.text(of: line)), let tag = stored.entityTag else {
      return false
    }
    return asked.isWellFormed && asked.stronglyMatches(tag)
  }

  /// Section 8.8.2.2: a date tells representations apart only where the response was made a second later
  /// or more.
  private static func isSame(_ date: Date, _ stored: StoredResponse) -> Bool {
    guard let lastModified = stored.lastModified, lastModified == date else { return false }
    return stored.dateValue.timeIntervalSince(lastModified) >= 1
  }
}
