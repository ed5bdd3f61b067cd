import ArgumentParser
import BrowserUI
import CacheStore
import FoundationEssentials
import HTTPCaching
import RequestsCache

/// `larder key`: the key that requests-cache has for a request, and whether a cache has it.
struct KeyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key",
    abstract: "Show the key that requests-cache has for a request, and why a cache misses it.",
    discussion: """
      With --like it says whether that cache has the key, and if not, which stored requests are nearest \
      and where they differ; it then ends with status 1. Fields that a session adds by itself, such as \
      Accept, count only where they are given with --header.
      """)

  @OptionGroup var request: KeyRequestOptions
  @OptionGroup var settings: KeySettingsOptions

  @Option(
    name: .long,
    help: ArgumentHelp("The cache to look into; keys are as it has them.", valueName: "store"),
    completion: .file())
  var like: String?

  @OptionGroup var secret: SecretOptions

  @Flag(name: .long, help: "One JSON object.")
  var json = false

  @Argument(help: "The URL of the request.")
  var url: String

  func validate() throws {
    try OptionRules.need(
      "--like", like != nil, ["--secret-file": !secret.secretFile.isEmpty])
  }

  mutating func run() async throws {
    let sent = try request.request(url)
    let keySettings = try settings.settings(hasStore: like != nil)
    guard let like else {
      let report = KeyReport(
        answer: KeyAnswer(wanted: requestsCacheKey(sent, settings: keySettings)))
      return report.print(asJSON: json)
    }
    let store = try open(like)
    let answer = try await reportingStoreFaults {
      try await store.answer(sent, settings: keySettings)
    }
    KeyReport(answer: answer, store: store.name).print(asJSON: json)
    if !answer.isFound { throw Failure(.nothingMatched) }
  }

  private func open(_ path: String) throws -> RequestsCacheStore {
    guard let store = try secret.open(path, .readOnly) as? RequestsCacheStore else {
      throw Failure(
        .usage, "\(path) is a cache of larder's own; --like takes one of requests-cache.")
    }
    return store
  }
}

/// The request, as a program gives it to requests.
struct KeyRequestOptions: ParsableArguments {
  @Option(
    name: [.customShort("X"), .long], help: "The method (default: GET, or POST with --data).")
  var method: String?

  @Option(
    name: [.customShort("H"), .customLong("header")], help: "A request field, 'Name: value'.")
  var fields: [String] = []

  @Option(
    name: [.short, .customLong("data")], help: "The request's body; @FILE reads it from a file.")
  var data: String?

  /// - Throws: `Failure` for what requests refuses.
  func request(_ url: String) throws -> SentRequest {
    guard !SentRequest.isRefused(url) else {
      throw Failure(.usage, "requests can't fetch \(url): it needs http:// or https:// and a host.")
    }
    let content = try RequestWords.content(data)
    return SentRequest.prepared(
      method: method ?? (content == nil ? "GET" : "POST"), url: url,
      fields: try fields.map(RequestWords.field).map { .init($0.name, $0.value) },
      content: content.map { .bytes($0) } ?? .none)
  }
}

/// The settings of a session that its keys depend on.
struct KeySettingsOptions: ParsableArguments {
  @Option(name: .long, help: "A field that is part of the key, as match_headers; may be repeated.")
  var matchHeader: [String] = []

  @Option(
    name: .long,
    help: "A name whose value counts not, as ignored_parameters; in place of the usual ones.")
  var ignore: [String] = []

  @Flag(name: .long, help: "Key it as a request that doesn't verify certificates.")
  var noVerify = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "\(RequestsKeySettings.knownSerializers.map(\.name).joined(separator: ", ")) (default: pickle)."
    ), completion: .list(RequestsKeySettings.knownSerializers.map(\.name)))
  var serializer: String?

  @Option(
    name: .long, help: "Key it as requests-cache 1.0, 1.1, 1.2 or 1.3 (default: 1.3).",
    completion: .list(["1.0", "1.1", "1.2", "1.3"]))
  var release = "1.3"

  /// - Throws: `Failure` for words that mean nothing.
  func settings(hasStore: Bool) throws -> RequestsKeySettings {
    guard let release = RequestsKeyRelease(version: release) else {
      throw Failure(.usage, "There is no release \(self.release); say 1.0, 1.1, 1.2 or 1.3.")
    }
    var settings = RequestsKeySettings(release: release)
    if !ignore.isEmpty { settings.ignoredParameters = ignore }
    if !matchHeader.isEmpty { settings.matchedHeaders = .names(matchHeader) }
    if noVerify { settings.verify = .off }
    guard let serializer else { return settings }
    guard !hasStore else {
      throw Failure(.usage, "--like takes the serializer from the cache; leave --serializer out.")
    }
    let known = RequestsKeySettings.knownSerializers.first { $0.name == serializer }
    guard let known else {
      throw Failure(.usage, "There is no serializer \(serializer); larder key --help names them.")
    }
    settings.serializer = known.text
    return settings
  }
}
