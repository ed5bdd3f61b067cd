import HTTPCaching
import Testing

@Suite struct CacheStatusTests {
  static let statuses: [(CacheStatus, String)] = [
    (CacheStatus(isHit: true, timeToLive: 22.9), "larder; hit; ttl=22"),
    (CacheStatus(isHit: true, timeToLive: -0.1), "larder; hit; ttl=-1"),
    (CacheStatus(isHit: true, forward: .stale), "larder; hit"),
    (
      CacheStatus(forward: .varyMiss, forwardStatus: 200, isStored: true, isCollapsed: true),
      "larder; fwd=vary-miss; fwd-status=200; stored; collapsed"
    ),
    (
      CacheStatus(forward: .miss, detail: "a \"b\\c\" é\u{1B}"),
      "larder; fwd=miss; detail=\"a \\\"b\\\\c\\\" ??\""
    ),
    (CacheStatus(isHit: true, timeToLive: 1e300), "larder; hit"),
    (CacheStatus(isHit: true, timeToLive: .nan), "larder; hit"),
    (CacheStatus(isHit: true, timeToLive: 1e17), "larder; hit; ttl=999999999999999"),
  ]

  @Test(arguments: statuses)
  func `a status is a field of RFC 9211`(status: CacheStatus, text: String) {
    #expect(status.description == text)
  }
}
