import CacheStore
import CachedSession
import CurlTransport
import FoundationEssentials
import HTTPCaching
import HTTPTypes
import LoopbackOrigin
import SQLiteStore
import Testing

/// A cache fault never fails a request.
@Suite struct StoreFaultTests {
  /// What may be wrong with a store's file, and the word for it in the answer's status.
  private static let damages:
    [(word: String, code: StoreError.Code, make: @Sendable (String) throws -> Void)] = [
      ("not a database", .notACache, { try Data("hello".utf8).write(to: URL(filePath: $0)) }),
      (
        "a folder", .notACache,
        { try FileManager.default.createDirectory(atPath: $0, withIntermediateDirectories: false) }
      ),
      ("in a folder that is missing", .notFound, { _ in }),
    ]

  @Test(arguments: damages.indices)
  func `a store that can't be opened leaves requests alone`(index: Int) async throws {
    let damage = StoreFaultTests.damages[index]
    let folder =
      FileManager.default.temporaryDirectory.path + "/larder-fault-\(UInt64.random(in: 0 ... .max))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path =
      damage.code == .notFound ? folder + "/missing/cache.sqlite" : folder + "/cache.sqlite"
    try damage.make(path)
    let origin = try LoopbackOrigin.start { _ in
      .status(200, ["Cache-Control": "max-age=60"], text: "jam")
    }
    defer { origin.stop() }
    let session = CachedSession(
      opening: { try SQLiteStore.open(path: path, mode: .create) },
      transport: CurlTransport())
    for _ in 0..<3 {
      let (data, response) = try await session.data(from: origin.url + "/a")
      #expect(data == Data("jam".utf8))
      #expect(response.storeFault != nil)
      #expect(response.cacheStatus.detail?.hasPrefix("store-") == true)
    }
    #expect(origin.requests.count == 3)
    await session.close()
  }
}
