import FoundationEssentials

/// Chunks that wait for their reader, first in, first out.
struct ChunkQueue {
  private var chunks: [Data] = []
  private var first = 0
  /// Bytes in all of them.
  private(set) var byteCount = 0

  var isEmpty: Bool { first == chunks.count }

  mutating func append(_ chunk: Data) {
    chunks.append(chunk)
    byteCount += chunk.count
  }

  mutating func takeFirst() -> Data? {
    guard !isEmpty else { return nil }
    let chunk = chunks[first]
    chunks[first] = Data()
    first += 1
    byteCount -= chunk.count
    if isEmpty {
      chunks.removeAll(keepingCapacity: true)
      first = 0
    }
    return chunk
  }
}
