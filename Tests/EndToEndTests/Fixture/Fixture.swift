import CacheStore
import FoundationEssentials
import HTTPCaching
import LoopbackOrigin
import SQLite
import SQLiteStore
import Testing

/// A cache to try things on, with an origin of its own, in a directory that goes away with it.
struct Fixture: Sendable {
  let directory: String
  let origin: LoopbackOrigin
  /// What the slow answers of the origin wait for.
  let gate: Gate

  static let name = "demo.sqlite"
  /// Where the stale entries come from in pictures, which must not depend on a port.
  static let pictureOrigin = "http://origin.example.com"

  var path: String { directory + "/" + Self.name }

  /// Makes the cache, lets the body use it, and removes it.
  ///
  /// - Parameter originURL: in place of the origin's own, for pictures.
  static func use(
    originURL: String? = nil, _ body: (Fixture) async throws -> Void
  ) async throws {
    try await Workspace.use { directory in
      let gate = try Gate()
      let script = OriginScript(gate: gate)
      let origin = try LoopbackOrigin.start { script.answer($0) }
      defer {
        gate.open()
        origin.stop()
      }
      let fixture = Fixture(directory: directory, origin: origin, gate: gate)
      try Data(contentsOf: URL(filePath: try await template.value))
        .write(to: URL(filePath: fixture.path))
      try await fixture.add(OriginScript.recipes(originURL ?? origin.url))
      try await body(fixture)
    }
  }

  /// Puts entries into the cache.
  func add(_ recipes: [Recipe]) async throws {
    try await Self.add(recipes, to: SQLiteStore.open(path: path))
    try Self.settle(path)
  }

  /// Puts an entry into the cache whose body is so many lines of a log, at least, and a last one.
  func addLog(_ recipe: Recipe, bytes: Int) async throws {
    let store = try SQLiteStore.open(path: path)
    let body = try await store.stageBody()
    let piece = Data(Array(repeating: Bodies.logLine, count: 15_000).joined())
    for _ in 0...bytes / piece.count { try await body.append(piece) }
    try await body.append(Bodies.lastLine)
    _ = try await body.commit(recipe.entry)
    try Self.settle(path)
  }

  /// Changes the file as no program should.
  func damage(_ sql: String) throws { try Self.connect(path).script(sql) }

  /// Everything but the entries of the origin, made once for all tests of a run; the next run replaces it.
  private static let template = Task {
    let path = try Workspace.shared + "/template.sqlite"
    let store = try SQLiteStore.open(path: path)
    try await add(Shelf.recipes, to: store)
    try await damageEntry(in: store, path)
    try settle(path)
    return path
  }

  private static func add(_ recipes: [Recipe], to store: SQLiteStore) async throws {
    for recipe in recipes { _ = try await store.put(recipe.entry, body: recipe.body) }
  }

  /// Overwrites the head of one entry, and lets a lookup find out.
  private static func damageEntry(in store: SQLiteStore, _ path: String) async throws {
    try connect(path).run(
      "UPDATE head SET bytes = x'00' WHERE id = (SELECT head FROM entry WHERE url = ?)",
      .text(Shelf.damagedURL))
    let key = CacheKey(CacheKeyParts(method: "GET", url: Shelf.damagedURL))
    _ = try await store.candidates(for: key)
    let end = ContinuousClock.now + .seconds(60)
    while try await store.totals(.all, now: Moment.now).corrupt == 0 {
      try #require(ContinuousClock.now < end, "a damaged row is marked soon after it was met")
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  /// Moves the log into the file, so that the file alone is the cache.
  private static func settle(_ path: String) throws {
    _ = try connect(path).integer("PRAGMA wal_checkpoint(TRUNCATE)")
  }

  private static func connect(_ path: String) throws -> Connection {
    try Connection(path, access: .readWrite, waitingAtMost: .seconds(5))
  }
}
