import TestSupport
import Testing

@Suite(.ownThreads, .serialized, .enabled(if: TmuxRobot.isInstalled, TmuxRobot.notInstalled))
struct FindingTests {
  @Test func `a filter applies while it is typed, and Esc brings everything back`() async throws {
    try await Fixture.use { fixture in
      try await fixture.browse { robot in
        try robot.press("j", "j")
        try await robot.wait(forCursorOn: "?page=3 ")
        try robot.type("/")
        try robot.type("i")
        try await robot.wait(for: " 1,276/1,284")
        for character in "s:stal" { try robot.type(String(character)) }
        try await robot.wait(for: "filter> is:stal ")
        #expect(try robot.screen().contains("1,276/1,284"))
        try robot.type("e")
        let screen = try await robot.wait(for: "216/1,284")
        let letters = screen.split(separator: "\n")[3..<11].map { $0.dropFirst(2).prefix(1) }
        #expect(letters.allSatisfy { $0 == "S" || $0 == "W" })
        try robot.press("Escape")
        try await robot.wait(forNo: "216/1,284")
        try await robot.wait(forCursorOn: "?page=3 ")
        try await robot.wait(until: "all are shown") {
          $0.split(separator: "\n")[1].hasSuffix(" 1,284  sort ttl ^")
        }
      }
    }
  }

  @Test(
    arguments: [
      "is:stale", "status:200 size>10k ttl<5m (host:api.* or host:docs.*) not path:/health*",
      "docs.example.org is:fresh", "status:404 or status:301", "why:max-age method:GET ttl>1d",
      "url~page=[12]$", "stored<2026-03-02 type:json,html", "has:etag sort:-size limit:7",
    ])
  func `the browser and ls agree on what a filter leaves`(filter: String) async throws {
    try await Fixture.use { fixture in
      let count = try fixture.run("ls", filter).lines.count
      #expect(count > 0)
      let grouped = count >= 1000 ? "\(count / 1000),\(String(count + 1000).suffix(3))" : "\(count)"
      try await fixture.browse { robot in
        try await robot.filter(filter, until: " \(grouped)/1,284")
      }
    }
  }

  @Test func `a filter stands in the bar as it was understood`() async throws {
    try await Fixture.use { fixture in
      try await fixture.browse { robot in
        try robot.type("/status:200   AND  Size>10k  |(  ~d  cdn )")
        try await robot.wait(for: "/1,284")
        try robot.press("Enter")
        try await robot.wait(for: "filter> status:200 size>10k or host~cdn  ")
        try await robot.wait(for: "/1,284")
      }
    }
  }

  @Test func `Tab completes fields and hosts, and Up brings the filter back another time`()
    async throws
  {
    try await Fixture.use { fixture in
      let count = try fixture.run("ls", "host:api.example.com").lines.count
      try await fixture.browse { robot in
        try robot.type("/ho\t")
        try await robot.wait(for: "filter> host: ")
        try robot.type("ap")
        // The hosts may still be on their way. A Tab too many would complete what comes next.
        var next = ContinuousClock.now
        try await robot.wait(until: "the host is completed") {
          if $0.contains("filter> host:api.example.com ") { return true }
          guard next < .now else { return false }
          try robot.press("Tab")
          next = .now + .seconds(2)
          return false
        }
        try await robot.wait(for: " \(count)/1,284")
        try robot.press("Enter")
        try await robot.wait(until: "the filter is closed") { _ in
          try robot.ask("#{cursor_flag}") == "0"
        }
        try await robot.filterAnew("is:stale", until: " 216/1,284")
        try robot.press("/", "F4")
        try await robot.wait(for: "filter>   ")
        try robot.press("Up", "Up")
        try await robot.wait(for: "filter> host:api.example.com ")
        try await robot.wait(for: " \(count)/1,284")
      }
    }
  }

  @Test func `a wrong filter is named, and changes nothing`() async throws {
    try await Fixture.use { fixture in
      try await fixture.browse { robot in
        try robot.type("/")
        try robot.type("colour:red")
        try await robot.wait(for: "there is no field colour")
        try await robot.wait(forCursorOn: "?page=1 ")
        try robot.press("Escape")
        try await robot.wait(forNo: "there is no field")
      }
    }
  }

  @Test func `the list sorts by any column, from a menu, by keys, and by a click on a title`()
    async throws
  {
    try await Fixture.use { fixture in
      try await fixture.browse { robot in
        try await robot.wait(for: "EXPIRES^")
        try robot.press("s")
        for line in ["Sort by", "e  expires", "c  status code", "z  size", "a  age"] {
          try await robot.wait(for: line)
        }
        _ = try await robot.calmScreen()
        try robot.press("z")
        try await robot.wait(for: "SIZEv")
        try robot.press("g")
        try await robot.wait(forCursorOn: "2026-02.log")
        try robot.press("S")
        try await robot.wait(for: "SIZE^")
        try robot.press(">")
        try await robot.wait(for: "AGE")
        try await robot.wait(for: "sort age")
        let titles = try robot.rows()[2]
        let place = titles.firstRange(of: "SIZE").map {
          titles.distance(from: titles.startIndex, to: $0.lowerBound)
        }
        try robot.click(column: try #require(place), row: 2)
        try await robot.wait(for: "SIZEv")
        try robot.click(column: try #require(place), row: 2)
        try await robot.wait(for: "SIZE^")
      }
    }
  }

  @Test func `entries that are equal in a column keep their order`() async throws {
    try await Fixture.use { fixture in
      try await fixture.browse { robot in
        try robot.type(":sort status")
        try robot.press("Enter")
        try await robot.wait(for: "sort status ^")
        try robot.press("g")
        try await robot.wait(forCursorOn: "/v1/blob/77")
        let list = { (screen: String) in screen.split(separator: "\n").prefix(11).dropFirst() }
        let before = list(try await robot.wait(for: "users?page=8 "))
        try robot.press("S")
        try await robot.wait(for: "sort status v")
        try robot.press("S")
        try await robot.wait(for: "sort status ^")
        try robot.press("g")
        try await robot.wait(until: "it is as before: \(before)") { list($0) == before }
      }
    }
  }
}
