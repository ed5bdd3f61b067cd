import FoundationEssentials
import Glibc
import LoopbackOrigin
import TestSupport
import Testing

/// The browser beside a session that uses the cache.
@Suite(.ownThreads, .serialized, .enabled(if: TmuxRobot.isInstalled, TmuxRobot.notInstalled))
struct LiveTests {
  @Test
  func `one sees what other processes fetch while they fetch it, and neither disturbs the other`()
    async throws
  {
    try await Fixture.use { fixture in
      try await fixture.browse(clock: [:], waitingFor: "1,284 entries") { robot in
        for number in 1...12 {
          let url = "\(fixture.origin.url)/fetched/\(number % 4)"
          let got = try Larder.run(
            ["get", url, "--store", Fixture.name, "--expire-after", "1h"], in: fixture.directory,
            environment: [:])
          #expect(got.status == 0 && got.complaint.isEmpty, "\(got.complaint)")
        }
        try await robot.wait(for: "1,288 entries")
        try await robot.wait(for: "hit 66.7%")
        try robot.press("L")
        try await robot.wait(for: "─ Live ")
        try await robot.wait(for: "/fetched/")
        try await robot.wait(for: "miss 4 ")
      }
      #expect(fixture.origin.log.state.requestCount == 4)
    }
  }

  @Test func `it tells a session that was killed from one that runs`() async throws {
    try await Fixture.use { fixture in
      try await fixture.browse(clock: [:], waitingFor: "1,284 entries") { robot in
        try await fixture.inTerminal(
          ["get", fixture.origin.url + "/stream", "--store", Fixture.name], clock: [:]
        ) { session in
          await fixture.origin.log.wait { $0.requestCount >= 1 }
          try await robot.wait(until: "the session is there") {
            $0.contains("live pid") || $0.contains("idle")
          }
          try session.signal(SIGKILL)
          try await robot.wait(for: "no heartbeat")
        }
      }
    }
  }

  @Test func `pause holds the numbers, reset starts them again`() async throws {
    try await Fixture.use { fixture in
      for _ in 1...5 {
        try Larder.run(
          ["get", fixture.origin.url + "/a", "--store", Fixture.name, "--expire-after", "1h"],
          in: fixture.directory, environment: [:])
      }
      try await fixture.browse(TmuxRobot.Options(columns: 120, rows: 40), clock: [:]) { robot in
        try await robot.wait(for: "hit ratio 80.0%")
        try robot.press("Tab", "Tab")
        try robot.press("p")
        try await robot.wait(for: "paused")
        try robot.press("p")
        try await robot.wait(forNo: "paused")
        try robot.press("0")
        try await robot.wait(forNo: "hit ratio 80.0%")
      }
    }
  }

  @Test(.enabled(if: ChildProcess.find("curl") != nil, "curl is not installed"))
  func `80 hits and 20 misses are 80 percent, and the pane has its keys from L on`() async throws {
    try await Fixture.use { fixture in
      try await fixture.browse(clock: [:], waitingFor: "1,284 entries") { robot in
        let words = [
          "proxy", "--store", Fixture.name, "--listen", "127.0.0.1:0", "--expire-after", "1h",
        ]
        try await fixture.inTerminal(words, clock: [:]) { session in
          let screen = try await session.wait(for: "listening on http://127.0.0.1:")
          let place = #/listening on http:\/\/(\S+)/#
          let proxy = try #require(screen.firstMatch(of: place)?.output.1)
          try robot.press("L")
          try await robot.wait(for: "─ Live ")
          try fetchTwenty(fixture, through: proxy, times: 5)
          try await robot.wait(for: "hit ratio 80.0%")
          try await robot.wait(for: "hit 80 |")
          try robot.press("p")
          try await robot.wait(for: "paused")
          try fetchTwenty(fixture, through: proxy, times: 1)
          try await robot.wait(for: "1,304 entries")
          #expect(try robot.screen().contains("hit ratio 80.0%"))
          try robot.press("p")
          try await robot.wait(forNo: "paused")
          try await robot.wait(for: "hit 100 |")
          try robot.press("0")
          try await robot.wait(for: "hit 0 |")
          try fetchTwenty(fixture, through: proxy, times: 1)
          try await robot.wait(for: "hit ratio 100.0%")
          try await robot.wait(for: "hit 20 |")
          try session.signal(SIGKILL)
          let silence = #/no heartbeat \d+ s/#
          try await robot.wait(until: "the silence is told") { $0.contains(silence) }
          try robot.press("j")
          try await robot.wait(until: "an event is chosen") { $0.contains(#/\d\.\d>HIT  \S*p19/#) }
          try robot.press("Enter")
          try await robot.wait(forCursorOn: "/p19")
        }
      }
      #expect(fixture.origin.log.state.requestCount == 20)
    }
  }

  private func fetchTwenty(_ fixture: Fixture, through proxy: Substring, times: Int) throws {
    let urls = Array(repeating: fixture.origin.url + "/p[0-19]", count: times)
    let curl = try #require(ChildProcess.find("curl"))
    let result = try ChildProcess.run(curl, ["-s", "-f", "-x", String(proxy)] + urls)
    #expect(result.status == 0, "\(result.output)")
  }

  @Test func `the demo fills, ticks, moves, and leaves nothing behind`() async throws {
    try await Workspace.use { directory in
      var options = TmuxRobot.Options(columns: 120, rows: 40)
      options.environment["TMPDIR"] = directory
      try await TmuxRobot.run(TmuxRobot.inShell([Larder.path, "demo"]), options) { robot in
        try await robot.wait(for: "session \"demo\"")
        let count = #/(\d+) entries/#
        try await robot.wait(until: "it fills") {
          Int($0.firstMatch(of: count)?.output.1 ?? "0") ?? 0 >= 10
        }
        let first = try robot.rows()[4]
        try await robot.wait(until: "it ticks") { _ in try robot.rows()[4] != first }
        try await robot.wait(until: "it hits") { $0.contains(" HIT ") }
        #expect(try !FileManager.default.contentsOfDirectory(atPath: directory).isEmpty)
        try await robot.quit()
        #expect(try robot.isRestored())
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: directory).isEmpty)
    }
  }

  @Test func `a terminal that says twice that it goes away finds the demo in order`() async throws {
    try await Workspace.use { directory in
      var options = TmuxRobot.Options(columns: 120, rows: 40)
      options.environment["TMPDIR"] = directory
      try await TmuxRobot.run(TmuxRobot.inShell([Larder.path, "demo"]), options) { robot in
        try await robot.wait(for: "session \"demo\"")
        try robot.signal(SIGHUP, times: 2)
        try await robot.wait(for: "ended with \(128 + SIGHUP)")
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: directory).isEmpty)
    }
  }
}
