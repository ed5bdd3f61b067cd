package import Canvas

/// A way to look at a body: one file in `Views`, one line in ``KnownViews/all``.
///
/// A viewer is pure and total over any bytes: it returns in time and memory proportional to the window,
/// whatever the window holds, and throws ``BodyViewError`` where it can't show it. It never runs what it
/// shows, and its lines are safe by type.
package protocol BodyView: Sendable {
  /// The name by which people choose it: `json`, `hex`.
  var id: String { get }
  /// What the menu calls it.
  var title: VisibleText { get }
  /// Whether it can begin anywhere in a body. One that can't is given the body's first bytes.
  var goesByWindow: Bool { get }
  /// Whether it shows the bytes as they are stored when it is chosen, packed or not. Default: false, codings
  /// are undone.
  var showsStoredBytes: Bool { get }
  /// How well it suits: 0 for not at all, 100 for made for it. The highest is taken.
  func priority(for input: BodyInput) -> Int
  /// The lines, and notes for the status line.
  func render(_ input: BodyInput) throws -> BodyContent
}

extension BodyView {
  package var showsStoredBytes: Bool { false }
}

/// A mark on the scale of priorities.
enum BodyPriority {
  /// The highest for a viewer that goes by how the bytes begin, not by what the response says.
  static let guess = 60
}

/// What a viewer makes of a body.
package struct BodyContent: Sendable, Hashable {
  /// The lines.
  package var lines: [BodyLine]
  /// Notes for the status line.
  package var notes: [VisibleText]
  /// How the bytes were read, where they were read as text as they stand; nil elsewhere.
  package var charset: Charset?

  /// Lines with notes.
  package init(_ lines: [BodyLine], notes: [VisibleText] = [], charset: Charset? = nil) {
    self.lines = lines
    self.notes = notes
    self.charset = charset
  }
}

/// Why a viewer can't show a body.
package struct BodyViewError: Error, Sendable, Hashable {
  /// A sentence without a full stop, safe to show.
  package var message: VisibleText

  /// An error with its reason.
  package init(_ message: VisibleText) { self.message = message }
}
