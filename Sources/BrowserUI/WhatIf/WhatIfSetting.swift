import FoundationEssentials
import HTTPCaching

/// A setting of a session, by the names that requests-cache and larder's options have.
enum WhatIfSetting: Sendable, Hashable {
  case expireAfter(Expiration)
  case cacheControl(Bool)
  case alwaysRevalidate(Bool)
  case onlyIfCached(Bool)
  case isShared(Bool)
  case staleIfError(StaleLimit)
  case staleWhileRevalidate(StaleLimit)

  static let names = [
    "expire_after", "cache_control", "always_revalidate", "only_if_cached", "shared",
    "stale_if_error", "stale_while_revalidate",
  ]

  /// Reads a setting's value.
  ///
  /// - Throws: a sentence about a name or value that is none.
  init(_ name: String, _ value: String) throws(Failure) {
    switch name {
    case "expire_after": self = .expireAfter(try Self.expiration(value))
    case "cache_control": self = .cacheControl(try Self.flag(name, value))
    case "always_revalidate": self = .alwaysRevalidate(try Self.flag(name, value))
    case "only_if_cached": self = .onlyIfCached(try Self.flag(name, value))
    case "shared": self = .isShared(try Self.flag(name, value))
    case "stale_if_error": self = .staleIfError(try Self.limit(name, value))
    case "stale_while_revalidate": self = .staleWhileRevalidate(try Self.limit(name, value))
    default:
      throw Failure("no setting \(name): \(Self.names.joined(separator: ", "))")
    }
  }

  func apply(to settings: inout FreshnessSettings, _ policy: inout CachePolicy) {
    switch self {
    case .expireAfter(let expiration):
      policy.expireAfter = expiration
      settings.session = expiration
      settings.expiryField = nil
    case .cacheControl(let isOn):
      policy.usesResponseFields = isOn
      settings.usesResponseFields = isOn
    case .alwaysRevalidate(let isOn): policy.alwaysRevalidate = isOn
    case .onlyIfCached(let isOn): policy.onlyIfCached = isOn
    case .isShared(let isOn):
      policy.isShared = isOn
      settings.isShared = isOn
    case .staleIfError(let limit): policy.staleIfError = limit
    case .staleWhileRevalidate(let limit): policy.staleWhileRevalidate = limit
    }
  }

  private static func flag(_ name: String, _ value: String) throws(Failure) -> Bool {
    switch value.lowercased() {
    case "on", "yes", "true", "1": true
    case "off", "no", "false", "0": false
    default: throw Failure("\(name) is on or off")
    }
  }

  private static func limit(_ name: String, _ value: String) throws(Failure) -> StaleLimit {
    // A number is a time, 1 too.
    if value != "1", let isOn = try? flag(name, value) { return isOn ? .always : .seconds(0) }
    guard let seconds = FilterUnit.seconds.number(value), seconds >= 0 else {
      throw Failure("\(name) is on, off or a time: 10m, 1h")
    }
    return .seconds(seconds)
  }

  private static func expiration(_ value: String) throws(Failure) -> Expiration {
    // As requests-cache counts: -1 is never, 0 at once.
    if value == "-1" { return .never }
    guard case .expiration(let expiration) = TimeToLive(value) else {
      throw Failure("expire_after needs a time: 300, 1h, 1d, never, 0, a date")
    }
    return expiration
  }
}
