import HTTPCaching
import Testing

@Suite struct CacheControlTests {
  @Test func `there are values to parse`() { #expect(Vectors.all.cacheControl.count == 17) }

  @Test(arguments: Vectors.all.cacheControl)
  func `Cache-Control is read as in Python, or more strictly on purpose`(row: CacheControlCase) {
    let control = CacheControl(row.header)
    let seconds: [(String, Double?)] = [
      ("max_age", control.maxAge), ("max_stale", control.maxStale),
      ("min_fresh", control.minFresh), ("stale_if_error", control.staleIfError),
      ("stale_while_revalidate", control.staleWhileRevalidate),
    ]
    let flags: [(String, CacheControl.Flags)] = [
      ("must_revalidate", .mustRevalidate), ("no_cache", .noCache), ("no_store", .noStore),
      ("only_if_cached", .onlyIfCached), ("immutable", .immutable),
    ]
    let facts =
      seconds.filter { row.parsed[$0.0]?.number != $0.1 }.map(\.0)
      + flags.filter { row.parsed[$0.0]?.isTrue != control.has($0.1) }.map(\.0)
    #expect(facts == DeliberateDifference.facts(of: row.name))
  }
}

extension CacheControlCase {
  /// As the list of differences has it.
  var name: String { "Cache-Control: \(header)" }
}
