import FoundationEssentials

/// Makes for a stored request the key that it has under other settings, with what its former key tells
/// beyond the request: whether certificates were checked, and whether it is that of a variant.
struct KeyRenewal {
  private let settings: RequestsKeySettings
  /// Whether the serializer of the settings was chosen, and isn't just that of the newest value.
  private let isSerializerChosen: Bool
  /// Settings that former keys may have been made with. Nothing is ignored in them: what was ignored then is
  /// a mark in the stored request, which stays one.
  private let former: [RequestsKeySettings]

  init(_ settings: RequestsKeySettings, isSerializerChosen: Bool) {
    self.settings = settings
    self.isSerializerChosen = isSerializerChosen
    former = [RequestsKeySettings.Verify.on, .off].flatMap { verify in
      [settings.matchedHeaders, .none, .all].map { matched in
        var former = settings
        (former.ignoredParameters, former.verify, former.matchedHeaders) = ([], verify, matched)
        return former
      }
    }
  }

  /// The key of a request that is stored under another one, for sessions that can read its value, and the
  /// serializer in it. One whose former key nobody understands, as of an old release, gets that of a session
  /// with certificates checked.
  ///
  /// - Parameter serializers: those that the value may be of, as keys have them, the likeliest first.
  func key(
    of stored: KeyedRequest, from key: String, by serializers: [String]
  ) -> (text: String, serializer: String) {
    for serializer in serializers {
      for former in former.map({ $0.with(serializer) }) {
        let new = settings.with(chosen(of: serializers) ?? serializer)
        if text(stored, former) == key {
          return (text(stored, new, verify: former.verify), new.serializer)
        }
        if !stored.vary.isEmpty, text(stored, former.matchingVary(stored.vary)) == key {
          let variant = new.matchingVary(stored.vary)
          return (text(stored, variant, verify: former.verify), new.serializer)
        }
      }
    }
    let new = settings.with(chosen(of: serializers) ?? serializers.first ?? settings.serializer)
    return (text(stored, new, verify: .on), new.serializer)
  }

  /// The key of an alias, which counts as one with certificates checked.
  func alias(of request: SentRequest, by serializer: String) -> String {
    var settings = settings.with(serializer)
    settings.verify = .on
    return requestsCacheKey(request, settings: settings).text
  }

  private func chosen(of serializers: [String]) -> String? {
    isSerializerChosen && serializers.contains(settings.serializer) ? settings.serializer : nil
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

extension DocumentCodec {
  /// What keys have for the serializers that read such values, its own first.
  var readersInKeys: [String] {
    guard self is JSONCodec else { return [keyText] }
    let all = ["json", "ujson", "orjson"].compactMap { KnownCodecs.named($0)?.keyText }
    return [keyText] + all.filter { $0 != keyText }
  }
}

extension RequestsKeySettings {
  /// The same with another serializer.
  fileprivate func with(_ serializer: String) -> RequestsKeySettings {
    var settings = self
    settings.serializer = serializer
    return settings
  }

  /// The same for keys of variants.
  fileprivate func matchingVary(_ names: [String]) -> RequestsKeySettings {
    var settings = self
    settings.matchVary(names)
    return settings
  }
}
