public import CacheStore
import EntryTable
import FieldBytes
public import FoundationEssentials
import HTTPTypes

extension RequestsCacheStore {
  /// Those of these entries for which a search holds: their values are decoded one after another, and
  /// looked at where they lie.
  public func matching(
    _ search: EntrySearch, among references: [EntryReference], now: Date
  ) async throws -> SearchedBatch {
    try await reading { [self] in
      let rows = try indexer.index.read { table in
        try references.map { reference in (reference, try table.row(reference.id)) }
      }
      var known: [String: (reference: EntryReference, summary: EntrySummary)] = [:]
      for case (let reference, let row?) in rows { known[row.key] = (reference, row.summary) }
      let found = try search.keys(matching: known.mapValues(\.summary), in: self, now: now)
      return SearchedBatch(
        matches: rows.compactMap { reference, row in
          row.map { found.matches.contains($0.key) } == true ? reference : nil
        },
        unreadable: found.unreadable, opaque: found.opaque)
    }
  }
}

extension EntrySearch {
  /// The keys of those values for which it holds, and how many could not be read, or not be decoded, where
  /// the index alone doesn't tell.
  fileprivate func keys(
    matching summaries: [String: EntrySummary], in store: RequestsCacheStore, now: Date
  ) throws -> (matches: Set<String>, unreadable: Int, opaque: Int) {
    let matcher = SearchMatcher(self, now: now)
    var matches: Set<String> = []
    var rest = summaries
    var scan = TolerantScan(try store.storage.scanner())
    try store.withReader { reader in
      try scan.scan(.keys(Array(summaries.keys))) { mark, bytes in
        guard let summary = summaries[mark.key] else { return }
        let isMatch = try? reader.read(bytes, isText: mark.isText) { root in
          try matcher.matches(DocumentEntry(summary, root))
        }
        if isMatch != nil { rest[mark.key] = nil }
        if isMatch == true { matches.insert(mark.key) }
      }
    }
    var unreadable = 0
    for (key, summary) in rest {
      switch try? matcher.matches(UndecodableEntry(summary: summary)) {
      case true?: matches.insert(key)
      case false?: break
      case nil: unreadable += 1
      }
    }
    return (matches, unreadable, matcher.opaque)
  }
}

/// A value that can't be decoded: of it there is what the index has.
private struct UndecodableEntry: SearchedEntry {
  let summary: EntrySummary

  var heads: SearchedHeads {
    get throws { throw UndecodableValue(.notAResponse) }
  }

  func readBody(_ take: (UnsafeRawBufferPointer) -> Bool) throws {
    throw UndecodableValue(.notAResponse)
  }
}

/// A value that was decoded, as a search looks at it.
private final class DocumentEntry: SearchedEntry {
  let summary: EntrySummary
  private let root: PlainNode
  private var read: SearchedHeads?

  init(_ summary: EntrySummary, _ root: PlainNode) {
    self.summary = summary
    self.root = root
  }

  var heads: SearchedHeads {
    get throws {
      if let read { return read }
      guard let parts = ResponseParts(root: root) else { throw UndecodableValue(.notAResponse) }
      let request = parts.request.map { RequestParts($0) }
      let response = LarderFacts(root).fields.map(ResponseDocument.fields)
      let heads = SearchedHeads(
        request: Self.fields(request?.headers), response: response ?? Self.fields(parts.headers),
        redirects: Self.redirects(parts.history))
      read = heads
      return heads
    }
  }

  func readBody(_ take: (UnsafeRawBufferPointer) -> Bool) throws {
    guard let parts = ResponseParts(root: root) else { throw UndecodableValue(.notAResponse) }
    let body = BodyPart(
      content: parts.content, decoded: parts.decodedContent, mediaType: summary.mediaType)
    switch body {
    case .bytes(let node): if let raw = node?.raw { _ = take(raw) }
    case .text, .json:
      try ResponseDocument(root).bodyData.withUnsafeBytes { _ = take($0) }
    case .lost, .none: break
    }
  }

  private static func fields(_ node: PlainNode?) -> HTTPFields {
    var fields = HTTPFields()
    node?.forEachHeader { name, value in
      guard fields.count < 20_000, let name = name.raw, let value = value.raw,
        let field = HTTPField(name: name, value: value)
      else { return }
      fields.append(field)
    }
    return fields
  }

  private static func redirects(_ history: PlainNode?) -> [String] {
    guard let history, history.kind == .array else { return [] }
    return history.children.prefix(100).compactMap { hop in
      hop.record.flatMap { ResponseParts($0) }?.url?.text
    }
  }
}
