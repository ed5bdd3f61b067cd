import CachedSession
import FoundationEssentials
import HTTPCaching
import HTTPTypes
import RequestsCache

/// The settings of requests-cache in larder's words.
enum Words {
  /// What larder has no word for.
  struct Unsayable: Error {}

  static func policy(_ settings: [String: JSONValue]) throws -> CachePolicy {
    var policy = CachePolicy.requestsCache
    for (name, value) in settings { try say(name, value, &policy) }
    return policy
  }

  private static func say(_ name: String, _ value: JSONValue, _ policy: inout CachePolicy) throws {
    switch name {
    case "expire_after": policy.expireAfter = try expiration(value)
    case "urls_expire_after":
      policy.urlRules = try value.members.compactMap { glob, value in
        try expiration(value).map { URLRule(glob: glob, $0) }
      }
      policy.urlRules += try value.list.map(rule)
    case "cache_control": policy.usesResponseFields = value.isTrue
    case "always_revalidate": policy.alwaysRevalidate = value.isTrue
    case "read_only": policy.readOnly = value.isTrue
    case "only_if_cached": policy.onlyIfCached = value.isTrue
    case "match_headers":
      policy.matchedFields = value.list.compactMap { $0.text.flatMap { HTTPField.Name($0) } }
    case "ignored_parameters":
      policy.ignoredParameters = IgnoredParameters(value.list.compactMap(\.text))
    case "filter": break
    case "stale_if_error": policy.staleIfError = limit(value)
    case "stale_while_revalidate": policy.staleWhileRevalidate = limit(value)
    case "allowable_codes":
      policy.statuses = Set(value.list.compactMap { $0.number.map { Int($0) } })
    case "allowable_methods":
      policy.methods = Set(value.list.compactMap { $0.text.flatMap { HTTPRequest.Method($0) } })
    default: throw Unsayable()
    }
  }

  /// A rule of a list, which has its order: the kind of pattern, the pattern, and the expiry.
  private static func rule(_ words: JSONValue) throws -> URLRule {
    let words = words.list
    guard words.count == 3, let pattern = words[1].text, let expiry = try expiration(words[2])
    else { throw Unsayable() }
    return words[0] == .text("regex")
      ? try URLRule(regex: pattern, expiry) : URLRule(glob: pattern, expiry)
  }

  /// What a cache is opened with.
  static func options(_ settings: [String: JSONValue]) -> RequestsCacheOptions {
    var options = RequestsCacheOptions()
    options.matchHeaders = settings["match_headers"]?.list.compactMap(\.text) ?? []
    options.ignoredParameters = settings["ignored_parameters"]?.list.compactMap(\.text)
    return options
  }

  /// A filter that keeps responses without a field of that name.
  static func filter(_ words: JSONValue?) -> (@Sendable (HTTPRequest, HTTPResponse) -> Bool)? {
    guard let name = words?.text.flatMap({ HTTPField.Name($0) }) else { return nil }
    return { _, response in response.headerFields[name] == nil }
  }

  /// Nil for Python's None, which is as if not given.
  static func expiration(_ value: JSONValue) throws -> Expiration? {
    switch value {
    case .null: return nil
    case .number(-1): return .never
    case .number(0): return .immediately
    case .number(let seconds): return .after(seconds)
    case .text("DO_NOT_CACHE"): return .doNotCache
    case .text(let text):
      guard let date = HTTPDate.parse(text, now: Date(timeIntervalSince1970: 0)) else {
        throw Unsayable()
      }
      return .at(date)
    default:
      if let seconds = value["timedelta"]?.number { return .after(seconds) }
      guard let text = value["datetime"]?.text else { throw Unsayable() }
      return .at(try Date(text, strategy: .iso8601))
    }
  }

  private static func limit(_ value: JSONValue) -> StaleLimit? {
    if value.isTrue { return .always }
    return (value.number ?? value["timedelta"]?.number).map { .seconds($0) }
  }

  /// A request with what it asks for.
  static func request(
    _ words: [String: JSONValue]
  ) throws -> (request: HTTPRequest, options: RequestOptions) {
    let method = words["method"]?.text.flatMap { HTTPRequest.Method($0) } ?? .get
    var fields = HTTPFields()
    for (name, value) in words["headers"]?.members ?? [:] {
      if let name = HTTPField.Name(name) { fields[name] = value.text }
    }
    for (name, value) in words["cookies"]?.members ?? [:] {
      fields[.cookie] = "\(name)=\(value.text ?? "")"
    }
    guard
      let request = HTTPRequest(
        method: method, url: words["url"]?.text ?? "http://t.test/a", headerFields: fields)
    else { throw Unsayable() }
    var options = RequestOptions()
    options.expireAfter = try words["expire_after"].flatMap { try expiration($0) }
    options.refresh = words["refresh"]?.isTrue ?? false
    options.forceRefresh = words["force_refresh"]?.isTrue ?? false
    options.onlyIfCached = words["only_if_cached"]?.isTrue ?? false
    return (request, options)
  }
}
