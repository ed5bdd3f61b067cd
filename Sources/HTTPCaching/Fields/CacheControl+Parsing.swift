public import HTTPTypes

extension CacheControl {
  /// Parses all `Cache-Control` lines among the fields.
  public init(_ fields: HTTPFields) {
    for field in fields where field.name == .cacheControl { add(field) }
  }

  /// Parses a single value, such as a person typed.
  public init(_ value: String) { add(HTTPField(name: .cacheControl, value: value)) }

  /// Takes in the directives of one more field line.
  mutating func add(_ field: HTTPField) {
    field.withUnsafeBytesOfValue { bytes in
      var scanner = DirectiveScanner(bytes)
      while let directive = scanner.next() {
        if let known = KnownDirective.named(directive.name) { add(known, directive.argument) }
      }
    }
  }

  private mutating func add(_ directive: KnownDirective, _ argument: UnsafeBufferPointer<UInt8>?) {
    switch directive {
    case .maxAge: tighten(&maxAge, DeltaSeconds.parse(argument) ?? 0)
    case .sharedMaxAge: tighten(&sharedMaxAge, DeltaSeconds.parse(argument) ?? 0)
    case .staleWhileRevalidate: tighten(&staleWhileRevalidate, DeltaSeconds.parse(argument) ?? 0)
    case .staleIfError: tighten(&staleIfError, DeltaSeconds.parse(argument) ?? 0)
    // max-stale without an argument accepts any staleness.
    case .maxStale:
      tighten(&maxStale, argument == nil ? .infinity : DeltaSeconds.parse(argument) ?? 0)
    // Strict means more freshness here.
    case .minFresh:
      minFresh = max(minFresh ?? 0, DeltaSeconds.parse(argument) ?? CacheControl.unbounded)
    // Names that can't be read are taken for the stricter form without names.
    case .noCache: addNoCache(FieldNameList.parse(argument))
    case .isPrivate: addPrivate(FieldNameList.parse(argument))
    default: if let flag = directive.flag { flags.insert(flag) }
    }
  }

  mutating func addNoCache(_ names: [String]?) {
    noCacheFields += names ?? []
    if names == nil { flags.insert(.noCache) }
  }

  mutating func addPrivate(_ names: [String]?) {
    flags.insert(.isPrivate)
    privateFields += names ?? []
    if names == nil { flags.insert(.isPrivateAltogether) }
  }

  private func tighten(_ value: inout Double?, _ seconds: Double) {
    value = min(value ?? .infinity, seconds)
  }
}

/// Seconds as RFC 9111 section 1.2.2 writes them.
enum DeltaSeconds {
  /// Nil for anything but digits; saturates at 2^31.
  static func parse(_ bytes: UnsafeBufferPointer<UInt8>?) -> Double? {
    guard let bytes, !bytes.isEmpty else { return nil }
    var value: Int64 = 0
    for byte in bytes {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      value = min(value * 10 + Int64(byte - 0x30), 2_147_483_648)
    }
    return Double(value)
  }
}

/// The argument of a qualified directive: field names in a list.
enum FieldNameList {
  /// The names in lower case; nil when there is none, or one of them is no field name.
  static func parse(_ bytes: UnsafeBufferPointer<UInt8>?) -> [String]? {
    bytes.flatMap { parse(String(decoding: $0, as: UTF8.self)) }
  }

  /// The same for an argument as text.
  static func parse(_ text: String) -> [String]? {
    let names = text.split(separator: ",").map(FieldValue.trim).filter { !$0.isEmpty }
    let canonical = names.compactMap { HTTPField.Name(String($0))?.canonicalName }
    return canonical.isEmpty || canonical.count < names.count ? nil : canonical
  }
}
