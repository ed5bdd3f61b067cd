/// Finds the settings under which a stored request has the key that it is stored under: whether certificates
/// were checked, whether the key is of a variant, and, with more effort, another serializer or release.
///
/// What it found once it tries first, as a cache is mostly of one session.
struct KeyGuess {
  /// A guess without what depends on the request.
  struct Recipe: Sendable, Hashable {
    /// Which fields of the request are part of the key.
    enum Matching: Sendable, Hashable {
      case asSet, vary, all
      /// These, in the session's `match_headers`.
      case names([String])
    }

    var matching: Matching
    var settings: RequestsKeySettings
  }

  /// The release that was named at first.
  let release: RequestsKeyRelease
  private let likely: [Recipe]
  private var known: [Recipe] = []
  /// How many requests may still be tried with everything.
  private var patience: Int

  /// - Parameters:
  ///   - base: what is known of the settings.
  ///   - patience: how many requests that nothing likely fits are tried with every setting there is.
  init(_ base: RequestsKeySettings, patience: Int = 0) {
    release = base.release
    likely = Self.recipes(base)
    self.patience = patience
  }

  /// The settings for a request and its key; nil where none fit.
  mutating func settings(of stored: KeyedRequest, key: String) -> RequestsKeySettings? {
    guard key.utf8.count == 16 else { return nil }
    for recipe in known + likely where recipe.fits(stored, key) { return note(recipe, stored) }
    guard patience > 0, let base = likely.first?.settings else { return nil }
    patience -= 1
    let found = (Self.matches(base, stored) + Self.everything(base)).first { $0.fits(stored, key) }
    return found.map { note($0, stored) }
  }

  /// One or two of the request's fields matched.
  private static func matches(_ base: RequestsKeySettings, _ stored: KeyedRequest) -> [Recipe] {
    let names = stored.request.fields.prefix(30).map(\.name)
    let pairs = names.indices.flatMap { first in names[(first + 1)...].map { [names[first], $0] } }
    return (names.map { [$0] } + pairs).map { Recipe(matching: .names($0), settings: base) }
  }

  private mutating func note(_ recipe: Recipe, _ stored: KeyedRequest) -> RequestsKeySettings {
    known.removeAll { $0 == recipe }
    known.insert(recipe, at: 0)
    return recipe.settings(for: stored)
  }

  private static func recipes(_ base: RequestsKeySettings) -> [Recipe] {
    [base.verify, base.verify == .on ? .off : .on].flatMap { verify in
      [Recipe.Matching.asSet, .vary, .all].map { matching in
        var settings = base
        settings.verify = verify
        return Recipe(matching: matching, settings: settings)
      }
    }
  }

  private static func everything(_ base: RequestsKeySettings) -> [Recipe] {
    let serializers = RequestsKeySettings.knownSerializers.map(\.text)
    return RequestsKeyRelease.all.flatMap { release in
      serializers.flatMap { serializer in
        var settings = base
        settings.release = release
        settings.ignoredParameters = release.ignoredParameters
        settings.serializer = serializer
        return recipes(settings)
      }
    }
  }
}

extension KeyGuess.Recipe {
  func settings(for stored: KeyedRequest) -> RequestsKeySettings {
    var result = settings
    switch matching {
    case .asSet: break
    case .all: result.matchedHeaders = .all
    case .vary: result.matchVary(stored.vary)
    case .names(let names): result.matchedHeaders = .names(names)
    }
    return result
  }

  func fits(_ stored: KeyedRequest, _ key: String) -> Bool {
    guard matching != .vary || !stored.vary.isEmpty else { return false }
    return requestsCacheKey(stored.request, settings: settings(for: stored)).text == key
  }
}

extension RequestsKeySettings {
  /// Makes the keys those of variants.
  mutating func matchVary(_ names: [String]) {
    switch matchedHeaders {
    case .none: matchedHeaders = .names(names)
    case .names(let more): matchedHeaders = .names(names + more)
    case .all: break
    }
  }

  /// What requests-cache calls its serializers, and what they are in a key.
  package static let knownSerializers: [(name: String, text: String)] =
    ["pickle", "json", "ujson", "orjson", "yaml", "bson", "dynamodb_document"].map {
      ($0, serializer(named: $0, stages: 2))
    } + [
      ("safe_pickle", serializer(named: "safe_pickle", stages: 3)),
      ("bson_document", serializer(named: "bson_document", stages: 1)),
      ("dict", serializer(named: "dict", stages: 1)), ("none", "None"),
    ]
}

extension RequestsKeyRelease {
  /// Every one that makes keys in its own way, the newest first.
  static let all = Library.allCases.reversed().flatMap { library in
    URLNormalize.allCases.reversed().map {
      RequestsKeyRelease(library: library, urlNormalize: $0)
    }
  }

  /// The one that people mean by `1.0`, `1.1`, `1.2` or `1.3`, with the newest url-normalize; nil for
  /// another word.
  package init?(version: String) {
    switch version {
    case "1.0", "1.1": self.init(library: .v10)
    case "1.2": self.init(library: .v12)
    case "1.3": self.init(library: .v132)
    default: return nil
    }
  }
}

extension RequestsKeyRelease: CustomStringConvertible {
  /// A few words, such as `1.2 with url-normalize 3`.
  package var description: String {
    let library =
      switch library {
      case .v10: "1.0 or 1.1"
      case .v12: "1.2"
      case .v13: "1.3.0 or 1.3.1"
      case .v132: "1.3.2 or later"
      }
    let normalize =
      switch urlNormalize {
      case .v1: "1"
      case .v2: "2"
      case .v3: "3"
      }
    return "\(library) with url-normalize \(normalize)"
  }
}
