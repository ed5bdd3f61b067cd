/// The directives that mean something to this cache.
enum KnownDirective: String, CaseIterable {
  case isPublic = "public"
  case isPrivate = "private"
  case maxAge = "max-age"
  case noStore = "no-store"
  case noCache = "no-cache"
  case sharedMaxAge = "s-maxage"
  case maxStale = "max-stale"
  case minFresh = "min-fresh"
  case immutable = "immutable"
  case noTransform = "no-transform"
  case onlyIfCached = "only-if-cached"
  case staleIfError = "stale-if-error"
  case mustRevalidate = "must-revalidate"
  case mustUnderstand = "must-understand"
  case proxyRevalidate = "proxy-revalidate"
  case staleWhileRevalidate = "stale-while-revalidate"

  /// The flag of a directive without argument.
  var flag: CacheControl.Flags? {
    switch self {
    case .isPublic: .isPublic
    case .noStore: .noStore
    case .immutable: .immutable
    case .noTransform: .noTransform
    case .onlyIfCached: .onlyIfCached
    case .mustRevalidate: .mustRevalidate
    case .mustUnderstand: .mustUnderstand
    case .proxyRevalidate: .proxyRevalidate
    default: nil
    }
  }

  /// The directive of that name, in any case.
  static func named(_ name: UnsafeBufferPointer<UInt8>) -> KnownDirective? {
    guard name.count < byLength.count else { return nil }
    return byLength[name.count].first { directive in
      directive.rawValue.utf8.elementsEqual(name.lazy.map(ASCII.lowercased))
    }
  }

  private static let byLength: [[KnownDirective]] = (0...22).map { length in
    allCases.filter { $0.rawValue.utf8.count == length }
  }
}

/// Bytes as ASCII characters.
enum ASCII {
  static func lowercased(_ byte: UInt8) -> UInt8 {
    byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
  }
}
