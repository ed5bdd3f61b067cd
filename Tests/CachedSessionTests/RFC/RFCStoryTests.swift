import Testing

/// RFC 9111 and RFC 9110 in rows of several requests.
@Suite struct RFCStoryTests {
  static let rows =
    Story.validation + Story.variants + Story.head + Story.invalidation + Story.ranges
    + Story.parts + Story.connections

  @Test(arguments: rows)
  func `requests are answered as the RFC says`(row: Story) async throws {
    for kind in row.kinds {
      #expect(try await row.run(in: kind) == [], "\(kind)")
    }
  }

  @Test func `each row has a name of its own`() {
    let names = Self.rows.map { "\($0.description) \($0.kinds)" }
    #expect(Set(names).count == names.count)
  }
}
