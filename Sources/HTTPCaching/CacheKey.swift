/// The primary key under which all variants of one request's response are stored: a BLAKE2b digest of
/// the normalised request's parts, each prefixed by its length, so that no two requests can run
/// together.
public struct CacheKey: Sendable, Hashable {
  /// The digest in lower-case hexadecimal; 32 digits (128 bits) for larder's own keys.
  public let hex: String

  /// A key from its hexadecimal form; stores use it to read keys back.
  public init(hex: String) { self.hex = hex }
}

/// What went into a cache key, kept with the entry so that people can see why two requests do or do not
/// meet. Values that were to be ignored appear as a redaction mark.
public struct CacheKeyParts: Sendable, Hashable, Codable {
  /// The request method, in upper case.
  public var method: String
  /// The URL with normalised scheme, host, port and path, and a sorted, re-encoded query.
  public var url: String
  /// The BLAKE2b digest of the normalised body in hexadecimal; nil when the method has none.
  public var bodyDigest: String?
  /// The request fields that the session matches, names in lower case, sorted.
  public var matchedFields: [Field]
  /// The names of parameters and fields that were ignored, sorted.
  public var ignoredParameters: [String]

  /// Among the matched fields of a shared cache: a digest of the request with what is ignored in it.
  package static let wholeRequest = "whole-request"

  /// Among the fields that tell variants apart where what is stored is part of a response (RFC 9111
  /// section 3.3).
  package static let part = "part-of-response"

  /// A field with its value as it went into the key.
  public struct Field: Sendable, Hashable, Codable {
    /// The name in lower case.
    public var name: String
    /// The value after normalisation.
    public var value: String

    /// A field of a key.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Makes key parts.
  public init(
    method: String, url: String, bodyDigest: String? = nil, matchedFields: [Field] = [],
    ignoredParameters: [String] = []
  ) {
    self.method = method
    self.url = url
    self.bodyDigest = bodyDigest
    self.matchedFields = matchedFields
    self.ignoredParameters = ignoredParameters
  }
}
