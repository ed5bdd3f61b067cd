import HTTPCaching
import Testing

@Suite struct URLPatternTests {
  @Test(arguments: Vectors.all.globs)
  func `a glob matches the URLs that it matches in Python`(glob: GlobCase) {
    let matches = URLRule(glob: glob.pattern, .never).matches(glob.url)
    #expect((matches == glob.match ? [] : ["match"]) == DeliberateDifference.facts(of: glob.name))
  }

  @Test(arguments: Vectors.all.regexes)
  func `a regular expression matches the URLs that it matches in Python`(regex: RegexCase) throws {
    #expect(try URLRule(regex: regex.regex, .never).matches(regex.url) == regex.match)
  }

  @Test func `there are patterns of both kinds`() {
    #expect(Vectors.all.globs.count == 86)
    #expect(Vectors.all.regexes.count == 22)
  }
}

extension GlobCase {
  /// As the list of differences has it.
  var name: String { "\(pattern) for \(url)" }
}
