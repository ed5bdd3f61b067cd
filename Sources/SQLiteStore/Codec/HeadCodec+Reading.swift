import CacheStore
import FoundationEssentials
import HTTPCaching
import HTTPTypes

extension HeadCodec {
  static func stored(
    _ reader: inout ByteReader, after former: inout FormerHead
  ) throws(DamagedRecord) -> StoredResponse {
    guard try reader.byte() == version else { throw DamagedRecord() }
    let request = try request(&reader, after: &former.request)
    let response = try response(&reader, after: &former.response)
    let requestTime = try date(&reader)
    let responseTime = try date(&reader)
    let settings = try SettingsCodec.read(&reader)
    return StoredResponse(
      request: request, response: response, requestTime: requestTime, responseTime: responseTime,
      settings: settings)
  }

  static func keyPart(_ reader: inout ByteReader) throws(DamagedRecord) -> KeyPart {
    let bodyDigest = try reader.optional { reader throws(DamagedRecord) in try reader.text() }
    let matchedFields = try reader.list(keyField)
    let ignored = try reader.list { reader throws(DamagedRecord) in try reader.text() }
    let varyFields = try reader.list(keyField)
    let redirects = try reader.list { reader throws(DamagedRecord) in try reader.text() }
    return KeyPart(
      bodyDigest: bodyDigest, matchedFields: matchedFields, ignoredParameters: ignored,
      varyFields: varyFields, redirects: redirects)
  }

  static func date(_ reader: inout ByteReader) throws(DamagedRecord) -> Date {
    let seconds = try reader.double()
    guard seconds.isFinite else { throw DamagedRecord() }
    return Date(timeIntervalSinceReferenceDate: seconds)
  }

  private static func request(
    _ reader: inout ByteReader, after former: inout FormerFields
  ) throws(DamagedRecord) -> HTTPRequest {
    guard let method = HTTPRequest.Method(try reader.text()) else { throw DamagedRecord() }
    let scheme = try reader.optional { reader throws(DamagedRecord) in try reader.text() }
    let authority = try reader.optional { reader throws(DamagedRecord) in try reader.text() }
    let path = try reader.optional { reader throws(DamagedRecord) in try reader.text() }
    return HTTPRequest(
      method: method, scheme: scheme, authority: authority, path: path,
      headerFields: try former.read(&reader))
  }

  private static func response(
    _ reader: inout ByteReader, after former: inout FormerFields
  ) throws(DamagedRecord) -> HTTPResponse {
    let code = try reader.number()
    guard (0...999).contains(code) else { throw DamagedRecord() }
    let reason = try reader.text()
    return HTTPResponse(
      status: .init(code: code, reasonPhrase: reason), headerFields: try former.read(&reader))
  }

  private static func keyField(
    _ reader: inout ByteReader
  ) throws(DamagedRecord) -> CacheKeyParts.Field {
    let name = try reader.text()
    return CacheKeyParts.Field(name: name, value: try reader.text())
  }
}
