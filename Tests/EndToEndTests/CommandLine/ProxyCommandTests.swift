import FoundationEssentials
import LoopbackOrigin
import TestSupport
import Testing

/// `run` and `proxy`: a cache before any program.
@Suite(.ownThreads, .serialized)
struct ProxyCommandTests {
  @Test func `run puts a cache before a command, and tells what it saved`() async throws {
    try await Workspace.use { directory in
      let origin = try LoopbackOrigin.start { _ in
        .status(200, ["Cache-Control": "max-age=3600"], text: "from the origin\n")
      }
      defer { origin.stop() }
      // Each with a cache of its own, so that each asks the proxy.
      let script =
        "for i in 1 2 3; do \(Larder.path) get --store $i.sqlite \(origin.url)/a; done; exit 7"
      let ran = try Larder.run(
        ["run", "--store", "shared.sqlite", "--", "sh", "-c", script], in: directory,
        environment: [:])
      #expect(ran.status == 7)
      #expect(ran.lines == Array(repeating: "from the origin", count: 3), "\(ran.complaint)")
      #expect(ran.complaint.contains("3 requests: hit 2, miss 1; 32 of 48 bytes from the cache, "))
      #expect(ran.complaint.contains(" saved."))
      #expect(origin.requests.count == 1)
      let list = try Larder.run(["ls", "shared.sqlite"], in: directory)
      #expect(list.lines.count == 1 && list.output.contains("/a"))
      let stats = try Larder.run(["stats", "shared.sqlite"], in: directory)
      #expect(stats.output.contains("sh") && stats.output.contains("2"), "\(stats.output)")
    }
  }

  @Test(arguments: [([], 2), (["--sort-query"], 1)])
  func `parameters in another order are another URL unless a proxy is told to sort them`(
    options: [String], requests: Int
  ) async throws {
    try await Workspace.use { directory in
      let origin = try LoopbackOrigin.start { request in
        .status(200, ["Cache-Control": "max-age=3600"], text: request.target + "\n")
      }
      defer { origin.stop() }
      // Each with a cache of its own, so that each asks the proxy.
      let script = """
        for q in 'b=2&a=1' 'a=1&b=2' 'b=2&a=1'; do
          n=$((n + 1)); \(Larder.path) get --store $n.sqlite "\(origin.url)/?$q"
        done
        """
      let ran = try Larder.run(
        ["run", "--store", "shared.sqlite"] + options + ["--", "sh", "-c", script], in: directory,
        environment: [:])
      #expect(origin.requests.count == requests, "\(ran.lines) \(ran.complaint)")
      for url in ["/?b=2&a=1", "/?a=1&b=2"] {
        let shown = try Larder.run(
          ["show", "shared.sqlite", origin.url + url, "--body"], in: directory)
        #expect(shown.output == (requests == 2 ? url : "/?b=2&a=1") + "\n", "\(shown.complaint)")
      }
    }
  }

  @Test(arguments: [
    ["get", "--store", "a.sqlite", "URL"], ["run", "--store", "a.sqlite", "--", "true"],
    ["run", "--store", "a.sqlite", "--", "sh", "-c", "exit 64"], ["ls", "a.sqlite"],
    ["rm", "a.sqlite", "--all", "--yes"], ["expire", "a.sqlite", "nothing", "--yes"],
  ])
  func `a command leaves the file of a cache and nothing beside it`(words: [String]) async throws {
    try await Workspace.use { directory in
      let origin = try LoopbackOrigin.start { _ in
        .status(200, ["Cache-Control": "max-age=3600"], text: "jam")
      }
      defer { origin.stop() }
      let url = origin.url + "/a"
      _ = try Larder.run(["get", "--store", "a.sqlite", url], in: directory, environment: [:])
      let ran = try Larder.run(
        words.map { $0 == "URL" ? url : $0 }, in: directory, environment: [:])
      #expect(ran.status == (words.contains("exit 64") ? 64 : words.contains("nothing") ? 1 : 0))
      let files = try FileManager.default.contentsOfDirectory(atPath: directory)
      #expect(files.filter { $0.hasPrefix("a.sqlite") } == ["a.sqlite"])
    }
  }

  @Test func `a command that isn't there is told`() async throws {
    try await Workspace.use { directory in
      let missing = try Larder.run(["run", "--store", "a.sqlite", "--", "nosuch"], in: directory)
      #expect(missing.status == 3 && missing.complaint.contains("nosuch can't be run"))
      let none = try Larder.run(["run", "--store", "a.sqlite", "--"], in: directory)
      #expect(none.status == 2 && none.complaint.contains("larder run -- curl URL"))
    }
  }

  @Test func `settings that make no sense are told`() async throws {
    try await Workspace.use { directory in
      for (words, part) in [
        (["--listen", "a:b:c"], "no place to listen"),
        (["--listen", "127.0.0.1:99999"], "no place"),
        (["--forwarded"], "--origin"), (["--origin", "example.com"], "no origin"),
        (["--expire-after", "soon"], "no lifetime"),
        (["--expire-url", "10m"], "no rule"), (["--stale-if-error", "x"], "no lifetime"),
        (["--match-header", "a b"], "name of a field"), (["--method", "G T"], "request method"),
      ] {
        let ran = try Larder.run(["proxy", "--store", "a.sqlite"] + words, in: directory)
        #expect(ran.status == 2 && ran.complaint.contains(part), "\(words) \(ran.complaint)")
      }
    }
  }

  @Test func `a cache of Python's is refused`() async throws {
    try await Fixture.use { fixture in
      _ = try fixture.run("convert", "python.sqlite", "--serializer", "pickle", "--quiet")
      let ran = try Larder.run(
        ["run", "--store", "python.sqlite", "--", "true"], in: fixture.directory)
      #expect(ran.status == 2 && ran.complaint.contains("A proxy needs one of larder's own"))
    }
  }

  @Test func `a port that is in use is told`() async throws {
    try await Workspace.use { directory in
      let other = try LoopbackOrigin.start { _ in .status(200) }
      defer { other.stop() }
      let ran = try Larder.run(
        ["proxy", "--store", "a.sqlite", "--listen", "\(other.port)"], in: directory)
      #expect(
        ran.status == 3 && ran.complaint.contains("Port \(other.port) of 127.0.0.1 is in use"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["a.sqlite"])
    }
  }
}
