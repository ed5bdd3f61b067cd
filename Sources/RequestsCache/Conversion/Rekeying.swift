/// Makes for another cache the key that a stored request has there: that of a variant stays one, and that of a
/// session that didn't check certificates, or matched headers, too, where the stored key tells.
struct Rekeying {
  private var guess: KeyGuess
  private let source: RequestsKeySettings
  private let target: RequestsKeySettings

  /// Requests that nothing likely fits and that are tried with everything.
  private static let patience = 20

  init(from source: RequestsKeySettings, to target: RequestsKeySettings) {
    self.source = source
    self.target = target
    guess = KeyGuess(source, patience: Self.patience)
  }

  /// The key of a request that is stored under another one, and whether that one is understood.
  mutating func key(of stored: KeyedRequest, from key: String) -> (key: String, isSure: Bool) {
    let found = guess.settings(of: stored, key: key)
    var settings = found ?? source
    adapt(&settings)
    return (requestsCacheKey(stored.request, settings: settings).text, found != nil)
  }

  /// The key that a stored request has as a variant.
  func variantKey(of stored: KeyedRequest) -> String {
    var settings = target
    settings.matchVary(stored.vary)
    return requestsCacheKey(stored.request, settings: settings).text
  }

  /// The key of an alias, which counts as one with certificates checked.
  func alias(of request: SentRequest) -> String {
    var settings = target
    settings.verify = .on
    return requestsCacheKey(request, settings: settings).text
  }

  /// The target's release and serializer, with the rest as the source had it.
  private func adapt(_ settings: inout RequestsKeySettings) {
    settings.release = target.release
    settings.ignoredParameters = target.ignoredParameters
    settings.serializer = target.serializer
  }
}

extension SentRequest {
  /// A stored request.
  init(_ request: ResponseDocument.Request) {
    self.init(
      method: request.method.isEmpty ? "GET" : request.method, url: request.url,
      fields: request.headers.map { Field($0.name, $0.value) }, body: request.body)
  }
}
