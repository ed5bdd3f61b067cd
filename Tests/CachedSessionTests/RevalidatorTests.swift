import CacheStore
import CachedSession
import CurlTransport
import FoundationEssentials
import HTTPCaching
import HTTPTypes
import LoopbackOrigin
import Testing

/// What a person's revalidation does to an entry, by the origin's answer.
@Suite struct RevalidatorTests {
  /// Stores `/a`, then asks about it; the origin answers with `second` to the second request.
  private func ask(
    _ target: String = "/a", isConditional: Bool = true, second: @escaping @Sendable () -> Reply
  ) async throws -> (Revalidator.Result, Fixture) {
    let counter = Counter()
    let fixture = try Fixture { _ in
      counter.next() == 1
        ? .status(200, ["Cache-Control": "max-age=60", "ETag": "\"1\""], text: "jam") : second()
    }
    try await fixture.get(target)
    fixture.clock.advance(100)
    let clock = fixture.clock
    let revalidator = Revalidator(
      store: fixture.store, transport: CurlTransport(), now: { clock.now })
    let page = try await fixture.store.browse(EntryQuery(now: clock.now))
    let reference = try #require(page.rows.first).reference
    return (
      await revalidator.revalidate(reference, isConditional: isConditional), fixture
    )
  }

  private func body(_ fixture: Fixture) async throws -> String? {
    let page = try await fixture.store.browse(EntryQuery(now: fixture.clock.now))
    guard let id = page.rows.first?.id, let entry = try await fixture.store.entry(id) else {
      return nil
    }
    return String(
      decoding: try await fixture.store.read(entry.body, range: 0..<entry.body.size),
      as: UTF8.self)
  }

  @Test func `a 304 renews the entry and keeps its body`() async throws {
    let (result, fixture) = try await ask { .status(304, ["ETag": "\"1\""]) }
    #expect(result.outcome == .notModified)
    #expect(result.sent?.headerFields[.ifNoneMatch] == "\"1\"")
    #expect(result.after?.summary.timeline.state(at: fixture.clock.now) == .fresh)
    #expect(try await body(fixture) == "jam")
  }

  @Test func `a new response takes its place, and undo brings the old one back`() async throws {
    let (result, fixture) = try await ask {
      .status(200, ["Cache-Control": "max-age=60", "ETag": "\"2\""], text: "honey")
    }
    #expect(result.outcome == .changed)
    #expect(try await body(fixture) == "honey")
    let operation = try #require(try await fixture.store.undoableOperations(limit: 1).first)
    #expect(operation.kind == .revalidate)
    _ = try await fixture.store.undo(operation.id, now: fixture.clock.now)
    #expect(try await body(fixture) == "jam")
  }

  @Test(arguments: [401, 429, 500, 503])
  func `an error leaves the entry`(status: Int) async throws {
    let (result, fixture) = try await ask { .status(status, text: "no") }
    #expect(result.outcome == .originError(status))
    #expect(try await body(fixture) == "jam")
  }

  @Test func `no answer leaves the entry`() async throws {
    let (result, fixture) = try await ask { .closeAtOnce }
    guard case .networkError = result.outcome else {
      Issue.record("\(result.outcome)")
      return
    }
    #expect(try await body(fixture) == "jam")
  }

  @Test func `what may no longer be stored goes to the trash`() async throws {
    let (result, fixture) = try await ask {
      .status(200, ["Cache-Control": "no-store"], text: "secret")
    }
    #expect(result.outcome == .notStorable)
    #expect(try await fixture.count() == 0)
    #expect(try await fixture.store.trash(limit: 10).count == 1)
  }

  @Test func `a download without condition sends no validator`() async throws {
    let (result, _) = try await ask(isConditional: false) {
      .status(200, ["Cache-Control": "max-age=60"], text: "jam")
    }
    #expect(result.outcome == .changed)
    #expect(result.sent?.headerFields[.ifNoneMatch] == nil)
  }

  @Test func `a URL with a redacted secret is not asked about`() async throws {
    let (result, fixture) = try await ask("/a?access_token=s3cret") { .status(200) }
    guard case .skipped = result.outcome else {
      Issue.record("\(result.outcome)")
      return
    }
    #expect(fixture.origin.requests.count == 1)
  }
}
