import CacheStore
import EntryTable
import FoundationEssentials
import HTTPCaching

/// A new entry with all that can be worked out before the lock is taken.
struct PreparedEntry: Sendable {
  let key: String
  let variant: [UInt8]
  let head: [UInt8]
  private let entry: NewEntry
  private let facts: ResponseFacts

  init(_ entry: NewEntry) {
    self.entry = entry
    key = entry.key.hex
    variant = Self.variant(entry.varyFields)
    facts = ResponseFacts(entry.stored)
    head = HeadCodec.encode(
      entry.stored,
      HeadCodec.KeyPart(
        bodyDigest: entry.keyParts.bodyDigest, matchedFields: entry.keyParts.matchedFields,
        ignoredParameters: entry.keyParts.ignoredParameters, varyFields: entry.varyFields,
        redirects: entry.redirects))
  }

  /// The values that `Vary` nominated, each with its length; empty without.
  private static func variant(_ fields: [CacheKeyParts.Field]) -> [UInt8] {
    guard !fields.isEmpty else { return [] }
    var writer = ByteWriter()
    writer.list(fields) {
      $0.text($1.name)
      $0.text($1.value)
    }
    return writer.bytes
  }

  /// The row to write in place of `former`. A new one's id and handles are all the same number.
  func row(after former: EntryRow?, handle: Int64, body: BodySource) -> EntryRow {
    let stagedHandle: Int64? = if case .staged(let staged, _, _) = body { staged } else { nil }
    let arrival = entry.stored.responseTime
    return EntryRow(
      id: former?.id ?? handle, key: key, variant: variant, version: former?.nextVersion ?? 1,
      method: entry.keyParts.method, url: entry.keyParts.url, size: body.size,
      encodedSize: entry.encodedSize, facts: facts, stored: arrival,
      created: former?.created ?? arrival, hits: former?.hits ?? 0, lastUsed: former?.lastUsed,
      fetchDuration: entry.fetchDuration, head: handle, body: stagedHandle ?? handle,
      manual: entry.stored.settings.manual.map(SettingsCodec.encode) ?? [],
      change: .init(event: former == nil ? .stored : .replaced, time: arrival))
  }
}
