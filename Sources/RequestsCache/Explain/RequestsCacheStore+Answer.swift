import CacheStore
import EntryTable
import FoundationEssentials

extension RequestsCacheStore {
  /// What the cache has for a request. Where it has nothing, all heads are read to find what is like it.
  ///
  /// - Parameters:
  ///   - settings: how the session makes its keys; the serializer is this cache's whatever they say.
  ///   - limit: how many neighbours to look for. Default: 3.
  /// - Throws: `StoreError`.
  package func answer(
    _ request: SentRequest, settings: RequestsKeySettings, neighbours limit: Int = 3
  ) async throws -> KeyAnswer {
    try await reading { [self] in
      var settings = settings
      settings.serializer = try formOfNewValues().codec.keyText
      var answer = KeyAnswer(wanted: requestsCacheKey(request, settings: settings))
      try find(request, settings, &answer)
      guard !answer.isFound else { return answer }
      answer.nearest = try neighbours(
        of: answer.wanted, settings, limit, but: answer.entry?.key)
      return answer
    }
  }

  private func find(
    _ request: SentRequest, _ settings: RequestsKeySettings, _ answer: inout KeyAnswer
  ) throws {
    let key = answer.wanted.text
    guard let value = try find(key) else { return }
    answer.found = value.mark.key == key ? .key : .alias
    answer.entry = row(value.mark, value.bytes).summary
    let keyed = try? withReader { reader in
      try value.bytes.withUnsafeBytes { bytes in
        try reader.read(bytes, isText: value.mark.isText) { KeyedRequest($0) }
      }
    }
    guard let stored = keyed ?? nil, !stored.vary.isEmpty else { return }
    answer.varying = Self.differing(stored, request, settings)
    guard !answer.varying.isEmpty else { return }
    try findVariant(request, settings, stored, &answer)
  }

  private func findVariant(
    _ request: SentRequest, _ settings: RequestsKeySettings, _ stored: KeyedRequest,
    _ answer: inout KeyAnswer
  ) throws {
    var settings = settings
    settings.matchVary(stored.vary)
    let key = requestsCacheKey(request, settings: settings).text
    answer.variantKey = key
    guard let value = try storage.value(key) else { return }
    answer.found = .variant
    answer.entry = row(value.mark, value.bytes).summary
    answer.varying = []
  }

  /// The fields named by `Vary` in which a request is not the stored one.
  private static func differing(
    _ stored: KeyedRequest, _ request: SentRequest, _ settings: RequestsKeySettings
  ) -> [String] {
    let names = IgnoredNames(settings.ignoredParameters)
    let here = NormalizedFields(request.fields, ignoring: names)
    let there = NormalizedFields(stored.request.fields, ignoring: names)
    return stored.vary.filter { here[$0] != there[$0] }.sorted(by: PythonText.precedes)
  }
}

// MARK: What is like it

extension RequestsCacheStore {
  private func neighbours(
    of wanted: RequestsKey, _ settings: RequestsKeySettings, _ limit: Int, but known: String?
  ) throws -> [KeyAnswer.Neighbour] {
    var nearest = NearestRequests<StoredRequest>(to: wanted, limit: limit)
    var guess = KeyGuess(settings)
    let host = KeyURL(wanted.url)
    try forEachRequest { key, stored in
      guard key != known, host.hasHost(of: KeyURL(stored.request.url)) else { return }
      let found = guess.settings(of: stored, key: key)
      nearest.consider(
        requestsCacheKey(stored.request, settings: found ?? settings),
        id: StoredRequest(key: key, stored: stored, isExplained: found != nil))
    }
    var hardGuess = KeyGuess(settings, patience: limit)
    return nearest.nearest.map { neighbour in
      neighbour.id.neighbour(neighbour.key, wanted, &hardGuess)
    }
  }

  /// Reads the requests of all values, one after another; those that can't be decoded are passed by.
  func forEachRequest(_ body: (_ key: String, KeyedRequest) -> Void) throws {
    let scanner = try storage.scanner()
    var reader = ValueReader(signer: signer)
    for piece in try storage.pieces() {
      try scanner.scan(piece) { mark, bytes in
        let request = try? reader.read(bytes, isText: mark.isText) { KeyedRequest($0) }
        if let request = request ?? nil { body(mark.key, request) }
      }
    }
  }

  private struct StoredRequest: Sendable {
    var key: String
    var stored: KeyedRequest
    /// Whether it is known how its key came about.
    var isExplained: Bool

    func neighbour(
      _ near: RequestsKey, _ wanted: RequestsKey, _ guess: inout KeyGuess
    ) -> KeyAnswer.Neighbour {
      var (near, notes) = (near, [String]())
      if !isExplained {
        if let found = guess.settings(of: stored, key: key) {
          near = requestsCacheKey(stored.request, settings: found)
          if found.release != guess.release {
            notes.append("Its key is one of requests-cache \(found.release).")
          }
        } else {
          notes.append(
            key.utf8.count == 16
              ? "Its key was made with settings that are not known, by a release before 1.0, or of a "
                + "request that was changed."
              : "Its key is one of a release before 1.0, which newer ones never find.")
        }
      }
      return KeyAnswer.Neighbour(
        storedKey: key, method: near.method, url: near.url,
        differences: wanted.differences(from: near).map(\.description) + notes)
    }
  }
}
