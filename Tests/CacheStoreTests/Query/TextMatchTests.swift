import CacheStore
import Testing

@Test(arguments: [
  ("", "", true), ("", "*", true), ("a", "", false), ("abc", "abc", true), ("abc", "ABC", true),
  ("abc", "a*", true), ("abc", "*c", true), ("abc", "a*c", true), ("abc", "*b*", true),
  ("abc", "a?c", true), ("abc", "a??", true), ("abc", "a?", false), ("abc", "b*", false),
  ("aab", "*ab", true), ("mississippi", "m*iss*ip*i", true), ("mississippi", "m*iss*x*i", false),
  ("ß", "?", true), ("aßc", "a?c", true), ("Ä", "ä", false), ("a.c", "abc", false),
  ("[x]", "[x]", true), ("x", "[x]", false), ("a%b", "a%b", true), ("axb", "a%b", false),
  ("a\u{0}b", "a?b", true), ("a", "a**", true), ("ab", "a***b", true), ("", "?", false),
])
func `a glob has stars and question marks and nothing else`(
  text: String, pattern: String, matches: Bool
) {
  #expect(TextMatch.glob(text, pattern) == matches)
}

@Test func `a glob of many stars takes no time to speak of`() {
  let text = String(repeating: "a", count: 2000)
  let pattern = String(repeating: "*a", count: 30) + "*b"
  #expect(!TextMatch.glob(text, pattern))
}

@Test(arguments: [
  ("https://Example.com/A", "example", true), ("https://Example.com/A", "Example", true),
  ("https://example.com/a", "Example", false), ("abc", "", true), ("", "a", false),
  ("ABABAC", "abac", true), ("ABABAC", "abad", false), ("a{[", "{", true), ("a[", "{", false),
  ("abc", "bc", true), ("abc", "cd", false), ("a%c", "%", true), ("abc", "%", false),
])
func `text is found without regard to case unless a capital is asked for`(
  text: String, part: String, found: Bool
) {
  #expect(TextMatch.contains(text, part) == found)
}
