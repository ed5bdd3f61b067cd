/// A regular expression, compiled once.
///
/// `Regex` is not Sendable because its parts may hold closures; one made from text alone has none, and
/// matching does not change it.
final class CompiledRegex: @unchecked Sendable {  // reason: immutable, made from text alone
  private let regex: Regex<AnyRegexOutput>

  init(_ pattern: String) throws { regex = try Regex(pattern) }

  func occurs(in text: String) -> Bool { text.firstMatch(of: regex) != nil }
}
