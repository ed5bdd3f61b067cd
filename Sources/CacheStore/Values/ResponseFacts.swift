package import FoundationEssentials
package import HTTPCaching
import HTTPTypes

/// What a list shows of a stored response: worked out once, when it is stored, so that listing reads
/// neither heads nor bodies.
package struct ResponseFacts: Sendable, Hashable {
  package var status: Int
  package var mediaType: String
  package var generated: Date
  package var timeline: FreshnessTimeline
  package var hasEntityTag: Bool
  package var hasLastModified: Bool
  package var vary: String

  package init(
    status: Int, mediaType: String, generated: Date, timeline: FreshnessTimeline,
    hasEntityTag: Bool, hasLastModified: Bool, vary: String
  ) {
    self.status = status
    self.mediaType = mediaType
    self.generated = generated
    self.timeline = timeline
    self.hasEntityTag = hasEntityTag
    self.hasLastModified = hasLastModified
    self.vary = vary
  }

  /// Works them out.
  package init(_ stored: StoredResponse) {
    let freshness = Freshness(stored)
    status = stored.response.status.code
    generated = freshness.generated
    timeline = FreshnessTimeline(freshness)
    (hasEntityTag, hasLastModified) = (false, false)
    var (contentType, varying): (String?, [String]) = (nil, [])
    for field in stored.response.headerFields {
      switch field.name.canonicalName {
      case "content-type": contentType = contentType ?? field.value
      case "etag": hasEntityTag = true
      case "last-modified": hasLastModified = true
      case "vary": varying.append(field.value)
      default: break
      }
    }
    mediaType = Self.mediaType(contentType ?? "")
    vary = varying.joined(separator: ", ")
  }

  /// The type and subtype of a `Content-Type`, in lower case.
  static func mediaType(_ contentType: String) -> String {
    let type = contentType.utf8.prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: ",") }
    return String(decoding: type.filter { $0 != 0x20 && $0 != 0x09 }, as: UTF8.self).lowercased()
  }
}
