import CacheStore

/// The automata of the patterns that a connection looks for now: a query asks for the same few row after
/// row. They belong to the connection, which one thread uses at a time.
final class PatternMatchers: @unchecked Sendable {
  private var known: [Known] = []

  private struct Known {
    var source: [UInt8]
    var matcher: PatternMatcher
  }

  private static let limit = 16

  /// Whether a text has a place that matches a pattern; never where it is none.
  func matches(
    _ text: UnsafeBufferPointer<UInt8>, _ source: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    if let found = known.first(where: { $0.source.elementsEqual(source) }) {
      return found.matcher.matches(text)
    }
    guard let pattern = try? TextPattern(String(decoding: source, as: UTF8.self)) else {
      return false
    }
    if known.count == Self.limit { known.removeAll() }
    let new = Known(source: Array(source), matcher: PatternMatcher(pattern))
    known.append(new)
    return new.matcher.matches(text)
  }
}
