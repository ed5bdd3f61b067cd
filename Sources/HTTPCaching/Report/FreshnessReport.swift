public import FoundationEssentials

/// The whole reasoning about one stored response at one moment: what it is, how that was worked out, and
/// what the next request would do. Everything comes from the functions that the cache itself decides
/// with. Times are seconds; texts may come from the network and must pass a sanitiser before display.
public struct FreshnessReport: Sendable, Hashable, Codable {
  /// The moment that the report speaks of.
  public var now: Date
  /// The method of the request that the report assumes.
  public var method: String
  /// Its URL, normalised, ignored parameters redacted.
  public var url: String
  /// State, winning rule and time left.
  public var verdict: Verdict
  /// Whether RFC 9111 section 3 allows to store it, clause by clause.
  public var storability: Storability
  /// Where the lifetime comes from, strongest candidate first.
  public var candidates: [LifetimeCandidate]
  /// The arithmetic of RFC 9111 section 4.2.3.
  public var age: AgeTerms
  /// What is compared with what.
  public var comparison: Comparison
  /// The stale-while-revalidate window.
  public var staleWhileRevalidate: StaleWindow
  /// The stale-if-error window.
  public var staleIfError: StaleWindow
  /// What the request would do now.
  public var nextRequest: NextRequest
  /// How the request selects this variant.
  public var matching: Matching
  /// What is odd about the response.
  public var notes: [LintNote]
  /// The field of the stored entry that the candidate `session` was read from, where a cache keeps an expiry and
  /// not the settings it came from; nil where it is the setting.
  public var expiryField: String?
  /// The expiry that was set by hand, and when; nil where none was.
  public var manual: FreshnessSettings.Manual?

  /// State, winning rule and time left.
  public struct Verdict: Sendable, Hashable, Codable {
    /// The state for a request without directives of its own.
    public var state: FreshnessState
    /// The source of the lifetime, as the list shows it.
    public var rule: LifetimeRule
    /// When it becomes, or became, stale; nil when it never expires.
    public var freshUntil: Date?
    /// Seconds of freshness left, negative when stale; nil when it never expires.
    public var remaining: TimeInterval?
  }

  /// A source of a lifetime.
  public struct LifetimeCandidate: Sendable, Hashable, Codable {
    /// Which source.
    public var rule: LifetimeRule
    /// Its value in seconds; nil without one, or when it never expires.
    public var seconds: TimeInterval?
    /// The value as words where it isn't seconds alone: `never`, `0.1 x 36000 s`, the URL pattern.
    public var value: String?
    /// What became of it.
    public var result: Result
    /// Why, in a few words: `wins`, `loses to max-age`, `private cache ignores`, `not given`.
    public var note: String

    /// What became of a candidate.
    public enum Result: String, Sendable, Hashable, Codable {
      /// It decides.
      case wins
      /// It has a value, and a stronger one exists.
      case loses
      /// It has a value that doesn't count here.
      case ignored
      /// It has no value.
      case absent
      /// The settings switched it off.
      case off
    }
  }

  /// What is compared with what.
  public struct Comparison: Sendable, Hashable, Codable {
    /// What the lifetime is compared with.
    public var basis: Freshness.Basis
    /// The age, or time in the store, in seconds.
    public var elapsed: TimeInterval
    /// The lifetime in seconds; nil when it never expires.
    public var lifetime: TimeInterval?
    /// Whether the response is fresh: `lifetime > elapsed`.
    public var isFresh: Bool
  }

  /// A time after the end of the lifetime in which the response may still be served.
  public struct StaleWindow: Sendable, Hashable, Codable {
    /// Its length in seconds; 0 without one.
    public var length: TimeInterval
    /// Its end; nil without a window or an expiry.
    public var until: Date?
    /// Seconds left of it, at most its length; negative when it is over, nil without one.
    public var remaining: TimeInterval?
    /// Where it comes from: `response`, `setting`, or why there is none.
    public var source: String
  }

  /// What the request would do now.
  public struct NextRequest: Sendable, Hashable, Codable {
    /// What would happen.
    public var kind: Kind
    /// The validators that a conditional request would carry.
    public var validators: [CacheKeyParts.Field]
    /// Why.
    public var reasons: [Reason]
    /// Why a stale response could not be served instead; nil when it could, or is not stale.
    public var staleForbidden: String?

    /// What would happen.
    public enum Kind: String, Sendable, Hashable, Codable {
      /// Answered from the store; nothing is sent.
      case hit
      /// Answered from the store although stale; nothing is sent.
      case stale = "stale-hit"
      /// Answered from the store, and refreshed in the background.
      case staleWhileRevalidate = "stale-while-revalidate"
      /// A conditional request.
      case conditional
      /// An unconditional request.
      case forward
      /// A 504.
      case gatewayTimeout = "504"
    }
  }

  /// How a request selects this variant.
  public struct Matching: Sendable, Hashable, Codable {
    /// Whether the request selects it.
    public var matches: Bool
    /// Whether it can never match: `Vary: *`.
    public var variesOnEverything: Bool
    /// The fields that `Vary` names, with stored and presented values.
    public var fields: [NominatedField]

    /// A request field that `Vary` names.
    public struct NominatedField: Sendable, Hashable, Codable {
      /// The name in lower case.
      public var name: String
      /// The value in the stored request, normalised; nil when it had none.
      public var stored: String?
      /// The value in the request at hand, normalised; nil when it has none.
      public var presented: String?
      /// Whether they match.
      public var matches: Bool
    }
  }

  /// An oddity of the response.
  public struct LintNote: Sendable, Hashable, Codable {
    /// How serious.
    public enum Level: String, Sendable, Hashable, CaseIterable, Codable {
      /// Good to know.
      case info
      /// Probably not what its author meant.
      case warning
      /// Breaks caching, or a rule.
      case error
    }

    /// How serious.
    public var level: Level
    /// A stable word for programs, such as `no-date`.
    public var code: String
    /// A sentence for people, without a full stop.
    public var text: String
    /// The clause.
    public var section: String
  }
}
