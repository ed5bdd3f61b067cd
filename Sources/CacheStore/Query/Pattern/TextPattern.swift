/// A regular expression that looks for a place in bytes: the text of a column, a field, or a body.
///
/// It is worked as a deterministic automaton that is built while it runs, so the time is proportional to
/// the bytes whatever the pattern: nobody can write one that hangs. For that it has no back-references and
/// no look-around; what it has is literals, `.`, classes (`[a-z]`, `\d`, `\w`, `\s` and their opposites),
/// groups, `|`, `*`, `+`, `?`, `{n,m}`, `^`, `$` (of the whole text), `\b`, and the flags `(?i)` and `(?s)`.
///
/// Case is ignored in ASCII letters unless the pattern has an upper-case letter; bytes that aren't UTF-8
/// match no character.
public struct TextPattern: Sendable, Hashable {
  /// The pattern as written.
  public let source: String
  let program: PatternProgram

  /// Reads a pattern.
  ///
  /// - Throws: `PatternError` with the offending column.
  public init(_ source: String) throws(PatternError) {
    self.source = source
    var parser = PatternParser(source)
    program = try PatternProgram(try parser.parse())
  }

  /// Whether the pattern is found in a text. To look at many texts, make one `PatternMatcher`.
  package func matches(_ text: String) -> Bool {
    let matcher = PatternMatcher(self)
    var text = text
    return text.withUTF8 { matcher.matches($0) }
  }

  /// Patterns are the same when they are written the same.
  public static func == (left: TextPattern, right: TextPattern) -> Bool {
    left.source == right.source
  }

  /// Hashes what is written.
  public func hash(into hasher: inout Hasher) { hasher.combine(source) }
}

/// What is wrong with a pattern, and where.
public struct PatternError: Error, Sendable, Hashable {
  /// The offending character, counted from 0.
  public var column: Int
  /// A sentence.
  public var sentence: String

  init(_ column: Int, _ sentence: String) {
    self.column = column
    self.sentence = sentence
  }
}
