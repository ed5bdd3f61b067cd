import HTTPCaching
import HTTPTypes
import Testing

@Suite struct StorabilityTests {
  struct Case: Row {
    let id: String
    let section: String
    let request: HTTPRequest
    let response: HTTPResponse
    let policy: CachePolicy
    let obstacle: String?

    init(
      _ id: String, _ section: String, _ status: Int = 200, _ lines: [String] = [],
      by request: HTTPRequest = HTTPCachingTests.request(), obstacle: String? = nil,
      policy: CachePolicy = CachePolicy()
    ) {
      (self.id, self.section, self.request, self.policy) = (id, section, request, policy)
      (self.response, self.obstacle) = (HTTPCachingTests.response(status, lines), obstacle)
    }
  }

  static let maxAge = ["cache-control: max-age=60"]
  static let byMethod = [
    Case("GET", "3"), Case("HEAD", "3", by: request(method: .head)),
    Case("POST", "3", 200, maxAge, by: request(method: .post), obstacle: "method"),
    Case("PUT", "3", 200, maxAge, by: request(method: .put), obstacle: "method"),
    Case("OPTIONS", "3", by: request(method: .options), obstacle: "method"),
    Case(
      "POST by setting", "setting", by: request(method: .post),
      policy: policy { $0.methods = [.post] }),
    Case(
      "PUT never", "setting", by: request(method: .put), obstacle: "method",
      policy: policy { $0.methods = [.put] }),
    Case(
      "GET switched off", "setting", obstacle: "method", policy: policy { $0.methods = [.head] }),
  ]

  static let heuristicStatuses = [200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501].map {
    Case("\($0) without lifetime", "RFC 9110 15.1", $0)
  }
  static let otherStatuses = [
    201, 202, 205, 302, 303, 307, 400, 401, 403, 408, 429, 500, 502, 503, 504,
  ].flatMap {
    [
      Case("\($0) without lifetime", "RFC 9110 15.1", $0, obstacle: "lifetime"),
      Case("\($0) with max-age", "3", $0, maxAge),
    ]
  }
  static let statuses = [
    Case("206", "3.3", 206, maxAge, obstacle: "Range"),
    Case("304", "3", 304, maxAge, obstacle: "understood status"),
    Case("103", "3", 103, maxAge, obstacle: "final status"),
    Case("an unknown status with max-age", "3", 299, maxAge),
    Case("302 with Expires", "3", 302, [dateLine(5, name: "expires")]),
    Case("302 with public", "3", 302, ["cache-control: public"]),
    Case("302 with private", "3", 302, ["cache-control: private"]),
    Case("302 with s-maxage", "3", 302, ["cache-control: s-maxage=5"], obstacle: "lifetime"),
    Case(
      "404 not listed", "setting", 404, maxAge, obstacle: "allowed statuses",
      policy: policy { $0.statuses = [200] }),
    Case(
      "500 listed, no lifetime", "setting", 500, obstacle: "lifetime",
      policy: policy { $0.statuses = [500] }),
    Case(
      "500 listed, session expiry", "setting", 500,
      policy: policy {
        $0.statuses = [500]
        $0.expireAfter = .after(5)
      }),
    Case(
      "500 unlisted, session expiry", "setting", 500, obstacle: "lifetime",
      policy: policy { $0.expireAfter = .after(5) }),
  ]

  static let directives = [
    Case("no-store", "5.2.2.5", 200, ["cache-control: no-store, max-age=60"], obstacle: "no-store"),
    Case(
      "no-store in the request", "5.2.1.5", 200, maxAge, by: request(["cache-control: no-store"]),
      obstacle: "request no-store"),
    Case("no-cache", "5.2.2.4", 200, ["cache-control: no-cache"]),
    Case("private", "5.2.2.7", 200, ["cache-control: private"]),
    Case("Authorization", "3.5", 200, maxAge, by: request(["authorization: x"])),
    Case(
      "must-understand, understood", "5.2.2.3", 200, ["cache-control: must-understand, no-store"]),
    Case(
      "must-understand, unknown", "5.2.2.3", 299,
      ["cache-control: must-understand, no-store, max-age=5"], obstacle: "understood status"),
    Case(
      "no-store with fields off", "setting", 200, ["cache-control: no-store"],
      policy: policy { $0.usesResponseFields = false }),
    Case(
      "max-age with fields off", "setting", 302, maxAge, obstacle: "lifetime",
      policy: policy { $0.usesResponseFields = false }),
    Case("Range, the whole", "3.3", 200, maxAge, by: request(["range: bytes=0-1"])),
    Case(
      "Range, a part", "3.3", 206, maxAge + ["content-range: bytes 0-1/9"],
      by: request(["range: bytes=0-1"])),
    Case(
      "Range, a part without a place", "3.3", 206, maxAge, by: request(["range: bytes=0-1"]),
      obstacle: "Range"),
    Case(
      "Range, a part of other length", "3.3", 206,
      maxAge + ["content-range: bytes 0-1/9", "content-length: 3"],
      by: request(["range: bytes=0-1"]), obstacle: "Range"),
    Case(
      "Range, a part that nobody asked for", "3.3", 206, maxAge + ["content-range: bytes 0-1/9"],
      obstacle: "Range"),
    Case(
      "Range, no such part", "3.3", 416, maxAge, by: request(["range: bytes=9-"]),
      obstacle: "Range"),
    Case("Vary: *", "4.1", 200, ["vary: *"]),
    Case(
      "do not cache", "setting", 200, maxAge, obstacle: "expiry",
      policy: policy { $0.expireAfter = .doNotCache }),
    Case(
      "do not cache by URL", "setting", 200, maxAge, obstacle: "expiry",
      policy: policy { $0.urlRules = [URLRule(glob: "*", .doNotCache)] }),
    Case(
      "cache by URL alone", "setting", 200, maxAge,
      policy: policy {
        $0.expireAfter = .doNotCache
        $0.urlRules = [URLRule(glob: "example.com", .after(5))]
      }),
    Case(
      "read-only", "setting", 200, maxAge, obstacle: "read-only",
      policy: policy { $0.readOnly = true }),
  ]

  @Test(arguments: byMethod + heuristicStatuses + otherStatuses + statuses + directives)
  func `a response is stored unless a clause forbids it, and the clause is named`(row: Case) {
    let result = Storability(
      request: row.request, response: row.response, policy: row.policy,
      settings: row.policy.settings(for: row.request))
    #expect(result.isStorable == (row.obstacle == nil))
    if let obstacle = row.obstacle { #expect(result.obstacles.map(\.name).contains(obstacle)) }
  }
}
