import BodyViews
package import CacheStore
package import FoundationEssentials
import HTTPCaching
package import HTTPTypes

/// Bytes of a body that are wanted, and how they are to be shown.
package struct BodyRequest: Sendable, Hashable {
  package var body: BodyReference
  /// The bytes to read; none of an empty body.
  package var range: Range<Int64>
  /// The response's fields, which say what the bytes are.
  package var fields: HTTPFields
  /// The chosen view; nil for the best one.
  package var mode: String?

  init(_ entry: CacheEntry, _ range: Range<Int64>, as mode: String?) {
    body = entry.body
    self.range = range
    fields = entry.stored.response.headerFields
    self.mode = mode
  }

  /// The bytes of `range` as they are shown. It may take a while for a large body: whoever performs the
  /// effect calls it, away from the loop.
  package func shown(_ bytes: Data) -> BodyLayout {
    let input = BodyInput(
      bytes: bytes, offset: range.lowerBound, totalSize: body.size, fields: fields,
      encodedSize: body.encodedSize)
    return BodyLayout(KnownViews.render(input, as: mode))
  }
}
