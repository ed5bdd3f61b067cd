package import FoundationEssentials
import HTTPCaching
package import HTTPTypes

/// An entry as a search looks at it: each part is read when it is asked for, and then once.
package protocol SearchedEntry {
  /// What the list shows of it.
  var summary: EntrySummary { get throws }

  /// Its fields, and the URLs that redirected to it.
  var heads: SearchedHeads { get throws }

  /// The response's `Content-Encoding`, where a body is to be read. Default: what `heads` say.
  var contentCoding: String? { get throws }

  /// Hands out the stored body piece by piece, until `take` has seen enough and returns false.
  func readBody(_ take: (UnsafeRawBufferPointer) -> Bool) throws
}

extension SearchedEntry {
  package var contentCoding: String? { get throws { try heads.response[.contentEncoding] } }
}

/// What a search looks at of an entry's heads.
package struct SearchedHeads: Sendable {
  package var request: HTTPFields
  package var response: HTTPFields
  package var redirects: [String]

  package init(request: HTTPFields, response: HTTPFields, redirects: [String]) {
    self.request = request
    self.response = response
    self.redirects = redirects
  }
}

/// An entry of which all is in memory.
package struct GatheredEntry: SearchedEntry {
  package let summary: EntrySummary
  package let heads: SearchedHeads
  private let body: Data

  package init(_ entry: CacheEntry, body: Data) {
    summary = entry.summary
    heads = SearchedHeads(
      request: entry.stored.request.headerFields, response: entry.stored.response.headerFields,
      redirects: entry.redirects)
    self.body = body
  }

  package func readBody(_ take: (UnsafeRawBufferPointer) -> Bool) throws {
    body.withUnsafeBytes { _ = take($0) }
  }
}
