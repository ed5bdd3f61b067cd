import FoundationEssentials

/// Makes for a stored request the key that it has under other settings, with what its former key tells
/// beyond the request: whether certificates were checked, and whether it is that of a variant.
struct KeyRenewal {
  private let settings: RequestsKeySettings
  /// Settings that former keys may have been made with. Nothing is ignored in them: what was ignored then is
  /// a mark in the stored request, which stays one.
  private let former: [RequestsKeySettings]

  init(_ settings: RequestsKeySettings) {
    self.settings = settings
    former = [RequestsKeySettings.Verify.on, .off].flatMap { verify in
      [settings.matchedHeaders, .none, .all].map { matched in
        var former = settings
        (former.ignoredParameters, former.verify, former.matchedHeaders) = ([], verify, matched)
        return former
      }
    }
  }

  /// The key of a request that is stored under another one. One whose former key nobody understands, as of
  /// an old release, gets that of a session with certificates checked.
  func key(of stored: KeyedRequest, from key: String) -> String {
    for former in former {
      if text(stored, former) == key {
        return text(stored, settings, verify: former.verify)
      }
      if !stored.vary.isEmpty, text(stored, former.matchingVary(stored.vary)) == key {
        let variant = settings.matchingVary(stored.vary)
        return text(stored, variant, verify: former.verify)
      }
    }
    return text(stored, settings, verify: .on)
  }

  /// The key of an alias, which counts as one with certificates checked.
  func alias(of request: SentRequest) -> String {
    var settings = settings
    settings.verify = .on
    return requestsCacheKey(request, settings: settings).text
  }

  private func text(
    _ stored: KeyedRequest, _ settings: RequestsKeySettings,
    verify: RequestsKeySettings.Verify? = nil
  ) -> String {
    var settings = settings
    if let verify { settings.verify = verify }
    return requestsCacheKey(stored.request, settings: settings).text
  }
}

extension RequestsKeySettings {
  /// The same for keys of variants.
  fileprivate func matchingVary(_ names: [String]) -> RequestsKeySettings {
    var settings = self
    settings.matchVary(names)
    return settings
  }
}
