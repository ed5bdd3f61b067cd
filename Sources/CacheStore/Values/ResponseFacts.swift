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
    let fields = stored.response.headerFields
    let freshness = Freshness(stored)
    status = stored.response.status.code
    mediaType = Self.mediaType(fields[.contentType] ?? "")
    generated = freshness.generated
    timeline = FreshnessTimeline(freshness)
    hasEntityTag = fields.contains(.eTag)
    hasLastModified = fields.contains(.lastModified)
    vary = fields[.vary] ?? ""
  }

  /// The type and subtype of a `Content-Type`, in lower case.
  static func mediaType(_ contentType: String) -> String {
    let type = contentType.prefix { $0 != ";" && $0 != "," }
    return type.filter { $0 != " " && $0 != "\t" }.lowercased()
  }
}
