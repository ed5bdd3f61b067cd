import BrowserUI
import Canvas
import Configuration
import Testing

@Suite struct ReadingTests {
  private func read(_ text: String) -> Configuration { Configuration(.init(text: text)) }

  @Test func `an empty file changes nothing`() {
    for text in ["", "\n", "# nothing\n"] {
      let result = read(text)
      #expect(result.preferences == Preferences())
      #expect(result.origins.isEmpty)
      #expect(result.faults.isEmpty)
    }
  }

  @Test func `values of every kind are taken over, with their lines`() {
    let result = read(
      """
      # looks
      theme = "light"
      ascii = true
      colours = 16
      sort = "-size"      # the largest first
      columns = ["size",
                 "hits"]
      redact = ["Token"]

      [live]
      interval = 1000
      [trash]
      age = "2d"
      size = "1G"
      [layout]
      side_by_side = 40
      """)
    let preferences = result.preferences
    #expect(result.faults.isEmpty)
    #expect(preferences.theme.name == "light")
    #expect(preferences.glyphs.isASCII)
    #expect(preferences.colors == .sixteen)
    #expect(Setting.named("sort")?.value(preferences) == .text("-size"))
    #expect(preferences.columns == [.size, .hits])
    #expect(preferences.secretNames == ["token"])
    #expect(preferences.liveInterval == 1000)
    #expect(preferences.trashAge == 2 * 86_400)
    #expect(preferences.trashBytes == 1_000_000_000)
    #expect(preferences.listShares[.sideBySide] == 40)
    #expect(result.origins["sort"] == .file(line: 5))
    #expect(result.origins["live.interval"] == .file(line: 11))
    #expect(result.origins["mouse"] == nil)
  }

  @Test(arguments: [
    ("theme = ", 1, "a value is missing"),
    ("mouse = true\nmouse = false\n", 2, "mouse is there already in line 1"),
    ("thme = \"dark\"", 1, "there is no setting thme: did you mean theme?"),
    ("\n[live]\nwindwo = 60", 3, "there is no setting live.windwo: did you mean live.window?"),
    ("[lvie]\nwindow = 60", 1, "there is no setting lvie"),
    ("quite.other.thing = 1", 1, "there is no setting quite: larder config has them all"),
    ("mouse = 1", 1, "mouse takes true or false"),
    ("live = 5", 1, "there is no setting live"),
    ("sort = true", 1, "sort takes a column, such as size, or -size for the largest first"),
    ("sort = \"siez\"", 1, "\"siez\" doesn't fit: did you mean \"size\"?"),
    ("theme = \"drak\"", 1, "\"drak\" doesn't fit: did you mean \"dark\"?"),
    ("colours = 7", 1, "\"7\" doesn't fit: give one of 256, 16, 8, none"),
    ("bulk.concurrency = 65", 1, "\"65\" doesn't fit: give a number from 1 to 64"),
    ("bulk.concurrency = 2.5", 1, "bulk.concurrency takes a number from 1 to 64"),
    ("columns = [\"size\", 3]", 1, "columns takes a list of some of method"),
    ("columns = [\"sise\"]", 1, "\"sise\" doesn't fit: did you mean \"size\"?"),
    ("trash.age = \"soon\"", 1, "\"soon\" doesn't fit: give a time, such as 7d"),
    ("trash.size = \"-1M\"", 1, "\"-1M\" doesn't fit: give a size, such as 64M"),
    ("mouse = 1979-05-27", 1, "mouse takes true or false"),
    ("keys = 3", 1, "keys is a table: write [keys], and its names below"),
    (
      "[keys]\n\"entry.delte\" = \"x\"", 2,
      "there is no action entry.delte: did you mean \"entry.delete\"?"
    ),
    ("[keys]\nzoom = \"b\"", 2, "there is no action zoom: did you mean \"pane.zoom\"?"),
    ("[keys]\nhelp = 3", 2, "help takes keys"),
    ("[keys]\nhelp = \"<F99>\"", 2, "\"<F99>\" names no keys: write them like"),
    ("[filters]\nold = \"size>abc\"", 2, "column 6: size needs a number"),
    ("[filters]\n\"a b\" = \"is:stale\"", 2, "a filter's name has letters"),
    ("[filters]\nshown = \"is:stale\"", 2, "@shown stands for entries of the moment"),
    ("[filters]\nx = \"@y\"", 2, "column 1: no filter is saved as y"),
    ("[filters]\nx = \"@x\"", 2, "column 1: saved filters name each other"),
    ("[themes.x]\nbase = \"dark\"\n[themme.x]", 3, "there is no setting themme"),
    ("[themes.dark]\nfresh = \"green\"", 1, "dark is a theme of the program"),
    ("[themes.x]\nbase = \"lihgt\"", 2, "\"lihgt\" doesn't fit: did you mean \"light\"?"),
    ("[themes.x]\n\nfersh = \"green\"", 3, "there is no role fersh: did you mean fresh?"),
    ("[themes.x]\nfresh = \"grean\"", 2, "\"grean\" is no colour and no emphasis"),
    ("[themes.x]\nfresh = \"green on\"", 2, "a colour is missing behind on"),
    ("[themes.x]\nfresh = 3", 2, "fresh takes a look"),
    ("themes.x = 3", 1, "a theme is a table: write [themes.x], and its looks below"),
    ("theme = 3", 1, "theme takes the name of a theme, such as dark"),
    ("live.window = []", 1, "live.window takes a number from 60 to 300 s"),
    ("redact = 3", 1, "redact takes a list of names"),
    (
      "[keys]\n\"nothing.near.it\" = \"x\"", 2,
      "there is no action nothing.near.it: the command palette"
    ),
  ])
  func `what is wrong is told with its line`(text: String, line: Int, sentence: String) {
    let faults = read(text).faults
    #expect(faults.count == 1)
    #expect(faults.first?.place == .line(line))
    #expect(faults.first?.sentence.hasPrefix(sentence) == true, "\(faults)")
  }

