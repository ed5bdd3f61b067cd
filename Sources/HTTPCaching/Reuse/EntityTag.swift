public import HTTPTypes

/// An entity tag (RFC 9110 section 8.8.3). Tags without quotes, which some servers send, are taken as they
/// are. Each byte above ASCII is the character of its number, as nobody knows their encoding.
public struct EntityTag: Sendable, Hashable {
  /// The tag without its `W/`, with its quotes.
  public var opaque: String
  /// Whether it is weak: equivalent, not equal byte by byte.
  public var isWeak: Bool

  /// A tag as it stands in a field; nil when empty.
  public init?(_ text: some StringProtocol) {
    let trimmed = FieldValue.trim(text)
    isWeak = trimmed.hasPrefix("W/")
    opaque = isWeak ? String(trimmed.dropFirst(2)) : trimmed
    if opaque.isEmpty { return nil }
  }

  /// The tag of a response; nil without one.
  public init?(of fields: HTTPFields) {
    guard let field = fields.first(where: { $0.name == .eTag }) else { return nil }
    self.init(FieldValue.text(of: field))
  }

  /// Weak comparison (RFC 9110 section 8.8.3.2): same opaque tag.
  public func weaklyMatches(_ other: EntityTag) -> Bool { opaque == other.opaque }

  /// Strong comparison (RFC 9110 section 8.8.3.2): same opaque tag, and neither is weak.
  public func stronglyMatches(_ other: EntityTag) -> Bool {
    !isWeak && !other.isWeak && opaque == other.opaque
  }

  /// As it stands in a field.
  public var text: String { isWeak ? "W/" + opaque : opaque }

  /// Whether it is quoted, so that it can stand in a list.
  var isWellFormed: Bool {
    opaque.utf8.count >= 2 && opaque.hasPrefix("\"") && opaque.hasSuffix("\"")
      && !opaque.dropFirst().dropLast().contains("\"")
  }
}

extension HTTPField {
  /// A line with those tags, byte by byte as they came.
  init(_ name: Name, tags: [EntityTag]) {
    let text = tags.map(\.text).joined(separator: ", ")
    self.init(name: name, lenientValue: FieldValue.bytes(of: text))
  }
}
