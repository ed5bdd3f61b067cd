/// Emphasis that a terminal without colours shows too.
package struct Attributes: OptionSet, Sendable, Hashable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let bold = Attributes(rawValue: 1)
  package static let underline = Attributes(rawValue: 2)
  package static let reverse = Attributes(rawValue: 4)
  package static let dim = Attributes(rawValue: 8)
}

/// How something is drawn: what it means, and emphasis beyond what the theme gives that meaning.
package struct Style: Sendable, Hashable {
  package var role: Role
  package var attributes: Attributes

  package init(_ role: Role = .normal, _ attributes: Attributes = []) {
    self.role = role
    self.attributes = attributes
  }

  package static let normal = Style()

  /// The style with more emphasis.
  package func with(_ more: Attributes) -> Style {
    Style(role, attributes.union(more))
  }

  package var bold: Style { with(.bold) }
  package var underline: Style { with(.underline) }
  package var reverse: Style { with(.reverse) }
  package var dim: Style { with(.dim) }
}
