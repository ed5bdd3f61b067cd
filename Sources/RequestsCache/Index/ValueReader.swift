import CacheStore
import EntryTable
import FoundationEssentials
import HTTPCaching
import SQLite

/// Reads values one after another: keeps what decoding needs between them, so that a scan of many
/// allocates little. For one thread.
struct ValueReader {
  private var tree = PlainTree()
  private var pickles = PickleMachine()
  private var glance = PickleGlance()
  let signer: SafePickleCodec

  init(signer: SafePickleCodec = SafePickleCodec()) { self.signer = signer }

  /// Decodes a value and reads it from its root.
  ///
  /// - Throws: `UndecodableValue`, or what `body` throws.
  mutating func read<Result>(
    _ bytes: UnsafeRawBufferPointer, isText: Bool?, _ body: (PlainNode) throws -> Result
  ) throws -> Result {
    tree.removeAll()
    if Self.pickle.recognizes(bytes) {
      try pickles.decode(bytes, into: &tree)
    } else {
      try codec(of: bytes, isText: isText).decode(bytes, into: &tree)
    }
    guard let result = try tree.withRoot(bytes, body) else { throw UndecodableValue(.notAResponse) }
    return result
  }

  /// The serializer that wrote a value.
  func codec(
    of bytes: UnsafeRawBufferPointer, isText: Bool?
  ) throws(UndecodableValue) -> any DocumentCodec {
    if signer.recognizes(bytes) { return signer }
    if Self.pickle.recognizes(bytes) { return Self.pickle }
    return try KnownCodecs.detect(bytes, isText: isText)
  }

  private static let pickle = PickleCodec()

  /// Packs the row that `row` makes, where a glance at the value is enough for it; false for others.
  mutating func packUsual(
    _ mark: ValueMark, _ bytes: UnsafeRawBufferPointer, into rows: inout RowPacker
  ) -> Bool {
    glanced(bytes)?.pack(mark, bytes, into: &rows) ?? false
  }

  /// The row that a list shows of a value; one that can't be decoded has what its mark tells.
  mutating func row(_ mark: ValueMark, _ bytes: UnsafeRawBufferPointer) -> EntryRow {
    if let parts = glanced(bytes) { return EntryRow(mark, EntryFacts(parts, bytes), parts.larder) }
    do {
      return try read(bytes, isText: mark.isText) { root in
        var facts = try EntryFacts(root)
        // Of JSON that was taken apart, what was received says nothing of what a client gets.
        if facts.isReencoded { facts.bodySize = try ResponseDocument(root).bodyData.count }
        return EntryRow(mark, facts, LarderFacts(withoutFields: root))
      }
    } catch {
      let words = (error as? UndecodableValue)?.description ?? "\(error)"
      return EntryRow(undecodable: mark, because: words)
    }
  }
}

extension ValueReader {
  /// What a list needs of a pickle of the usual form; nil where the whole value has to be read for that.
  mutating func glanced(_ bytes: UnsafeRawBufferPointer) -> GlancedParts? {
    Self.pickle.recognizes(bytes) ? glance.parts(of: bytes) : nil
  }
}

extension EntryRow {
  /// Of a value that can be read. Freshness is what the value says; the column beside it may be older.
  fileprivate init(_ mark: ValueMark, _ entry: EntryFacts, _ larder: LarderFacts) {
    let created = entry.created?.date ?? Date(timeIntervalSince1970: 0)
    let facts = ResponseFacts(
      status: entry.status, mediaType: entry.mediaType.inLowerCase,
      generated: larder.generated ?? created,
      timeline: FreshnessTimeline(
        freshUntil: entry.expires?.date, rule: larder.rule),
      hasEntityTag: entry.hasETag, hasLastModified: entry.hasLastModified, vary: entry.vary ?? "")
    self.init(
      id: EntryNumber.of(mark.key), key: mark.key, version: mark.version, method: entry.method,
      url: entry.url,
      size: Int64(entry.bodySize ?? 0), facts: facts, stored: larder.responseTime ?? created,
      created: created, fetchDuration: entry.elapsed, head: 0, body: mark.place,
      change: .init(event: .stored, time: created))
    revalidated = larder.validated
  }

  /// Of a value that can't: its size is that of the stored bytes.
  fileprivate init(undecodable mark: ValueMark, because words: String) {
    let epoch = Date(timeIntervalSince1970: 0)
    let expiry = mark.expires.map { Date(timeIntervalSince1970: Double($0)) }
    let facts = ResponseFacts(
      status: 0, mediaType: "", generated: epoch,
      timeline: FreshnessTimeline(freshUntil: expiry, rule: .none), hasEntityTag: false,
      hasLastModified: false, vary: "")
    self.init(
      id: EntryNumber.of(mark.key), key: mark.key, version: mark.version, method: "",
      url: "key:" + mark.key,
      size: Int64(mark.size), facts: facts, stored: epoch, created: epoch, fetchDuration: 0,
      head: 0, body: mark.place, change: .init(event: .stored, time: epoch, detail: words))
    isCorrupt = true
  }

  /// Of one that can't even be read: all that is known is its key.
  /// Its place is none that a value has: when the cache changes, it is looked for again.
  init(unreadable key: String) {
    let mark = ValueMark(key: key, place: -1, version: 0, size: 0, expires: nil, isText: nil)
    self.init(undecodable: mark, because: "the file is damaged where it lies")
  }
}

extension String {
  /// The same text where it is in lower case already, as most media types are.
  fileprivate var inLowerCase: String {
    var text = self
    return text.withUTF8(\.isPlainLowerCase) ? self : lowercased()
  }
}
