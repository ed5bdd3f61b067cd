import BrowserUI
import Configuration
import Testing

/// Saving a setting leaves everything else as its author wrote it.
@Suite struct EditTests {
  struct Row: Sendable {
    var name: String
    var value: SettingValue
    var before: String
    var after: String
    var line: Int
  }

  static let rows: [Row] = [
    Row(name: "theme", value: .text("light"), before: "", after: "theme = \"light\"\n", line: 1),
    Row(
      name: "theme", value: .text("light"),
      before: "# mine\ntheme   =  'dark'   # at night\nascii = true\n",
      after: "# mine\ntheme   =  \"light\"   # at night\nascii = true\n", line: 2),
    Row(
      name: "mouse", value: .flag(false), before: "theme = \"dark\"",
      after: "theme = \"dark\"\nmouse = false\n", line: 2),
    Row(
      name: "mouse", value: .flag(false),
      before: "# top\n\n# the live pane\n[live]\ninterval = 500\n",
      after: "# top\n\nmouse = false\n\n# the live pane\n[live]\ninterval = 500\n", line: 3),
    Row(
      name: "live.window", value: .number(120),
      before: "[live]\ninterval = 500 # ms\n\n# other\n[trash]\nage = \"1d\"\n",
      after: "[live]\ninterval = 500 # ms\nwindow = 120\n\n# other\n[trash]\nage = \"1d\"\n",
      line: 3),
    Row(
      name: "live.window", value: .number(120), before: "[live]\n[trash]\n",
      after: "[live]\nwindow = 120\n[trash]\n", line: 2),
    Row(
      name: "live.window", value: .number(120), before: "live.interval = 500\nmouse = true\n",
      after: "live.interval = 500\nmouse = true\nlive.window = 120\n", line: 3),
    Row(
      name: "live.window", value: .number(120), before: "mouse = true\n",
      after: "mouse = true\n\n[live]\nwindow = 120\n", line: 4),
    Row(
      name: "columns", value: .list(["size", "hits"]),
      before: "columns = [ # those\n  \"age\", # \"]\n  'used'\n]\nmouse = true\n",
      after: "columns = [\"size\", \"hits\"]\nmouse = true\n", line: 1),
    Row(
      name: "mouse", value: .flag(false), before: "[keys]\nhelp = \"\"\"\nH\n[mouse]\n\"\"\"\n",
      after: "mouse = false\n\n[keys]\nhelp = \"\"\"\nH\n[mouse]\n\"\"\"\n", line: 1),
    Row(
      name: "theme", value: .text("light"), before: "\"theme\" = \"dark\"\r\nmouse = true\r\n",
      after: "\"theme\" = \"light\"\r\nmouse = true\r\n", line: 1),
  ]

  @Test(arguments: rows.indices)
  func `only the value changes`(index: Int) throws {
    let row = Self.rows[index]
    let setting = try #require(Setting.named(row.name))
    var edit = ConfigurationEdit(row.before)
    try edit.set(setting, to: row.value)
    #expect(edit.text == row.after)
    #expect(edit.line(of: setting) == row.line)
    #expect(setting.value(Configuration(.init(text: edit.text)).preferences) == row.value)
  }

  @Test(arguments: [
    ("live = { interval = 500 }", "the settings of live are on one line: change it there"),
    ("theme = = 3", "a value is missing"),
  ])
  func `what can't be changed safely is left to its author`(text: String, sentence: String) throws {
    let setting = try #require(Setting.named("live.window"))
    var edit = ConfigurationEdit(text)
    let error = #expect(throws: ConfigurationFault.self) { try edit.set(setting, to: .number(120)) }
    #expect(error?.sentence.hasPrefix(sentence) == true)
  }

  @Test func `a theme of the file's own can be chosen in it`() throws {
    let setting = try #require(Setting.named("theme"))
    var edit = ConfigurationEdit("[themes.mine]\nfresh = \"red\"\n")
    try edit.set(setting, to: .text("mine"))
    #expect(edit.text == "theme = \"mine\"\n\n[themes.mine]\nfresh = \"red\"\n")
  }

  @Test func `all settings at once make a file that reads back`() throws {
    var edit = ConfigurationEdit("# begin\n")
    for setting in Setting.all { try edit.set(setting, to: setting.standard) }
    let result = Configuration(.init(text: edit.text))
    #expect(result.faults.isEmpty)
    #expect(result.origins.count == Setting.all.count)
    #expect(edit.text.hasPrefix("# begin\n"))
  }
}
