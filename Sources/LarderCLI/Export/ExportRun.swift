import BodyViews
import BrowserUI
import CacheStore
import FoundationEssentials
import HTTPCaching
import HTTPTypes

/// Writes entries in one of the known forms, page by page and body by body: neither the list nor a body is
/// ever whole in memory. The browser and the command line both write with it.
struct ExportRun {
  var store: any CacheStore
  var exporter: any Exporter
  var redaction: Redaction
  var now: Date

  /// What was written.
  private(set) var count = ExportCount()
  /// Is told how many entries have been written, after each.
  var advanced: @Sendable (Int) -> Void = { _ in }

  /// - Parameter secretNames: names of secret fields and parameters besides the usual ones.
  init(
    _ store: any CacheStore, _ exporter: any Exporter, withSecrets: Bool,
    secretNames: Set<String> = [], now: Date
  ) {
    self.store = store
    self.exporter = exporter
    self.now = now
    redaction = Redaction(isOn: !withSecrets, names: SecretNames(besides: secretNames))
  }

  /// Writes the entries that match into one sink, by URL; equal URLs in the order of the store.
  mutating func write(_ filter: EntryFilter, limit: Int = .max, to sink: ExportSink) async throws {
    try sink.write(exporter.opening)
    var pager = EntryPager(filter, sort: EntrySort(.url), limit: limit, now: now)
    while let rows = try await pager.next(in: store) {
      for row in rows {
        try Task.checkCancellation()
        try await write(row, to: sink)
      }
    }
    if exporter.isOneFileEach, count.entries == 0, count.leftOut > 0 {
      throw Failure(
        .someFailed, "Nothing was written: it can't be read, or is a part of a response.")
    }
    try sink.write(exporter.closing)
    try sink.finish()
  }

  /// Writes one entry.
  mutating func write(_ summary: EntrySummary, to sink: ExportSink) async throws {
    var item = ExportItem(summary: summary, now: now)
    if exporter.needs >= .heads {
      guard let entry = try await heads(of: summary) else {
        count.leftOut += 1
        return
      }
      item.entry = entry
      // What has no head with it must be whole.
      if exporter.isOneFileEach, entry.stored.isPart {
        count.leftOut += 1
        return
      }
    }
    var start: Data?
    if exporter.needs == .body, let body = item.entry?.body {
      guard let first = try await firstBytes(of: body) else {
        count.leftOut += 1
        return
      }
      start = first
      if exporter.undoesCoding, let entry = item.entry {
        item.content = try await store.decodedContent(of: entry)
        if exporter.isOneFileEach, item.content == nil { noteCoding(of: entry, first) }
      }
      if !exporter.isOneFileEach {
        item.isText = try await isText(body, from: first, or: item.content)
      }
    }
    let piece = exporter.piece(item, index: count.entries, redaction: &redaction)
    try sink.write(piece.before)
    if let content = item.content, piece.body != .none {
      try sink.write(content, as: piece.body)
      try sink.endBody(as: piece.body)
    } else if let start, let body = item.entry?.body, piece.body != .none {
      try await write(body, from: start, as: piece.body, to: sink)
    }
    try sink.write(piece.after)
    count.entries += 1
    count.redacted = redaction.count
    advanced(count.entries + count.leftOut)
  }

  /// What nobody could read by the file's name is told.
  private mutating func noteCoding(of entry: CacheEntry, _ first: Data) {
    let input = BodyInput(
      bytes: first, totalSize: entry.body.size, fields: entry.stored.response.headerFields,
      encodedSize: entry.body.encodedSize)
    guard let coding = input.remainingCoding else { return }
    count.coded += 1
    count.coding = coding
  }

  /// Nil for what is gone, or can't be decoded.
  private func heads(of summary: EntrySummary) async throws -> CacheEntry? {
    do {
      return try await store.entry(summary.id)
    } catch let error as StoreError where error.code == .corrupt {
      return nil
    }
  }

  /// The first piece of a body; nil where it was replaced meanwhile.
  private func firstBytes(of body: BodyReference) async throws -> Data? {
    do {
      return try await store.read(body, range: 0..<min(BodyReference.pieceSize, body.size))
    } catch let error as StoreError where error.code == .gone || error.code == .corrupt {
      return nil
    }
  }

  private func isText(
    _ body: BodyReference, from first: Data, or content: Data?
  ) async throws -> Bool {
    var pieces = UTF8Pieces()
    if let content { return pieces.take(content) && pieces.isValid }
    guard pieces.take(first) else { return false }
    for range in body.pieces.dropFirst() {
      guard pieces.take(try await store.read(body, range: range)) else { return false }
    }
    return pieces.isValid
  }

  private func write(
    _ body: BodyReference, from first: Data, as form: ExportPiece.BodyForm, to sink: ExportSink
  ) async throws {
    try sink.write(first, as: form)
    for range in body.pieces.dropFirst() {
      try Task.checkCancellation()
      try sink.write(try await store.read(body, range: range), as: form)
    }
    try sink.endBody(as: form)
  }
}
