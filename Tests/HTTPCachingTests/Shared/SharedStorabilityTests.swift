import HTTPCaching
import HTTPTypes
import Testing

/// What a shared cache may store, and a private one beside it.
@Suite struct SharedStorabilityTests {
  struct Case: Row {
    let id: String
    let section: String
    let status: Int
    let lines: [String]
    let request: HTTPRequest
    /// The clause that keeps it out of a shared cache; nil when it may be stored.
    let obstacle: String?
    /// The clause that keeps it out of a private cache.
    let privately: String?
    let targets: [HTTPField.Name]

    init(
      _ id: String, _ section: String, _ lines: [String], status: Int = 200,
      by asks: [String] = [], obstacle: String? = nil, privately: String? = nil,
      targets: [HTTPField.Name] = []
    ) {
      (self.id, self.section, self.lines, self.status) = (id, section, lines, status)
      (self.obstacle, self.privately, self.targets) = (obstacle, privately, targets)
      request = HTTPCachingTests.request(asks)
    }
  }

  static let secret = ["authorization: Bearer x"]
  static let cookie = "set-cookie: id=1"
  static let cdn = HTTPField.Name.cdnCacheControl

  static let rows = [
    Case("max-age", "3", ["cache-control: max-age=60"]),
    Case("private", "5.2.2.7", ["cache-control: private, max-age=60"], obstacle: "private"),
    Case(
      "private with names", "5.2.2.7", ["cache-control: private=\"x-a\", max-age=60"]),
    Case(
      "private with and without names", "5.2.2.7",
      ["cache-control: private=\"x-a\", private, max-age=60"], obstacle: "private"),
    Case(
      "private with names that can't be read", "5.2.2.7",
      ["cache-control: private=\"x a\", max-age=60"], obstacle: "private"),
    Case("PRIVATE", "5.2", ["cache-control: PRIVATE, max-age=60"], obstacle: "private"),
    Case(
      "private grants a private cache alone", "3", ["cache-control: private"], status: 302,
      obstacle: "private"),
    Case(
      "private with names grants nothing", "3", ["cache-control: private=\"x-a\""], status: 302,
      obstacle: "lifetime"),
    Case(
      "Authorization", "3.5", ["cache-control: max-age=60"], by: secret, obstacle: "Authorization"),
    Case("Authorization, public", "3.5", ["cache-control: public, max-age=60"], by: secret),
    Case("Authorization, s-maxage", "3.5", ["cache-control: s-maxage=60"], by: secret),
    Case(
      "Authorization, must-revalidate", "3.5", ["cache-control: must-revalidate, max-age=60"],
      by: secret),
    Case(
      "Authorization, proxy-revalidate", "3.5", ["cache-control: proxy-revalidate, max-age=60"],
      by: secret, obstacle: "Authorization"),
    Case("Authorization, heuristic", "3.5", [], by: secret, obstacle: "Authorization"),
    Case(
      "s-maxage for 302", "3", ["cache-control: s-maxage=60"], status: 302, privately: "lifetime"),
    Case("public for 302", "3", ["cache-control: public"], status: 302),
    Case("Set-Cookie, max-age", "7.3", ["cache-control: max-age=60", cookie]),
    Case("Set-Cookie, heuristic", "7.3", [cookie], obstacle: "Set-Cookie"),
    Case(
      "Set-Cookie, Expires", "7.3", [dateLine(60, name: "expires"), cookie], obstacle: "Set-Cookie"),
    Case("Set-Cookie, public", "7.3", ["cache-control: public", cookie]),
    Case("Set-Cookie, s-maxage", "7.3", ["cache-control: s-maxage=60", cookie]),
    Case(
      "Set-Cookie that private names", "5.2.2.7",
      ["cache-control: private=\"Set-Cookie\"", cookie]),
    Case(
      "Set-Cookie that no-cache names", "5.2.2.4",
      ["cache-control: no-cache=\"Set-Cookie\"", cookie]),
    Case(
      "no-store", "5.2.2.5", ["cache-control: no-store, s-maxage=60"], obstacle: "no-store",
      privately: "no-store"),
    Case(
      "must-understand, understood", "5.2.2.3",
      ["cache-control: must-understand, no-store, s-maxage=60"]),
    Case(
      "must-understand, unknown", "5.2.2.3",
      ["cache-control: must-understand, no-store, max-age=60"], status: 299,
      obstacle: "understood status", privately: "understood status"),
    Case(
      "a targeted field before no-store", "RFC 9213 2.2",
      ["cache-control: no-store", "cdn-cache-control: max-age=60"], privately: "no-store",
      targets: [cdn]),
    Case(
      "a targeted field that nobody listed", "RFC 9213 2.2",
      ["cache-control: no-store", "cdn-cache-control: max-age=60"], obstacle: "no-store",
      privately: "no-store"),
    Case(
      "a targeted private", "RFC 9213 2.2",
      ["cache-control: max-age=60", "cdn-cache-control: private"], obstacle: "private",
      targets: [cdn]),
    Case(
      "a targeted field replaces Expires", "RFC 9213 2.2",
      [dateLine(60, name: "expires"), "cdn-cache-control: none"], status: 302,
      obstacle: "lifetime", targets: [cdn]),
    Case(
      "a broken targeted field", "RFC 9213 2.1",
      ["cache-control: no-store", "cdn-cache-control: max-age=60,"], obstacle: "no-store",
      privately: "no-store", targets: [cdn]),
  ]

  func result(_ row: Case, _ policy: CachePolicy) -> Storability {
    Storability(
      request: row.request, response: response(row.status, row.lines), policy: policy,
      settings: policy.settings(for: row.request))
  }

  @Test(arguments: rows)
  func `a shared cache stores what is for all`(row: Case) {
    var policy = CachePolicy.shared
    policy.targetedFields = row.targets
    #expect(result(row, policy).obstacles.first?.name == row.obstacle)
    #expect(result(row, policy).isStorable == (row.obstacle == nil))
  }

  @Test(arguments: rows)
  func `a private cache stores what is for its user too`(row: Case) {
    var policy = CachePolicy.private
    policy.targetedFields = row.targets
    #expect(result(row, policy).obstacles.first?.name == row.privately)
  }

  @Test(arguments: ["private", "Authorization", "Set-Cookie"])
  func `settings alone don't share what is for one user`(name: String) {
    var policy = CachePolicy.shared
    policy.usesResponseFields = false
    policy.expireAfter = .after(60)
    let lines = [
      "private": ["cache-control: private"], "Set-Cookie": [Self.cookie], "Authorization": [],
    ]
    let asks = request(name == "Authorization" ? Self.secret : [])
    let storability = Storability(
      request: asks, response: response(200, lines[name] ?? []), policy: policy,
      settings: policy.settings(for: asks))
    #expect(storability.obstacles.map(\.name) == [name])
  }
}
