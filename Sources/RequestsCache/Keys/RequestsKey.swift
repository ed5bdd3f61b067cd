import HTTPCaching

/// A key of requests-cache, with everything that went into it.
package struct RequestsKey: Sendable, Hashable {
  /// What of a request was replaced by `REDACTED`, or left out of a JSON array.
  package struct Redaction: Sendable, Hashable {
    /// Where it was.
    package enum Place: Sendable, Hashable {
      case query, body, field
    }

    package var place: Place
    package var name: String
  }

  /// In upper case.
  package var method: String
  /// In one spelling.
  package var url: String
  /// In one spelling where its type is known.
  package var body: [UInt8]
  /// `True`, the path of certificates with older releases, or nothing.
  package var verify: String
  /// The fields that are part of the key, as `name=value`.
  package var matchedFields: [String]
  /// What Python prints for the serializer.
  package var serializer: String

  /// All fields in one spelling, sorted by name: more than the key has of them.
  package var fields: [SentRequest.Field]
  /// In the order query, body, fields.
  package var redactions: [Redaction]

  /// The bytes that the key is a digest of: the parts with nothing between them.
  package var hashInput: [UInt8] {
    var result = Array(method.utf8) + url.utf8
    result += body
    result += verify.utf8
    for field in matchedFields { result += field.utf8 }
    return result + serializer.utf8
  }

  /// 16 hexadecimal digits: BLAKE2b with 8 bytes. Python on systems that allow only FIPS algorithms
  /// has other keys, which are not made here.
  package var text: String { BLAKE2b.hex(hashInput, length: 8) }
}

/// The key that requests-cache has for a request, whatever the request is.
///
/// Where Python raises an exception instead of making a key (a host that can't be, brackets that
/// don't pair, a form that is not UTF-8, JSON nested beyond all measure), the part in question is
/// taken as it was sent, and the key is one that no Python program has.
package func requestsCacheKey(
  _ request: SentRequest, settings: RequestsKeySettings = RequestsKeySettings()
) -> RequestsKey {
  let names = IgnoredNames(settings.ignoredParameters)
  let url = NormalizedRequestURL(request.url, release: settings.release, ignoring: names)
  let fields = NormalizedFields(request.fields, ignoring: names)
  let type = fields["Content-Type"] ?? ""
  let body = NormalizedBody(Array(request.body), type: type, settings: settings, ignoring: names)
  return RequestsKey(
    method: request.method.uppercased(), url: url.text, body: body.bytes,
    verify: settings.verifyText, matchedFields: fields.matching(settings.matchedHeaders),
    serializer: settings.serializer, fields: fields.fields,
    redactions: url.redacted.map { .init(place: .query, name: $0) }
      + body.redacted.map { .init(place: .body, name: $0) }
      + fields.redacted.map { .init(place: .field, name: $0) })
}
