import CacheStore
import CachedSession
import FoundationEssentials
import HTTPCaching
import HTTPTransport
import HTTPTypes
import LoopbackOrigin
import Testing

@Suite(.timeLimit(.minutes(30))) struct SessionTests {
  @Test func `concurrent misses for one key share one transfer`() async throws {
    let gate = try Gate()
    let fixture = try Fixture { _ in
      Reply.status(200, ["Cache-Control": "max-age=60"], text: "jam").waiting(for: gate)
    }
    let answers = try await withThrowingTaskGroup(of: (String, CachedResponse).self) { group in
      for _ in 0..<20 { group.addTask { try await fixture.get("/a") } }
      await fixture.origin.log.wait { $0.requests.count == 1 }
      gate.open()
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(answers.allSatisfy { $0.0 == "jam" })
    #expect(fixture.origin.requests.count == 1)
    #expect(answers.count { $0.1.cacheStatus.isCollapsed } >= 1)
  }

  @Test func `what may not be stored is fetched by each request`() async throws {
    let fixture = try Fixture { _ in .status(200, ["Cache-Control": "no-store"], text: "jam") }
    await withTaskGroup { group in
      for _ in 0..<8 { group.addTask { _ = try? await fixture.get("/a") } }
    }
    #expect(fixture.origin.requests.count == 8)
    #expect(try await fixture.count() == 0)
  }

  @Test func `a request that gives up lets the next one lead`() async throws {
    let gate = try Gate()
    let fixture = try Fixture { _ in
      Reply.status(200, ["Cache-Control": "max-age=60"], text: "jam").waiting(for: gate)
    }
    let leader = Task { try await fixture.get("/a") }
    await fixture.origin.log.wait { $0.requests.count == 1 }
    let follower = Task { try await fixture.get("/a") }
    leader.cancel()
    await #expect(throws: (any Error).self) { try await leader.value }
    gate.open()
    #expect(try await follower.value.text == "jam")
  }

  @Test(.timeLimit(.minutes(30)))
  func `a request that is cancelled while it waits for another's transfer ends`() async throws {
    let gate = try Gate()
    let fixture = try Fixture { _ in
      Reply.status(200, ["Cache-Control": "max-age=60"], text: "jam").waiting(for: gate)
    }
    let leader = Task { try await fixture.get("/a") }
    await fixture.origin.log.wait { $0.requests.count == 1 }
    let follower = Task { try await fixture.get("/a") }
    follower.cancel()
    await #expect(throws: (any Error).self) { try await follower.value }
    gate.open()
    #expect(try await leader.value.text == "jam")
  }

  @Test(.timeLimit(.minutes(30)))
  func `when a shared transfer fails, those who waited try it at the same time`() async throws {
    let (first, others) = (try Gate(), try Gate())
    let (lookups, requests) = (Counter(), Counter())
    var configuration = SessionConfiguration()
    // It is asked about what each request finds in the store.
    configuration.filter = { _, _ in lookups.next() > 0 }
    let fixture = try Fixture(configuration) { _ in
      let number = requests.next()
      if number == 1 { return .status(200, ["Cache-Control": "max-age=0"], text: "jam") }
      return Reply.truncated(announcing: 100, body: Array("jam".utf8))
        .waiting(for: number == 2 ? first : others)
    }
    try await fixture.get("/a")
    let before = lookups.count
    await withTaskGroup { group in
      for _ in 0..<20 { group.addTask { _ = try? await fixture.get("/a") } }
      while lookups.count < before + 20 { try? await Task.sleep(for: .milliseconds(5)) }
      first.open()
      // One after another there would never be a fourth.
      await fixture.origin.log.wait { $0.requests.count >= 4 }
      others.open()
    }
    #expect(requests.count >= 4)
  }

  @Test(.timeLimit(.minutes(30)))
  func `nobody waits for the reader of a stream`() async throws {
    let fixture = try Fixture { _ in
      .status(200, ["Cache-Control": "max-age=60"], body: [UInt8](repeating: 7, count: 3_000_000))
    }
    let (bytes, _) = try await fixture.session.bytes(for: try fixture.request("/a"))
    #expect(try await fixture.get("/a").text.utf8.count == 3_000_000)
    #expect(try await bytes.collect().count == 3_000_000)
  }

  @Test func `secrets in the URLs of redirects are not stored`() async throws {
    let fixture = try Fixture { request in
      request.target.hasPrefix("/to")
        ? .status(200, ["Cache-Control": "max-age=60"], text: "jam")
        : .status(302, ["Location": "/to"])
    }
    try await fixture.get("/from?access_token=s3cret")
    let row = try #require(
      try await fixture.store.browse(EntryQuery(now: fixture.clock.now)).rows.first)
    let entry = try #require(try await fixture.store.entry(row.id))
    #expect(entry.redirects.count == 1)
    #expect(!String(describing: entry).contains("s3cret"))
  }

  @Test func `a truncated transfer is never stored`() async throws {
    let fixture = try Fixture { _ in
      .truncated(announcing: 100, fields: ["Cache-Control": "max-age=60"], body: Array("jam".utf8))
    }
    await #expect(throws: TransportError.self) { try await fixture.get("/a") }
    let request = try fixture.request("/a")
    await #expect(throws: TransportError.self) {
      let (bytes, _) = try await fixture.session.bytes(for: request)
      for try await _ in bytes {}
    }
    #expect(try await fixture.count() == 0)
  }

  @Test func `a stream is stored at its end, and not when it is dropped`() async throws {
    let fixture = try Fixture { _ in
      .status(200, ["Cache-Control": "max-age=60"], body: [UInt8](repeating: 7, count: 3_000_000))
    }
    var size = 0
    do {
      let (bytes, _) = try await fixture.session.bytes(for: try fixture.request("/dropped"))
      for try await chunk in bytes {
        size += chunk.count
        break
      }
    }
    #expect(size > 0)
    let (bytes, _) = try await fixture.session.bytes(for: try fixture.request("/whole"))
    #expect(try await bytes.collect().count == 3_000_000)
    let rows = try await fixture.store.browse(EntryQuery(now: fixture.clock.now)).rows
    #expect(rows.map(\.size) == [3_000_000])
    let (again, response) = try await fixture.session.bytes(for: try fixture.request("/whole"))
    #expect(response.outcome == .hit)
    #expect(try await again.collect().count == 3_000_000)
  }

  @Test func `redirects are followed, each hop by its own rules`() async throws {
    let fixture = try Fixture { request in
      switch request.path {
      case "/old": .status(301, ["Location": "/new?q=1", "Cache-Control": "max-age=60"])
      default: .status(200, ["Cache-Control": "max-age=60"], text: request.target)
      }
    }
    let first = try await fixture.get("/old")
    #expect(first.text == "/new?q=1")
    #expect(first.response.url == fixture.origin.url + "/new?q=1")
    #expect(first.response.history.map(\.head.status.code) == [301])
    let second = try await fixture.get("/old")
    #expect(second.response.outcome == .hit)
    #expect(second.response.history.map(\.outcome) == [.hit])
    #expect(fixture.origin.requests.count == 2)
  }

  @Test func `a redirect in a circle ends with an error`() async throws {
    let fixture = try Fixture { _ in .status(302, ["Location": "/a"]) }
    let error = await #expect(throws: TransportError.self) { try await fixture.get("/a") }
    #expect(error?.code == .tooManyRedirects)
    #expect(error?.detail == "more than 20 redirects")
    #expect(fixture.origin.requests.count == 21)
  }

  @Test func `credentials do not follow a redirect to another origin`() async throws {
    let other = try LoopbackOrigin.start { _ in .status(200, text: "other") }
    defer { other.stop() }
    let target = other.url + "/b"
    let fixture = try Fixture { _ in .status(302, ["Location": target]) }
    let answer = try await fixture.get("/a", [.authorization: "Basic x", .cookie: "a=b"])
    #expect(answer.text == "other")
    #expect(other.requests.first?.value("Authorization") == nil)
    #expect(other.requests.first?.value("Cookie") == nil)
  }

  @Test func `a POST that is redirected with 303 becomes a GET without body`() async throws {
    let fixture = try Fixture { request in
      request.method == "POST"
        ? .status(303, ["Location": "/done"]) : .status(200, text: request.method)
    }
    let (data, _) = try await fixture.session.upload(
      for: try fixture.request("/form", .post, [.contentType: "text/plain"]), from: Data("x".utf8))
    #expect(String(decoding: data, as: UTF8.self) == "GET")
    #expect(fixture.origin.requests.last?.value("Content-Type") == nil)
  }

  @Test func `refresh validates what is fresh, forceRefresh downloads it anew`() async throws {
    let fixture = try Fixture { request in
      request.value("If-None-Match") == nil
        ? .status(200, ["Cache-Control": "max-age=60", "ETag": "\"1\""], text: "jam")
        : .status(304, ["ETag": "\"1\""])
    }
    try await fixture.get("/a")
    var refresh = RequestOptions()
    refresh.refresh = true
    #expect(try await fixture.get("/a", options: refresh).response.outcome == .revalidated)
    var force = RequestOptions()
    force.forceRefresh = true
    #expect(!(try await fixture.get("/a", options: force).response.isFromCache))
    #expect(fixture.origin.requests.count == 3)
  }

  @Test func `expireAfter of a request holds where the response says nothing`() async throws {
    let fixture = try Fixture { _ in .status(200, text: "jam") }
    var options = RequestOptions()
    options.expireAfter = .after(30)
    try await fixture.get("/a", options: options)
    fixture.clock.advance(29)
    #expect(try await fixture.get("/a").response.outcome == .hit)
    fixture.clock.advance(2)
    #expect(try await fixture.get("/a").response.outcome == .changed)
  }

  @Test func `a filter keeps responses out of the store and out of answers`() async throws {
    var configuration = SessionConfiguration()
    configuration.filter = { _, response in response.headerFields[.contentType] != "text/secret" }
    let fixture = try Fixture(configuration) { _ in
      .status(200, ["Cache-Control": "max-age=60", "Content-Type": "text/secret"], text: "jam")
    }
    try await fixture.get("/a")
    #expect(try await fixture.count() == 0)
    fixture.session.configuration.filter = nil
    try await fixture.get("/a")
    #expect(try await fixture.count() == 1)
    fixture.session.configuration.filter = { _, _ in false }
    #expect(try await fixture.get("/a").response.outcome != .hit)
  }

  @Test func `a download goes through a link, which stays one`() async throws {
    let fixture = try Fixture { _ in .status(200, ["Cache-Control": "max-age=60"], text: "jam") }
    let folder =
      FileManager.default.temporaryDirectory.path
      + "/larder-link-\(UInt64.random(in: 0 ... .max))"
    let (file, link) = (folder + "/file", folder + "/link")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data("former content".utf8).write(to: URL(filePath: file))
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
    _ = try await fixture.session.download(for: try fixture.request("/a"), to: link)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == file)
    #expect(try Data(contentsOf: URL(filePath: file)) == Data("jam".utf8))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 2)
  }

  @Test func `a download appears as a whole file`() async throws {
    let fixture = try Fixture { _ in .status(200, ["Cache-Control": "max-age=60"], text: "jam") }
    let path =
      FileManager.default.temporaryDirectory.path
      + "/larder-download-\(UInt64.random(in: 0 ... .max))"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let response = try await fixture.session.download(for: try fixture.request("/a"), to: path)
    #expect(response.outcome == .miss)
    #expect(try Data(contentsOf: URL(filePath: path)) == Data("jam".utf8))
  }

  @Test func `a stream of content is sent once, and its answer is not stored`() async throws {
    var configuration = SessionConfiguration()
    configuration.policy.methods.insert(.post)
    let fixture = try Fixture(configuration) { request in
      request.path == "/moved"
        ? .status(307, ["Location": "/a"])
        : .status(200, ["Cache-Control": "max-age=60"], body: request.body)
    }
    for text in ["one", "two"] {
      let (data, _) = try await fixture.session.upload(
        for: try fixture.request("/a", .post), from: .stream(Self.chunks(text), length: nil))
      #expect(String(decoding: data, as: UTF8.self) == text)
    }
    let (_, moved) = try await fixture.session.upload(
      for: try fixture.request("/moved", .post), from: .stream(Self.chunks("one"), length: 3))
    #expect(moved.head.status.code == 307)
    #expect(try await fixture.count() == 0)
    #expect(fixture.origin.requests.count == 3)
  }

  private static func chunks(_ text: String) -> AsyncThrowingStream<Data, any Error> {
    AsyncThrowingStream { stream in
      stream.yield(Data(text.utf8))
      stream.finish()
    }
  }

  @Test func `a URL as text is enough for a stream and a download`() async throws {
    let fixture = try Fixture { _ in .status(200, ["Cache-Control": "max-age=60"], text: "jam") }
    let (bytes, _) = try await fixture.session.bytes(from: fixture.origin.url + "/a")
    #expect(try await bytes.collect() == Data("jam".utf8))
    let path =
      FileManager.default.temporaryDirectory.path
      + "/larder-download-\(UInt64.random(in: 0 ... .max))"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let response = try await fixture.session.download(from: fixture.origin.url + "/a", to: path)
    #expect(response.outcome == .hit)
    #expect(try Data(contentsOf: URL(filePath: path)) == Data("jam".utf8))
    let error = await #expect(throws: TransportError.self) {
      try await fixture.session.bytes(from: "a/b")
    }
    #expect(error?.code == .badURL)
  }

  @Test func `a download that can't be written says where and why`() async throws {
    let fixture = try Fixture { _ in .status(200, text: "jam") }
    let path = "/no-such-folder/of-larder/file"
    let error = await #expect(throws: CocoaError.self) {
      try await fixture.session.download(for: try fixture.request("/a"), to: path)
    }
    #expect(error?.code == .fileNoSuchFile)
    #expect(
      error?.userInfo["NSLocalizedDescription"] as? String
        == "\(path) can't be written: No such file or directory.")
  }

  @Test func `what a session counted is in the store when it closes`() async throws {
    let fixture = try Fixture { request in
      request.path == "/no-store"
        ? .status(200, text: "x") : .status(200, ["Cache-Control": "max-age=60"], text: "jam")
    }
    for _ in 0..<5 { try await fixture.get("/a") }
    _ = try await fixture.session.data(for: try fixture.request("/a", .post))
    await fixture.session.close()
    let activity = try await fixture.store.activity(after: nil, limit: 100)
    #expect(activity.counters.outcomes[.hit] == 4)
    #expect(activity.counters.outcomes[.miss] == 1)
    #expect(activity.counters.outcomes[.bypass] == 1)
    #expect(activity.counters.lookups == 5)
    #expect(activity.counters.bytesFromStore == 12)
    #expect(activity.events.count == 6)
    #expect(activity.sessions.first?.ended != nil)
  }
}
