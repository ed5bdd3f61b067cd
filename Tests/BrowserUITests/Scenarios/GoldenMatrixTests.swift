import BrowserUI
import CacheStore
import Canvas
import TestSupport
import Testing

/// Every view at every size, in ASCII and as roles; what each role looks like in colours and without them is
/// one table for all.
@Suite(.ownThreads) struct GoldenMatrixTests {
  private static let sizes = [(40, 10), (80, 24), (120, 40), (200, 60)]

  /// Views that have files of their own in Unicode.
  private static let known: [(String, String)] = [
    ("home", ""), ("tree", "t"), ("trash", "d y j d y T"), ("tasks", "v 5j v r j r w"),
    ("task", "v 9j v r w <Enter>"), ("preview", "v 29j v d p j <Space>"),
    ("messages", "d y u * u :messages<Enter>"), ("options", "<F2>"), ("reasons", ":reasons<Enter>"),
    ("variants", ":variants<Enter>l"), ("compare", "<Space> <Space> ="),
  ]

  private static let others: [(String, String)] = [
    ("headers", "1 <Enter>"), ("body", "2 <Enter>"), ("explain", "3 <Enter>"),
    ("request", "4 <Enter>"), ("history", "5 <Enter>"), ("raw", "6 <Enter>"), ("help", "?"),
    ("palette", "<C-p>"), ("delete", "v 29j v d"), ("menu", "y"), ("result", "r ="),
    ("live-screen", ":live<Enter>"), ("command", ":exp<Tab>"), ("filter", "/is:<Tab>"),
  ]

  @Test(arguments: known + others)
  func `views in ASCII, and their roles`(name: String, keys: String) throws {
    var text = ""
    for (columns, rows) in Self.sizes {
      let browser = browser(keys, columns, rows, .ascii)
      #expect(browser.frame.text.allSatisfy { $0.isASCII })
      text += "== \(columns)x\(rows)\n" + browser.frame.text + browser.frame.styleRuns
    }
    try expectGolden(text, "ascii-view-\(name)")
  }

  @Test(arguments: others)
  func `views in Unicode`(name: String, keys: String) throws {
    let frames = Self.sizes.map { columns, rows in
      "== \(columns)x\(rows)\n" + browser(keys, columns, rows, .unicode).frame.text
    }
    try expectGolden(frames.joined(), "view-\(name)")
  }

  @Test func `what roles look like`() throws {
    let lines = KnownThemes.all.flatMap { theme in
      Role.allCases.map { role in
        let paints = ColorDepth.allCases.map { theme.paint(Style(role), depth: $0).words }
        return "\(theme.name) \(role.rawValue): " + paints.joined(separator: " | ") + "\n"
      }
    }
    try expectGolden(lines.joined(), "paints")
  }

  private func browser(_ keys: String, _ columns: Int, _ rows: Int, _ glyphs: Glyphs) -> Browser {
    var browser = Browser(
      columns: columns, rows: rows, preferences: Preferences(glyphs: glyphs))
    browser.model.live = LiveFixture.statistics()
    browser.answers[EntryID("1")] = .changed
    browser.keys(keys)
    return browser
  }
}

extension Paint {
  /// Numbers of colours, and emphasis: `1 on 0 bold`.
  fileprivate var words: String {
    var words = [foreground.map { "\($0)" } ?? "-"]
    if let background { words.append("on \(background)") }
    let emphases: [(Attributes, String)] = [
      (.bold, "bold"), (.underline, "underline"), (.reverse, "reverse"), (.dim, "dim"),
    ]
    words += emphases.filter { attributes.contains($0.0) }.map(\.1)
    return words.joined(separator: " ")
  }
}
