import FoundationEssentials
import HTTPTypes

/// What one pass over a response head finds for the freshness of it, without copying a value.
struct ResponseFacts {
  /// The directives that count: of the targeted field, where there is one, else of `Cache-Control`.
  var control = CacheControl()
  /// The targeted field that stands in for `Cache-Control` and `Expires`; nil without one.
  var targetedField: String?
  /// The `Date` field; nil without a valid one.
  var date: Date?
  var expires = Expires.absent
  /// The `Age` field; nil without a valid one.
  var age: TimeInterval?
  var lastModified: Date?
  private var hasAge = false

  /// The `Expires` field.
  enum Expires: Equatable {
    case absent
    /// Such as `0`: in the past (RFC 9111 section 5.3).
    case invalid
    case at(Date)
  }

  /// - Parameters:
  ///   - arrival: when the response arrived; places two-digit years.
  ///   - audience: whose cache it is for.
  init(_ fields: HTTPFields, arrival: Date, for audience: CacheAudience) {
    for index in fields.indices { add(index, of: fields, arrival: arrival) }
    guard let (name, targeted) = audience.targetedControl(fields) else { return }
    // RFC 9213 section 2.2
    (control, targetedField, expires) = (targeted, name, .absent)
  }

  /// `date_value` (RFC 9111 section 4.2.3): without a `Date`, the time of arrival.
  func dateValue(arrival: Date) -> Date { date ?? arrival }

  private mutating func add(_ index: Int, of fields: HTTPFields, arrival: Date) {
    // Lengths tell most names apart, and comparing short strings costs less than comparing names, which hold
    // two of them. Few fields are looked at, so most need not be copied.
    let name = fields[index].name.canonicalName
    switch name.utf8.count {
    // RFC 9111 section 5.1: the first member of a list; what is invalid is ignored.
    case 3 where name == "age":
      if !hasAge { age = Self.age(fields[index]) }
      hasAge = true
    case 4 where name == "date":
      if date == nil { date = HTTPDate.parse(fields[index], now: arrival) }
    case 7 where name == "expires": add(expires: HTTPDate.parse(fields[index], now: arrival))
    case 13 where name == "cache-control": control.add(fields[index])
    case 13 where name == "last-modified":
      if lastModified == nil { lastModified = HTTPDate.parse(fields[index], now: arrival) }
    default: break
    }
  }

  /// RFC 9111 section 4.2.1: with several, the earliest; one that can't be read has the response stale.
  private mutating func add(expires date: Date?) {
    switch (expires, date) {
    case (.invalid, _): break
    case (_, nil): expires = .invalid
    case (.absent, let date?): expires = .at(date)
    case (.at(let earlier), let date?): expires = .at(min(earlier, date))
    }
  }

  private static func age(_ field: HTTPField) -> TimeInterval? {
    field.withUnsafeBytesOfValue { bytes in
      var scanner = DirectiveScanner(bytes)
      return scanner.next().flatMap { DeltaSeconds.parse($0.argument == nil ? $0.name : nil) }
    }
  }
}
