import BrowserUI
import Canvas
import Testing

/// Keys of a person's own: what can be bound, and what can't for safety's sake.
@Suite struct KeyRemapTests {
  @Test func `a remap takes the place of all keys of the action`() {
    let (map, faults) = KeyMap.standard(with: [KeyRemap(.delete, "X <F8>")])
    #expect(faults.isEmpty)
    #expect(map.action(for: .character("X"), in: .entries) == .delete)
    #expect(map.action(for: .function(8), in: .entries) == .delete)
    #expect(map.action(for: .character("d"), in: .entries) == nil)
    #expect(map.binding(of: .delete)?.keyNames.plainText == "X F8")
  }

  @Test func `two actions can swap their keys`() {
    let (map, faults) = KeyMap.standard(with: [KeyRemap(.zoom, "t"), KeyRemap(.hosts, "z")])
    #expect(faults.isEmpty)
    #expect(map.action(for: .character("t"), in: .entries) == .zoom)
    #expect(map.action(for: .character("z"), in: .entries) == .hosts)
  }

  @Test func `a clash leaves the action its own keys, also where that clashes in turn`() {
    let (map, faults) = KeyMap.standard(with: [
      KeyRemap(.zoom, "t"), KeyRemap(.hosts, "e"), KeyRemap(.live, "X"),
    ])
    #expect(map.action(for: .character("t"), in: .entries) == .hosts)
    #expect(map.action(for: .character("z"), in: .entries) == .zoom)
    #expect(map.action(for: .character("e"), in: .entries) == .expire)
    #expect(map.action(for: .character("X"), in: .entries) == .live)
    #expect(faults.count == 2)
    for context in KeyContext.allCases {
      let keys = map.bindings.filter { $0.contexts.contains(context) }.flatMap(\.keys)
      #expect(Set(keys).count == keys.count)
    }
  }

  @Test func `keys in contexts apart don't clash`() {
    let (map, faults) = KeyMap.standard(with: [KeyRemap(.livePause, "d")])
    #expect(faults.isEmpty)
    #expect(map.action(for: .character("d"), in: .live) == .livePause)
    #expect(map.action(for: .character("d"), in: .entries) == .delete)
  }

  @Test(arguments: [
    (Action.delete, "y"), (.delete, "<Enter>"), (.delete, "<C-d>"), (.purge, "<Space>"),
    (.purge, "n"), (.expire, "j"), (.revalidate, "<Down>"), (.refetch, "<Tab>"),
    (.undo, "<C-u>"), (.quit, "y"), (.delete, "5"), (.headers, "2"), (.help, "<Esc>"),
    (.help, "<C-c>"), (.help, "<C-i>"), (.help, "<C-M>"), (.escape, "X"), (.help, "<Nope>"),
  ])
  func `what would be dangerous or dead can't be bound`(action: Action, keys: String) {
    let (map, faults) = KeyMap.standard(with: [KeyRemap(action, keys)])
    #expect(faults.map(\.action) == [action])
    #expect(map == .standard)
  }

  @Test func `the table itself keeps the rules`() {
    for row in KeyMap.all {
      let keys = row.keys.map(\.notation).joined(separator: " ")
      let (map, faults) = KeyMap.standard(with: [KeyRemap(row.action, keys)])
      #expect(faults.isEmpty, "\(row.action): \(faults)")
      #expect(map == .standard)
    }
  }

  /// Keys of everything that a hint names.
  private static let remapped = KeyMap.standard(with: [
    KeyRemap(.back, "b"), KeyRemap(.undo, "Z"), KeyRemap(.copyMenu, "c"), KeyRemap(.findNext, "f"),
    KeyRemap(.trash, "B"), KeyRemap(.livePause, "a"), KeyRemap(.saveOptions, "P"),
  ])

  @Test(arguments: [
    ("T", "b back"), ("B", "Z undo last change"), ("w", "b back"), ("<F2>", "P save"),
    (":messages<Enter>", "b back"), (":reasons<Enter>", "b back"), (":variants<Enter>", "b back"),
    ("?", "b close"), ("d", "Z restores"), ("d p", "b back"), ("L", "a pause"),
  ])
  func `hints name a person's own keys, and these work`(keys: String, hint: String) {
    #expect(Self.remapped.faults.isEmpty)
    var preferences = Preferences()
    preferences.keys = Self.remapped.map
    var browser = Browser(columns: 120, rows: 40, preferences: preferences)
    browser.keys(keys == "T" ? "B" : keys)
    #expect(browser.contains(hint), "\(browser.frame.text)")
    #expect(!browser.contains("q back") && !browser.contains("u undo"))
    guard hint.hasPrefix("b ") else { return }
    let depth = browser.model.screens.count
    browser.keys("b")
    #expect(browser.model.screens.count == depth - 1)
  }

  @Test func `a screen can be left where back was given no key`() {
    var preferences = Preferences()
    preferences.keys = KeyMap.standard(with: [KeyRemap(.back, "")]).map
    var browser = Browser(preferences: preferences)
    browser.keys("T")
    #expect(browser.line(0).contains("Esc back"))
    browser.resize(20, 5)
    #expect(browser.contains("Q quits"))
    browser.keys("q")
    #expect(!browser.effects.contains(.quit))
    browser.keys("Q")
    #expect(browser.effects.contains(.quit))
  }

  @Test func `footer, help, palette and status line follow`() {
    var preferences = Preferences()
    preferences.keys =
      KeyMap.standard(with: [
        KeyRemap(.delete, "X <F9>"), KeyRemap(.palette, "<C-p> <F8>"), KeyRemap(.help, "H <F1>"),
      ]).map
    var browser = Browser(preferences: preferences)
    #expect(browser.line(23).contains("F8Menu F9Delete"))
    #expect(browser.status.contains("H keys"))
    browser.keys("H")
    browser.type("delete to")
    #expect(browser.contains("X F9"))
    browser.keys("<Esc> <Esc> <C-p>")
    browser.type("delete to")
    #expect(browser.contains("X F9"))
    browser.keys("<Esc> d")
    #expect(browser.model.screens.isEmpty)
    browser.keys("X")
    #expect(browser.contains("Delete 1 entry?"))
    browser.keys("X <Enter>")
    #expect(browser.store.entries.count == 1284)
  }

  @Test func `the short footer has the keys that there are`() {
    var preferences = Preferences()
    preferences.keys =
      KeyMap.standard(with: [
        KeyRemap(.delete, "X"), KeyRemap(.expire, "<F5>"), KeyRemap(.revalidate, "r"),
      ])
      .map
    let browser = Browser(columns: 50, rows: 12, preferences: preferences)
    #expect(browser.lines[11].hasPrefix(" ?help /filt r-eval"))
    #expect(browser.lines[11].contains(" F5 exp X del q"))
  }

  @Test func `without a key an action is in palette and command line`() {
    var preferences = Preferences()
    preferences.keys = KeyMap.standard(with: [KeyRemap(.zoom, "")]).map
    var browser = Browser(preferences: preferences)
    browser.keys("z")
    #expect(browser.model.choices.zoomed == nil)
    browser.keys(":")
    browser.type("pane.zoom")
    browser.keys("<Enter>")
    #expect(browser.model.choices.zoomed == .list)
  }
}
