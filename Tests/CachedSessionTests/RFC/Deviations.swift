import Testing

/// Where this cache goes another way than the RFCs' first choice, and why. Each names rows that show it.
struct Deviation: Sendable {
  let rows: [String]
  let reason: String

  static let all = [
    Deviation(
      rows: ["Set-Cookie, Expires"],
      reason: """
        RFC 9111 section 7.3 lets shared caches store a response that sets a cookie. Many servers forget to \
        say that it is for one user, so this one wants max-age, s-maxage or public first.
        """),
    Deviation(
      rows: ["twice, the first smaller", "twice, the second smaller"],
      reason: """
        RFC 9111 section 4.2.1 asks for the first of two lifetimes, or to take the response for stale. The \
        smaller of both is never fresh where one of these would not be.
        """),
    Deviation(
      rows: ["Content-Type", "Cache-Control", "CDN-Cache-Control"],
      reason: """
        RFC 9110 section 7.6.1 has everything removed that Connection names. What caching, framing and \
        the meaning of content depend on stays, or a sender could have a cache forget no-store.
        """),
    Deviation(
      rows: ["of parts with a gap the newer one stays", "a part from the middle is not completed"],
      reason: """
        RFC 9111 sections 3.3 and 3.4 leave it to caches how much of parts they keep and combine. One run of \
        bytes is what a stored response can say of itself, with Content-Range.
        """),
    Deviation(
      rows: ["a part of coded content without a length is the whole"],
      reason: """
        A transport may have undone the coding, and then the stored bytes are not those that a range \
        speaks of. A Content-Length that fits shows that they are.
        """),
    Deviation(
      rows: ["another", "star"],
      reason: """
        RFC 9111 section 4.1 allows to ask about stored variants though none matches. Servers that give \
        two codings of a text one weak tag would have the wrong one sent.
        """),
    Deviation(
      rows: ["the tags of all variants are sent", "a 304 may choose another variant"],
      reason: """
        RFC 9111 section 4.3.4 has a 304 speak of responses that the request selects. A strong tag is one \
        variant's alone, and RFC 9110 section 13.1.2 has tags sent so that the origin can choose among them.
        """),
    Deviation(
      rows: ["stale, and the client has another"],
      reason: """
        RFC 9111 section 4.3.2 allows to add the cache's own tags to a client's condition. Then a 304 would \
        not always be the client's, so the condition goes out as it came.
        """),
    Deviation(
      rows: ["Vary on Authorization"],
      reason: "Values of secret fields are not kept, so nobody can tell whether two are the same."),
    Deviation(
      rows: ["parameters in another order"],
      reason: """
        RFC 3986 section 6.2 doesn't know of parameters. Parameters of one name keep their order, and \
        few servers read one between names; a session can keep it (sortsQuery), and the proxy does.
        """),
    Deviation(
      rows: ["a tag without quotes"],
      reason: "Some servers send such tags; sent back as they came they work."),
    Deviation(
      rows: ["no-store in the second request"],
      reason: """
        RFC 9111 section 5.2.1.5 forbids only to store. Who says no-store doesn't expect what others have \
        stored either.
        """),
    Deviation(
      rows: ["a 304 leaves Content-Length and the codings"],
      reason: """
        RFC 9111 section 3.2 lets a cache keep fields that the stored content depends on: a coding may have \
        been undone when it was stored.
        """),
    Deviation(
      rows: ["a HEAD with another length invalidates"],
      reason: """
        RFC 9111 section 4.3.5 has the stored response taken for stale. It is removed: nothing could \
        make it right again.
        """),
  ]
}

@Suite struct DeviationTests {
  @Test func `each deviation names rows that there are`() {
    let rows = Set(RFCReuseTests.rows.map(\.id) + RFCStoryTests.rows.map(\.id))
    for deviation in Deviation.all {
      #expect(!deviation.rows.isEmpty && !deviation.reason.isEmpty)
      for row in deviation.rows { #expect(rows.contains(row), "\(row)") }
    }
  }
}
