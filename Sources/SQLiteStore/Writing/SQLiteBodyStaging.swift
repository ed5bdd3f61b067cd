import CacheStore
import FoundationEssentials

/// A body on its way into the file: in memory up to 1 MiB, then piece by piece under a handle of its
/// own. Whoever drops it without `commit` abandons it; of a killed process it is an orphan, which
/// `enforceLimits` removes.
actor SQLiteBodyStaging: BodyStaging {
  private let writer: Writer
  private var buffer = Data()
  private var handle: Int64?
  private var stored: Int64 = 0
  private var isOver = false

  /// Bytes that stay in memory.
  private static let memoryLimit = 1 << 20

  init(_ writer: Writer) { self.writer = writer }

  deinit {
    if let handle, !isOver { writer.performLater { try $0.abandon(handle) } }
  }

  func append(_ bytes: Data) async throws {
    guard !isOver else { throw StoreError(.gone, store: writer.path) }
    buffer.append(bytes)
    if buffer.count >= Self.memoryLimit { try await spill() }
  }

  func commit(_ entry: NewEntry) async throws -> EntryReference {
    guard !isOver else { throw StoreError(.gone, store: writer.path) }
    isOver = true
    let prepared = PreparedEntry(entry)
    let rest = buffer
    buffer = Data()
    let source: BodySource =
      handle.map { .staged(handle: $0, stored: stored, rest: rest) } ?? .memory(rest)
    do {
      return try await writer.perform { try $0.put(prepared, source) }
    } catch {
      if let handle { writer.performLater { try $0.abandon(handle) } }
      throw error
    }
  }

  func abandon() async {
    guard !isOver else { return }
    isOver = true
    buffer = Data()
    if let handle { writer.performLater { try $0.abandon(handle) } }
  }

  /// Writes the whole pieces of the buffer. What can't be written ends it.
  private func spill() async throws {
    let whole = buffer.count / Schema.chunkSize * Schema.chunkSize
    let data = Data(buffer.prefix(whole))
    buffer = Data(buffer.dropFirst(whole))
    let place = (handle, stored)
    do {
      let handle = try await writer.perform { try $0.stage(data, at: place.1, of: place.0) }
      self.handle = handle
      stored = place.1 + Int64(whole)
    } catch {
      await abandon()
      throw error
    }
  }
}
