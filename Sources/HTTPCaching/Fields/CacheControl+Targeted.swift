public import HTTPTypes

extension CacheControl {
  /// The directives of a targeted field (RFC 9213 section 2.1), which is a dictionary of structured fields;
  /// nil where that field is missing, empty or broken, and so is to be ignored.
  ///
  /// Unlike in `Cache-Control`, of two directives with one name the last counts, names are in lower case,
  /// and a value of another type than the directive's own is as good as no directive. A lifetime of
  /// another type, and one below zero, is 0 (RFC 9111 section 4.2.1).
  public init?(targeted name: HTTPField.Name, in fields: HTTPFields) {
    let lines = fields.filter { $0.name == name }.map(\.value)
    guard !lines.isEmpty,
      let dictionary = StructuredDictionary(lines.joined(separator: ", ")),
      !dictionary.members.isEmpty
    else { return nil }
    self.init()
    for member in dictionary.members {
      if let directive = KnownDirective(rawValue: member.key) { add(directive, member.value) }
    }
  }

  private mutating func add(_ directive: KnownDirective, _ value: StructuredDictionary.Value) {
    switch (directive, value) {
    case (.maxAge, .integer(let seconds)): maxAge = Self.seconds(seconds)
    case (.maxAge, _): maxAge = 0
    case (.sharedMaxAge, .integer(let seconds)): sharedMaxAge = Self.seconds(seconds)
    case (.sharedMaxAge, _): sharedMaxAge = 0
    case (.staleWhileRevalidate, .integer(let seconds)):
      staleWhileRevalidate = Self.seconds(seconds)
    case (.staleIfError, .integer(let seconds)): staleIfError = Self.seconds(seconds)
    case (.noCache, .boolean(true)): flags.insert(.noCache)
    case (.noCache, .string(let names)): addNoCache(FieldNameList.parse(names))
    case (.isPrivate, .boolean(true)): flags.formUnion([.isPrivate, .isPrivateAltogether])
    case (.isPrivate, .string(let names)): addPrivate(FieldNameList.parse(names))
    case (_, .boolean(true)): if let flag = directive.flag { flags.insert(flag) }
    default: break
    }
  }

  private static func seconds(_ value: Int64) -> Double {
    min(max(0, Double(value)), CacheControl.unbounded)
  }
}

extension HTTPField.Name {
  /// `CDN-Cache-Control` (RFC 9213 section 3): directives for caches that work on the origin's behalf.
  public static let cdnCacheControl = HTTPField.Name("CDN-Cache-Control") ?? .cacheControl
}
