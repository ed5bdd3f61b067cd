import RequestsCache
import Testing

@Suite struct NormalizedFieldsTests {
  @Test(arguments: [
    ("a", "a"), ("EN", "EN"), ("EN, de ,fr;q=0.5", "de, en, fr;q=0.5"), (",", ""), ("B,", "b"),
    ("ΑΣ, b", "b, ας"),
  ])
  func `a list is sorted in lower case, a single value stays`(value: String, normal: String) {
    #expect(matched([.init("Accept", value)], .names(["ACCEPT"])) == ["accept=" + normal])
  }

  @Test func `an ignored name counts as it is written`() {
    let fields = [SentRequest.Field("authorization", "a"), .init("X-API-Key", "b")]
    #expect(matched(fields, .all) == ["authorization=a", "x-api-key=REDACTED"])
    #expect(
      requestsCacheKey(SentRequest(url: "", fields: fields)).redactions.map(\.name) == ["X-API-Key"]
    )
  }

  @Test func `of several fields with one name the last counts`() {
    #expect(matched([.init("A", "1"), .init("a", "2")], .all) == ["a=2"])
  }

  @Test func `without matching the fields make no difference`() {
    let plain = requestsCacheKey(SentRequest(url: "http://h/"))
    let other = requestsCacheKey(SentRequest(url: "http://h/", fields: [.init("Accept", "x")]))
    #expect(plain.text == other.text)
  }

  private func matched(
    _ fields: [SentRequest.Field], _ which: RequestsKeySettings.MatchedHeaders
  ) -> [String] {
    var settings = RequestsKeySettings()
    settings.matchedHeaders = which
    return requestsCacheKey(SentRequest(url: "http://h/", fields: fields), settings: settings)
      .matchedFields
  }
}
