import HTTPCaching
import Testing

/// RFC 9111 row by row: of two requests for one URL, what becomes of the second?
@Suite struct RFCReuseTests {
  static let rows =
    Reuse.freshness + Reuse.parsing + Reuse.age + Reuse.storing + Reuse.responseDirectives
    + Reuse.requestDirectives + Reuse.vary + Reuse.conditions + Reuse.validators

  @Test(arguments: rows)
  func `a private cache does as the RFC says`(row: Reuse) async throws {
    #expect(try await row.run(in: .private) == row.expected(in: .private))
  }

  @Test(arguments: rows)
  func `a shared cache does as the RFC says`(row: Reuse) async throws {
    #expect(try await row.run(in: .shared) == row.expected(in: .shared))
  }

  @Test(arguments: Reuse.targeted)
  func `a cache with a target list does as RFC 9213 says`(row: Reuse) async throws {
    for kind in Stage.Kind.allCases {
      let outcome = try await row.run(in: kind) { $0.targetedFields = [.cdnCacheControl] }
      #expect(outcome == row.expected(in: kind), "\(kind)")
    }
  }

  @Test func `each row has a name of its own`() {
    let names = Self.rows.map(\.description)
    #expect(Set(names).count == names.count)
  }
}
