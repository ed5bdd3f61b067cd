import BodyViews
import CacheStore
import Canvas

extension MenuDialog {
  /// Columns to sort by; the same one again reverses.
  static func sort(_ model: Model) -> MenuDialog {
    MenuDialog(
      "Sort by",
      EntrySort.Column.allCases.map { column in
        Item(
          letter: column.letter, text: column.title, isCurrent: model.sort.column == column,
          choose: { model in model.setSort(model.sort.choosing(column)) })
      })
  }

  static func copy() -> MenuDialog {
    MenuDialog(
      "Copy",
      [
        Item(letter: "u", text: "URL", choose: { $0.copy(.url) }),
        Item(letter: "c", text: "curl, secrets redacted") { $0.copy(.curl(withSecrets: false)) },
        Item(letter: "C", text: "curl with secrets") { $0.copy(.curl(withSecrets: true)) },
        Item(letter: "h", text: "headers, secrets redacted", choose: { $0.copy(.headers) }),
        Item(letter: "b", text: "body", choose: { $0.copy(.body) }),
        Item(letter: "k", text: "cache key", choose: { $0.copy(.key) }),
        Item(letter: "e", text: "explanation", choose: { $0.copy(.explanation) }),
        Item(letter: "j", text: "JSON, secrets redacted", choose: { $0.copy(.json) }),
      ])
  }

  /// Forms to write the marked entries in, or the one under the cursor.
  static func write(withSecrets: Bool = false) -> MenuDialog {
    let forms = KnownExporters.all.compactMap { exporter in
      exporter.letter.map { letter in
        Item(letter: letter, text: exporter.title) {
          $0.writePrompt(exporter, withSecrets: withSecrets)
        }
      }
    }
    let secrets = Item(letter: "s", text: withSecrets ? "secrets: left in" : "secrets: redacted") {
      $0.open(MenuDialog.write(withSecrets: !withSecrets))
    }
    return MenuDialog("Write to a file", forms + [secrets])
  }

  /// Ways to show a body.
  static func bodyModes(_ model: Model) -> MenuDialog {
    let automatic = Item(letter: "0", text: "automatic", isCurrent: model.viewer.mode == nil) {
      $0.showBody(as: nil)
    }
    let views = zip("123456789abcdefghijklmnop", KnownViews.all).map { letter, view in
      let id = view.id
      return Item(
        letter: letter, text: view.title.plainText, isCurrent: model.viewer.mode == id,
        choose: { $0.showBody(as: id) })
    }
    return MenuDialog("Show body as", [automatic] + views)
  }
}

extension Model {
  mutating func stepSort(by step: Int) -> [Effect] {
    let columns = EntrySort.Column.allCases
    guard let place = columns.firstIndex(of: sort.column) else { return [] }
    let next = columns[(place + step + columns.count) % columns.count]
    return setSort(EntrySort(next, descending: next.isLargestFirst))
  }
}

extension EntrySort {
  var reversed: EntrySort { EntrySort(column, descending: !isDescending) }

  /// Choosing the column that is already chosen turns the order round.
  func choosing(_ column: Column) -> EntrySort {
    column == self.column ? reversed : EntrySort(column, descending: column.isLargestFirst)
  }
}

extension EntrySort.Column {
  /// Its letter in the sort menu.
  var letter: Character {
    switch self {
    case .timeToLive: "e"
    case .state: "s"
    case .method: "m"
    case .status: "c"
    case .url: "u"
    case .size: "z"
    case .age: "a"
    case .rule: "r"
    case .hits: "h"
    case .mediaType: "t"
    case .lastUsed: "l"
    case .stored: "i"
    }
  }

  var title: String {
    switch self {
    case .timeToLive: "expires"
    case .state: "state"
    case .method: "method"
    case .status: "status code"
    case .url: "URL"
    case .size: "size"
    case .age: "age"
    case .rule: "rule"
    case .hits: "hits"
    case .mediaType: "type"
    case .lastUsed: "last used"
    case .stored: "stored"
    }
  }

  /// Whether large values are the interesting ones.
  var isLargestFirst: Bool {
    switch self {
    case .size, .hits, .lastUsed, .stored: true
    default: false
    }
  }
}
