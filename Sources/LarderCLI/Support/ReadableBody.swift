import BodyViews
import CacheStore
import FoundationEssentials
import HTTPCaching
import HTTPTypes

extension CacheReader {
  /// An entry's body for the clipboard, without a coding that is still on it; text of another charset that its
  /// content type names becomes UTF-8. Nil where the entry is gone, or that has more bytes than the limit.
  func copiedBody(of id: EntryID, limit: Int64) async throws -> Data? {
    guard let entry = try await entry(id), entry.body.size <= limit else { return nil }
    var body = try await read(entry.body, range: 0..<entry.body.size)
    if let content = try await decodedContent(of: entry) { body = content }
    let label = MediaType(entry.stored.response.headerFields[.contentType] ?? "").parameters[
      "charset"]
    let choice = CharsetChoice.of(ArraySlice(body), label: label)
    if choice.source != .guess, choice.charset != .utf8 {
      body = Data(choice.charset.decode(body).utf8)
    }
    return Int64(body.count) <= limit ? body : nil
  }
}