  @Test func `what is wrong keeps its default, everything else holds`() {
    let result = read("theme = \"light\"\nmouse = 3\nlive.interval = 500\nnonsense = 1\n")
    #expect(result.preferences.theme.name == "light")
    #expect(result.preferences.mouse)
    #expect(result.preferences.liveInterval == 500)
    #expect(result.faults.map(\.place) == [.line(2), .line(4)])
    #expect(result.faults.first?.words(file: "config.toml").hasPrefix("config.toml:2: ") == true)
  }

  @Test func `text that is no TOML leaves all defaults`() {
    let result = read("theme = \"light\"\nmouse = = 3\n")
    #expect(result.preferences == Preferences())
    #expect(result.faults.map(\.place) == [.line(2)])
  }

  @Test func `keys, filters and themes are a person's own`() {
    let result = read(
      """
      theme = "mine"
      [keys]
      "entry.delete" = ["X", "<F8>"]
      help = ""
      [filters]
      old = "is:stale expired>2d"
      [themes.mine]
      base = "light"
      fresh = "#00ff00 bold"
      """)
    #expect(result.faults.isEmpty)
    let keys = result.preferences.keys
    #expect(keys.action(for: .character("X"), in: .entries) == .delete)
    #expect(keys.action(for: .character("d"), in: .entries) == nil)
    #expect(keys.binding(of: .help)?.keys == [])
    #expect(result.preferences.filters == ["old": "is:stale expired>2d"])
    #expect(result.preferences.theme.name == "mine")
    let paint = result.preferences.theme.paint(Style(.fresh), depth: .full)
    #expect(paint.foreground == 46)
    #expect(paint.attributes == .bold)
  }

  @Test func `filters may be made of others, in any order`() {
    let result = read(
      "[filters]\nslow = \"@api is:stale\"\napi = \"host:api.*\"\n\"v1.x\" = \"@slow\"\n")
    #expect(result.faults.isEmpty)
    #expect(result.preferences.filters.keys.sorted() == ["api", "slow", "v1.x"])
  }

  @Test func `hostile files are answered in time`() {
    let deep = String(repeating: "[", count: 100_000)
    let texts = [
      deep, "a = " + deep, "\u{0}", "\u{FEFF}theme = \"dark\"", "a = \"\"\"", "[[keys]]\n[[keys]]",
      "a." + String(repeating: "a.", count: 50_000) + "a = 1",
      String(repeating: "x", count: 1_000_000) + " = 1",
    ]
    for text in texts { #expect(read(text).preferences.keys == .standard) }
  }
}
