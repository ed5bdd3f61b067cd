import BodyViews
import CacheStore
import FoundationEssentials
import HTTPCaching
import HTTPTypes

extension CacheReader {
  /// An entry's body as people read it: without a coding that is still on it, and as UTF-8 where its content type
  /// names another charset. As it is stored where that would have more bytes than the limit.
  func readableBody(of entry: CacheEntry, limit: Int64) async throws -> Data {
    let stored = try await read(entry.body, range: 0..<entry.body.size)
    let body = try await decodedContent(of: entry) ?? stored
    let type = MediaType(entry.stored.response.headerFields[.contentType] ?? "")
    let choice = CharsetChoice.of(ArraySlice(body), label: type.parameters["charset"])
    let isNamed = choice.source != .guess && choice.charset != .utf8
    let text = isNamed ? Data(choice.charset.decode(body).utf8) : body
    return Int64(text.count) <= limit ? text : stored
  }

  /// The same for the clipboard; nil where the entry is gone, or has more bytes than the limit.
  func copiedBody(of id: EntryID, limit: Int64) async throws -> Data? {
    guard let entry = try await entry(id), entry.body.size <= limit else { return nil }
    let body = try await readableBody(of: entry, limit: .max)
    return Int64(body.count) <= limit ? body : nil
  }
}
