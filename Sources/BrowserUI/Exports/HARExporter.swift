import CacheStore
import FoundationEssentials
import HTTPCaching
import HTTPTypes

/// An HTTP archive (HAR 1.2). What a cache doesn't know is -1 or left out, as the format has it: sizes of
/// heads, connections, the protocol's version. Cookies are listed only where they are not redacted.
package struct HARExporter: Exporter {
  package let name = "har"
  package let letter: Character? = "h"
  package let title = "HAR 1.2"
  package let fileExtension = "har"
  package let needs: ExportNeeds
  /// The format has texts decoded.
  package let undoesCoding = true

  /// - Parameter hasBodies: whether bodies are written too.
  package init(hasBodies: Bool = true) { needs = hasBodies ? .body : .heads }

  package let opening =
    #"{"log":{"version":"1.2","creator":{"name":"larder","version":""# + LarderVersion.text
    + #""},"entries":["#
  package let closing = "\n]}}\n"

  package func piece(
    _ item: ExportItem, index: Int, redaction: inout Redaction
  ) -> ExportPiece {
    guard let entry = item.entry else { return ExportPiece("") }
    let timings = HARTimings(entry)
    let request = HARMessages.request(entry, &redaction)
    let response = HARMessages.response(entry, &redaction)
    let before = JSONText.object([
      ("startedDateTime", .string(ClockTimes().timestamp(entry.stored.requestTime))),
      ("time", .number(timings.total)), ("request", request),
    ]).text
    let after = JSONText.object([
      ("cache", Self.cache(entry)), ("timings", timings.json),
    ]).text
    // The response is left open for the body, which is streamed into its content.
    var open = index > 0 ? ",\n" : "\n"
    open += before.dropLast()
    open += #","response":"# + response.text.dropLast()
    open += #","content":"# + Self.content(item, entry).text.dropLast()
    let end = "}}," + after.dropFirst()
    guard needs == .body, entry.body.size > 0 else { return ExportPiece(open + end) }
    let encoding = item.isText ? "" : #","encoding":"base64""#
    return ExportPiece(
      open + encoding + #","text":""#, body: item.isText ? .jsonString : .base64, after: "\"" + end)
  }

  private static func content(_ item: ExportItem, _ entry: CacheEntry) -> JSONText {
    let size = item.content.map { Int64($0.count) } ?? entry.body.size
    var members: [(String, JSONText)] = [("size", .integer(size))]
    if let encoded = item.content == nil ? entry.body.encodedSize : entry.body.size {
      members.append(("compression", .integer(size - encoded)))
    }
    let type = entry.stored.response.headerFields[.contentType] ?? ""
    return .object(members + [("mimeType", .string(type.isEmpty ? "x-unknown" : type))])
  }

  /// The cache's own state after the request: what this archive is from.
  private static func cache(_ entry: CacheEntry) -> JSONText {
    let summary = entry.summary
    let tag = entry.stored.response.headerFields[.eTag] ?? ""
    var members: [(String, JSONText)] = []
    if let end = summary.timeline.freshUntil {
      members.append(("expires", .string(ClockTimes().timestamp(end))))
    }
    let access = summary.lastUsed ?? summary.stored
    return .object([
      (
        "afterRequest",
        .object(
          members + [
            ("lastAccess", .string(ClockTimes().timestamp(access))), ("eTag", .string(tag)),
            ("hitCount", .integer(Int64(summary.hits))),
          ])
      )
    ])
  }
}

/// Times of an exchange in milliseconds, as far as a cache knows them.
struct HARTimings {
  private let wait: Double
  private let receive: Double

  init(_ entry: CacheEntry) {
    let stored = entry.stored
    wait = Self.milliseconds(stored.responseTime.timeIntervalSince(stored.requestTime))
    receive = max(0, Self.milliseconds(entry.summary.fetchDuration) - wait)
  }

  var total: Double { Self.rounded(wait + receive) }

  var json: JSONText {
    .object([
      ("send", 0), ("wait", .number(wait)), ("receive", .number(Self.rounded(receive))),
    ])
  }

  private static func milliseconds(_ seconds: Double) -> Double {
    seconds.isFinite ? rounded(max(0, seconds) * 1000) : 0
  }

  private static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}
