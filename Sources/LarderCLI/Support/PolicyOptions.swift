import ArgumentParser
import CachedSession
import FoundationEssentials
import HTTPCaching
import HTTPTypes

/// What is stored, for how long, and when it answers: the settings of `CachePolicy`.
struct PolicyOptions: ParsableArguments {
  @Option(
    name: .long, help: "When what doesn't say so itself expires: seconds, 10m, 1h, 2d, or never.")
  var expireAfter: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "When responses of some URLs expire, such as '*.example.com/api=10m'; the first that matches counts.",
      valueName: "glob=time"))
  var expireURL: [String] = []

  @Flag(name: .long, help: "Let settings alone decide, not the responses' own fields.")
  var ignoreResponseFields = false

  @Option(name: .long, help: "Store these statuses only, and always.")
  var status: [Int] = []

  @Option(name: .long, help: "Store responses to these methods (default: GET and HEAD).")
  var method: [String] = []

  @Option(name: .long, help: "Answer with a stale response for so long while the origin fails.")
  var staleIfError: String?

  @Option(name: .long, help: "Answer with a stale response for so long while it is validated.")
  var staleWhileRevalidate: String?

  @Option(
    name: .long,
    help: "A parameter or field that is a secret: it makes no other key, and isn't stored.")
  var ignore: [String] = []

  @Flag(
    name: .long, help: "Take URLs for the same that differ in the order of their parameters alone.")
  var sortQuery = false

  @Option(
    name: .long, help: "A request field that tells responses apart, whether Vary names it or not.")
  var matchHeader: [String] = []

  @Option(name: .long, help: "Bytes of the largest body that is stored.")
  var maxBody: Int64?

  @Flag(name: .long, help: "Validate every stored response before it answers.")
  var alwaysRevalidate = false

  @Flag(name: .long, help: "Answer from the cache or with 504, never from an origin.")
  var onlyIfCached = false

  @Flag(name: .long, help: "Store nothing.")
  var readOnly = false

  func validate() throws {
    guard maxBody.map({ $0 >= 0 }) ?? true else {
      throw ValidationError("--max-body takes a number of bytes; --read-only stores nothing.")
    }
  }

  /// The policy, made of another one.
  func policy(_ policy: CachePolicy = CachePolicy()) throws -> CachePolicy {
    var policy = policy
    policy.expireAfter = try expireAfter.map(RequestWords.expiration)
    policy.urlRules = try expireURL.map(Self.rule)
    policy.usesResponseFields = !ignoreResponseFields
    if !status.isEmpty { policy.statuses = Set(status) }
    if !method.isEmpty { policy.methods = Set(try method.map(RequestWords.method)) }
    policy.staleIfError = try staleIfError.map(Self.limit)
    policy.staleWhileRevalidate = try staleWhileRevalidate.map(Self.limit)
    policy.ignoredParameters = policy.ignoredParameters.union(ignore)
    policy.sortsQuery = sortQuery
    policy.matchedFields = try matchHeader.map(Self.field)
    policy.maxBodySize = maxBody
    policy.alwaysRevalidate = alwaysRevalidate
    policy.onlyIfCached = onlyIfCached
    policy.readOnly = readOnly
    return policy
  }

  private static func rule(_ text: String) throws -> URLRule {
    guard let equals = text.lastIndex(of: "="), equals > text.startIndex else {
      throw Failure(.usage, "'\(text)' is no rule; write a pattern, '=' and a time.")
    }
    return URLRule(
      glob: String(text[..<equals]),
      try RequestWords.expiration(String(text[text.index(after: equals)...])))
  }

  private static func limit(_ text: String) throws -> StaleLimit {
    switch try RequestWords.expiration(text) {
    case .never: .always
    case .after(let seconds): .seconds(seconds)
    default: throw Failure(.usage, "'\(text)' is no time; write 90, 10m, 1h, 2d, or never.")
    }
  }

  private static func field(_ text: String) throws -> HTTPField.Name {
    guard let name = HTTPField.Name(text) else {
      throw Failure(.usage, "'\(text)' is not the name of a field.")
    }
    return name
  }
}
