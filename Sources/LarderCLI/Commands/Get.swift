import ArgumentParser
import BrowserUI
import CacheStore
import CachedSession
import FoundationEssentials
import Glibc
import HTTPCaching
import HTTPTypes
import Larder

/// `larder get`: fetches a URL through a cache, as a session for scripts.
struct Get: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Fetch a URL through a cache.",
    discussion: "Writes the body to standard output. The cache is made if there is none.")

  @Argument(help: "What to fetch: http:// or https://.")
  var url: String

  @Option(
    name: .long, help: "The cache (default: one for the user, in the cache directory).",
    completion: .file())
  var store: String?

  @Option(
    name: [.customShort("X"), .long], help: "The method (default: GET, or POST with --data).")
  var method: String?

  @Option(
    name: [.customShort("H"), .customLong("header")], help: "A request field, 'Name: value'.")
  var fields: [String] = []

  @Option(
    name: [.short, .customLong("data")], help: "The request's body; @FILE reads it from a file.")
  var data: String?

  @Option(name: .long, help: "When it expires if the response doesn't say: seconds, 1h, or never.")
  var expireAfter: String?

  @Flag(name: .long, help: "Validate a stored response even when it is fresh.")
  var refresh = false

  @Flag(name: .long, help: "Fetch anew, whatever is stored.")
  var forceRefresh = false

  @Flag(name: .long, help: "Answer from the cache or with 504, never from the origin.")
  var onlyIfCached = false

  @Flag(name: [.short, .long], help: "Write the response's head before its body.")
  var include = false

  @Flag(name: [.short, .long], help: "Say on standard error what the cache did, and why.")
  var verbose = false

  @Option(name: [.short, .long], help: "Write the body to this file.", completion: .file())
  var output: String?

  @OptionGroup var secret: SecretOptions

  func validate() throws {
    try OptionRules.atMostOne(of: [
      "--refresh": refresh, "--force-refresh": forceRefresh, "--only-if-cached": onlyIfCached,
    ])
  }

  mutating func run() async throws {
    let request = try makeRequest()
    let body = try RequestWords.content(data)
    let options = try requestOptions()
    let path = store ?? CachePaths.standard
    if store == nil { try CachePaths.prepareFolder(of: path) }
    let session = try makeSession(path)
    do {
      try await answer(request, body, options, in: session)
      await session.close()
    } catch let error as TransportError {
      await session.close()
      throw Failure(.someFailed, "\(url): \(error.description)")
    }
  }

  /// A cache of requests-cache is used as Python does: with its keys, and its meaning of expiry.
  private func makeSession(_ path: String) throws -> CachedSession {
    guard KnownStores.recognise(path)?.name == KnownStores.requestsCache.name else {
      return CachedSession(path: path, now: Clock.now)
    }
    var options = RequestsCacheOptions()
    options.secrets = try secret.secrets()
    return CachedSession(
      store: .requestsCache(path, options: options),
      configuration: SessionConfiguration(policy: .requestsCache), now: Clock.now)
  }

  private func answer(
    _ request: HTTPRequest, _ body: Data?, _ options: RequestOptions, in session: CachedSession
  ) async throws {
    let response: CachedResponse
    if let output {
      response = try await session.download(
        for: request, to: output, body: body, options: options)
      report(response)
    } else {
      let bytes: ResponseBody
      (bytes, response) = try await session.bytes(for: request, body: body, options: options)
      report(response)
      for try await chunk in bytes { try Output.body(chunk) }
    }
    // What came is stored behind its last byte.
    if response.storeFault == nil, let fault = session.storeFault {
      Output.complain(fault.description)
    }
  }

  private func report(_ response: CachedResponse) {
    if include {
      Output.line("\(response.head.status.code) \(response.head.status.reasonPhrase)")
      for field in response.head.headerFields {
        Output.line("\(field.name.rawName): \(field.value)")
      }
      Output.line("")
    }
    if let fault = response.storeFault { Output.complain(fault.description) }
    guard verbose else { return }
    Output.complain("Cache-Status: \(response.cacheStatus)")
    for reason in response.reasons { Output.complain("  \(reason)") }
  }

  private func makeRequest() throws -> HTTPRequest {
    let method = try RequestWords.method(method ?? (data == nil ? "GET" : "POST"))
    guard var request = HTTPRequest(method: method, url: url) else {
      throw Failure(.usage, "\(url) can't be fetched: it needs http:// or https:// and a host.")
    }
    for field in fields { request.headerFields.append(try parse(field)) }
    return request
  }

  /// What the connection says by itself, whatever a request has.
  private static let ownFields: [HTTPField.Name?] = [
    HTTPField.Name("Host"), .contentLength, .transferEncoding,
  ]

  private func parse(_ field: String) throws -> HTTPField {
    let (name, value) = try RequestWords.field(field)
    guard let name = HTTPField.Name(name) else {
      throw Failure(.usage, "'\(field)' is not a field; write it as 'Name: value'.")
    }
    guard !Self.ownFields.contains(name) else {
      throw Failure(.usage, "\(name.rawName) follows from the URL and --data: leave it out.")
    }
    return HTTPField(name: name, value: value)
  }

  private func requestOptions() throws -> RequestOptions {
    var options = RequestOptions()
    options.refresh = refresh
    options.forceRefresh = forceRefresh
    options.onlyIfCached = onlyIfCached
    options.expireAfter = try expireAfter.map(RequestWords.expiration)
    return options
  }
}
