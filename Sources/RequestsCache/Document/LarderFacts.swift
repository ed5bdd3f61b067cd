import FoundationEssentials
import HTTPCaching

/// What larder notes of a response beyond what requests-cache has a place for: a member `larder` of the
/// document, which Python passes by. Python drops it when it stores the response anew.
struct LarderFacts: Sendable, Hashable {
  static let name = "larder"

  var requestTime: Date?
  var responseTime: Date?
  /// `response_time` less `corrected_initial_age` (RFC 9111 section 4.2.3).
  var generated: Date?
  /// When it was last validated by a 304.
  var validated: Date?
  /// When its expiry was set by hand.
  var manual: Date?
  /// Seconds of freshness that it had before; negative for never.
  var lifetime: Double?
  /// The fields as they were received; the document's own are one a name, and redacted alike.
  var fields: [ResponseDocument.Field]?

  init() {}

  /// What the expiry of the response follows from.
  var rule: LifetimeRule { manual == nil ? .session : .manual }

  init(_ root: PlainNode) {
    self.init(withoutFields: root)
    fields = root["larder"]?["fields"].map { list in
      list.children.prefix(Self.fieldLimit).compactMap { pair in
        var parts = pair.children
        guard let name = parts.next()?.text, let value = parts.next()?.raw else { return nil }
        guard parts.next() != nil else { return ResponseDocument.Field(name, Array(value)) }
        return ResponseDocument.Field(name, latin1: String(decoding: value, as: UTF8.self))
      }
    }
  }

  private static let fieldLimit = 10_000

  /// The same without the fields, which a list has no use for.
  init(withoutFields root: PlainNode) {
    guard let node = root["larder"] else { return }
    requestTime = Self.date(node["request_time"])
    responseTime = Self.date(node["response_time"])
    generated = Self.date(node["generated"])
    validated = Self.date(node["validated"])
    manual = Self.date(node["manual"])
    lifetime = node["lifetime"]?.number.flatMap { $0.isFinite ? $0 : nil }
  }

  /// As a member; nil where there is nothing to note.
  var value: PlainValue? {
    var members = PlainMap()
    for (name, date) in [
      ("request_time", requestTime), ("response_time", responseTime), ("generated", generated),
      ("validated", validated), ("manual", manual),
    ] {
      members[name] = date.map { .double($0.timeIntervalSince1970) }
    }
    members["fields"] = fields.map { fields in
      .array(
        fields.map { field in
          guard let text = String(validating: field.bytes, as: UTF8.self) else {
            return .array([.text(field.name), .text(field.latin1), .text("latin-1")])
          }
          return .array([.text(field.name), .text(text)])
        })
    }
    return members.members.isEmpty ? nil : .map(members)
  }

  private static func date(_ node: PlainNode?) -> Date? { node?.number.flatMap(date) }

  /// A moment in seconds since 1970; nil for one that no clock shows.
  static func date(_ seconds: Double) -> Date? {
    guard seconds.isFinite, abs(seconds) < 1e12 else { return nil }
    return Date(timeIntervalSince1970: seconds)
  }
}

extension ResponseDocument.Field {
  init(_ name: String, latin1 text: String) {
    self.init(name, text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) })
  }

  /// Bytes as the characters of their numbers, as Python reads header fields.
  var latin1: String {
    var text = ""
    for byte in bytes { text.unicodeScalars.append(Unicode.Scalar(byte)) }
    return text
  }
}
