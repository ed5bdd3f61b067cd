/// The looks of all roles. The background is the terminal's own, so that light terminals stay light.
package struct Theme: Sendable, Hashable {
  package let name: String
  /// Colours are left out even where the terminal has them.
  let isMonochrome: Bool
  private let looks: [Role: Look]

  init(name: String, isMonochrome: Bool = false, _ looks: [Role: Look]) {
    self.name = name
    self.isMonochrome = isMonochrome
    self.looks = looks
  }

  /// A theme like another one but for some roles.
  func variant(_ name: String, _ changes: [Role: Look]) -> Theme {
    Theme(name: name, isMonochrome: isMonochrome, looks.merging(changes) { $1 })
  }

  /// What to tell a terminal of so many colours.
  package func paint(_ style: Style, depth: ColorDepth) -> Paint {
    guard depth != .none, !isMonochrome else {
      return Paint(attributes: style.attributes.symmetricReverse(style.role.monochrome))
    }
    let look = looks[style.role] ?? Look()
    return Paint(
      foreground: look.foreground?.number(depth), background: look.background?.number(depth),
      attributes: style.attributes.symmetricReverse(look.attributes))
  }
}

extension Theme: CustomStringConvertible {
  package var description: String { name }
}

extension Attributes {
  /// Both emphases together; reversed twice is not reversed, so that a reversed thing on the reversed
  /// row under the cursor still stands out.
  fileprivate func symmetricReverse(_ other: Attributes) -> Attributes {
    var both = union(other)
    if contains(.reverse), other.contains(.reverse) { both.remove(.reverse) }
    return both
  }
}
