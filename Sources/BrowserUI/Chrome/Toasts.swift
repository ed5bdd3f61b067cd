package import FoundationEssentials

/// What the browser has told, the latest last.
package struct Toasts: Sendable {
  /// One message.
  package struct Toast: Sendable, Hashable {
    package var text: String
    package var kind: Kind
    package var time: Date
  }

  package enum Kind: String, Sendable, Hashable {
    case info, success, warning, error
  }

  /// All messages of this run, bounded.
  package private(set) var all: [Toast] = []
  /// Whether the latest is still on the status line.
  package private(set) var isShowing = false

  static let limit = 500
  static let milliseconds = 5000

  package init() {}

  package var current: Toast? { isShowing ? all.last : nil }

  mutating func say(_ text: String, _ kind: Kind, at time: Date) {
    all.append(Toast(text: text, kind: kind, time: time))
    if all.count > Self.limit { all.removeFirst(all.count - Self.limit) }
    isShowing = true
  }

  mutating func hide() { isShowing = false }
}
