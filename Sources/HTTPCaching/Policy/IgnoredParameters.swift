/// Names of parameters and fields that carry secrets: their values are kept out of keys and stores.
public struct IgnoredParameters: Sendable, Hashable, ExpressibleByArrayLiteral {
  /// The names in lower case.
  public var names: Set<String> { nameSet.names }

  let nameSet: NameSet

  /// What stands in the place of an ignored value.
  public static let mark = "REDACTED"

  /// These names, in any case.
  public init(_ names: some Sequence<String>) {
    nameSet = NameSet(Set(names.lazy.map { $0.lowercased() }))
  }

  /// These names, in any case.
  public init(arrayLiteral elements: String...) { self.init(elements) }

  /// The usual ones: authentication fields, and parameters that only say who asks. Names that can say
  /// what is asked for, such as `token` for a page or `password` for a login, are not among them: ignoring
  /// their values would have different questions share one answer.
  public static let standard: IgnoredParameters = [
    "authorization", "proxy-authorization", "x-api-key", "x-api-token", "x-auth-token",
    "x-access-token", "x-csrf-token", "x-xsrf-token", "x-amz-security-token", "x-amz-signature",
    "x-goog-signature", "access_token", "auth_token", "api_token", "api_key", "api-key", "apikey",
  ]

  /// These and more.
  public func union(_ more: some Sequence<String>) -> IgnoredParameters {
    IgnoredParameters(names.union(more.map { $0.lowercased() }))
  }

  /// Whether that name, in any case, is ignored.
  public func contains(_ name: String) -> Bool {
    let isLower = name.utf8.allSatisfy { !(0x41...0x5A).contains($0) }
    return nameSet.contains(isLower ? name : name.lowercased())
  }
}
