import CacheStore
import FoundationEssentials
import HTTPCaching
import HTTPTypes

/// The bytes of a `head` row, version 1:
///
///     1
///     request    method, scheme?, authority?, path?, fields
///     response   status, reason, fields
///     times      request time, response time
///     settings   see `SettingsCodec`; without the expiry set by hand
///     key        body digest?, matched fields, ignored parameters, vary fields, redirects
///
/// Texts, fields and lists have their length or count in front, `?` is a byte 0 or 1 and then the value,
/// times are doubles since 2001. Method and URL of the key are in the `entry` row.
enum HeadCodec {
  static let version: UInt8 = 1

  /// The part that is only for people and for redoing a lookup by hand.
  struct KeyPart: Sendable, Hashable {
    var bodyDigest: String?
    var matchedFields: [CacheKeyParts.Field]
    var ignoredParameters: [String]
    var varyFields: [CacheKeyParts.Field]
    var redirects: [String]
  }

  static func encode(_ stored: StoredResponse, _ key: KeyPart) -> [UInt8] {
    var writer = ByteWriter(capacity: 1024)
    writer.byte(version)
    write(stored.request, to: &writer)
    write(stored.response, to: &writer)
    writer.double(stored.requestTime.timeIntervalSinceReferenceDate)
    writer.double(stored.responseTime.timeIntervalSinceReferenceDate)
    SettingsCodec.write(stored.settings, to: &writer)
    write(key, to: &writer)
    return writer.bytes
  }

  /// All that a decision reads; the rest of the row is not looked at.
  static func decodeStored(
    _ bytes: UnsafeRawBufferPointer, after former: inout FormerHead
  ) throws(DamagedRecord) -> StoredResponse {
    var reader = ByteReader(bytes)
    return try stored(&reader, after: &former)
  }

  static func decode(
    _ bytes: UnsafeRawBufferPointer, after former: inout FormerHead
  ) throws(DamagedRecord) -> (StoredResponse, KeyPart) {
    var reader = ByteReader(bytes)
    let stored = try stored(&reader, after: &former)
    let key = try keyPart(&reader)
    guard reader.isAtEnd else { throw DamagedRecord() }
    return (stored, key)
  }

  // MARK: Writing

  private static func write(_ request: HTTPRequest, to writer: inout ByteWriter) {
    writer.text(request.method.rawValue)
    writer.optional(request.scheme) { $0.text($1) }
    writer.optional(request.authority) { $0.text($1) }
    writer.optional(request.path) { $0.text($1) }
    write(request.headerFields, to: &writer)
  }

  private static func write(_ response: HTTPResponse, to writer: inout ByteWriter) {
    writer.count(response.status.code)
    writer.text(response.status.reasonPhrase)
    write(response.headerFields, to: &writer)
  }

  private static func write(_ fields: HTTPFields, to writer: inout ByteWriter) {
    writer.count(fields.count)
    for field in fields {
      writer.text(field.name.rawName)
      field.withUnsafeBytesOfValue { writer.block($0) }
    }
  }

  private static func write(_ key: KeyPart, to writer: inout ByteWriter) {
    writer.optional(key.bodyDigest) { $0.text($1) }
    writer.list(key.matchedFields) { write($1, to: &$0) }
    writer.list(key.ignoredParameters) { $0.text($1) }
    writer.list(key.varyFields) { write($1, to: &$0) }
    writer.list(key.redirects) { $0.text($1) }
  }

  private static func write(_ field: CacheKeyParts.Field, to writer: inout ByteWriter) {
    writer.text(field.name)
    writer.text(field.value)
  }
}
