import Glibc
import HTTPTypes

/// Names of fields that most heads have, in their usual spelling: to find one here takes a few comparisons of
/// bytes, to make one anew takes a string, a check and a copy in lower case.
enum KnownNames {
  /// The name in those bytes; nil where it isn't one of these.
  static func name(_ bytes: UnsafeRawBufferPointer) -> HTTPField.Name? {
    guard bytes.count < byLength.count, let start = bytes.baseAddress else { return nil }
    return byLength[bytes.count].first { memcmp($0.bytes, start, bytes.count) == 0 }?.name
  }

  private struct Known {
    let bytes: [UInt8]
    let name: HTTPField.Name

    init(_ name: HTTPField.Name) {
      self.name = name
      bytes = Array(name.rawName.utf8)
    }
  }

  private static let byLength: [[Known]] = {
    let usual: [HTTPField.Name] = [
      .accept, .acceptEncoding, .acceptLanguage, .acceptRanges, .accessControlAllowOrigin, .age,
      .cacheControl, .connection, .contentEncoding, .contentLength, .contentSecurityPolicy,
      .contentType, .cookie, .date, .eTag, .expires, .lastModified, .location, .server, .setCookie,
      .strictTransportSecurity, .userAgent, .vary, .xContentTypeOptions,
    ]
    let other = ["Host", "Keep-Alive", "Link", "Referer", "Via", "X-Cache", "X-Frame-Options"]
    let known = (usual + other.compactMap { HTTPField.Name($0) }).map(Known.init)
    let longest = known.map(\.bytes.count).max() ?? 0
    return (0...longest).map { length in known.filter { $0.bytes.count == length } }
  }()
}
