import BrowserUI
import Canvas
import Configuration
import Testing

/// The file, then variables, then flags: the last wins.
@Suite struct OriginTests {
  private func read(
    _ text: String? = nil, _ variables: [String: String] = [:],
    _ flags: [(flag: String, name: String, word: String)] = []
  ) -> Configuration {
    Configuration(.init(text: text, variable: { variables[$0] }, flags: flags))
  }

  @Test func `each source overrides the one before it`() {
    let file = "theme = \"light\""
    let variables = ["LARDER_THEME": "mono"]
    let flags = [(flag: "--theme", name: "theme", word: "contrast")]
    #expect(read(file).preferences.theme.name == "light")
    #expect(read(file).origins["theme"] == .file(line: 1))
    #expect(read(file, variables).preferences.theme.name == "mono")
    #expect(read(file, variables).origins["theme"] == .variable("LARDER_THEME"))
    #expect(read(file, variables, flags).preferences.theme.name == "contrast")
    #expect(read(file, variables, flags).origins["theme"] == .flag("--theme"))
  }

  @Test(arguments: Setting.all.map(\.name))
  func `every setting has a variable that reads what it prints`(name: String) throws {
    let setting = try #require(Setting.named(name))
    let result = read(nil, [setting.variable: setting.standard.plain])
    #expect(result.faults.isEmpty)
    #expect(setting.value(result.preferences) == setting.standard)
    #expect(result.origins[name] == .variable(setting.variable))
  }

  @Test(arguments: Setting.all.map(\.name))
  func `every setting's default fits its kind, and a file reads what it writes`(name: String) throws
  {
    let setting = try #require(Setting.named(name))
    let result = read("\(name) = \(setting.standard.toml)\n")
    #expect(result.faults.isEmpty)
    #expect(setting.value(result.preferences) == setting.standard)
    #expect(result.origins[name] == .file(line: 1))
  }

  @Test func `NO_COLOR and ESCDELAY count, larder's own variables more`() {
    #expect(read(nil, ["NO_COLOR": "1"]).preferences.colors == .none)
    #expect(read(nil, ["NO_COLOR": "1"]).origins["colours"] == .variable("NO_COLOR"))
    #expect(read(nil, ["NO_COLOR": "1", "LARDER_COLOURS": "16"]).preferences.colors == .sixteen)
    #expect(read("colours = 256", ["NO_COLOR": "0"]).preferences.colors == .none)
    #expect(read(nil, ["ESCDELAY": "100"]).preferences.escapeDelay == 100)
  }

  @Test(arguments: [
    ("LARDER_MOUSE", "maybe", "\"maybe\" doesn't fit: give true or false"),
    ("LARDER_BULK_CONCURRENCY", "many", "\"many\" doesn't fit: give a number from 1 to 64"),
    ("LARDER_THEME", "drak", "\"drak\" doesn't fit: did you mean \"dark\"?"),
  ])
  func `a variable that doesn't fit is told by its name`(
    name: String, word: String, sentence: String
  ) {
    let faults = read(nil, [name: word]).faults
    #expect(faults.map { $0.words(file: "") } == ["\(name): \(sentence)"])
  }

  @Test func `a flag may set any setting`() {
    let flags = [
      (flag: "--set live.interval", name: "live.interval", word: "2000"),
      (flag: "--set columns", name: "columns", word: "size,hits"),
      (flag: "--set them", name: "them", word: "dark"),
    ]
    let result = read(nil, [:], flags)
    #expect(result.preferences.liveInterval == 2000)
    #expect(result.preferences.columns == [.size, .hits])
    #expect(result.faults.map(\.sentence) == ["there is no setting them: did you mean theme?"])
  }

  @Test func `names of settings, variables and flags are unique`() {
    for names in [
      Setting.all.map(\.name), Setting.all.map(\.variable), Setting.all.compactMap(\.flag),
    ] {
      #expect(Set(names).count == names.count)
    }
  }
}
