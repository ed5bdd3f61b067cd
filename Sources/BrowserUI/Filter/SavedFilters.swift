/// Filters by name: `:save name` keeps the one in the bar, `@name` stands for it in others.
package struct SavedFilters: Sendable, Hashable {
  /// The texts by name.
  package private(set) var texts: [String: String]
  /// Those of the configuration: they hold where none was saved under their name, and aren't saved again.
  package var configured: [String: String] = [:]

  /// What becomes of one name.
  package struct Change: Sendable, Hashable {
    package var name: String
    /// The filter that it stands for from now on; nil where it stands for none.
    package var text: String?
  }

  /// The same with a change made; nil where there is no room for one more.
  package func applying(_ change: Change) -> SavedFilters? {
    guard change.text == nil || texts[change.name] != nil || texts.count < Self.limit else {
      return nil
    }
    var filters = self
    filters[change.name] = change.text
    return filters
  }

  /// More than anyone keeps, so that a file made by somebody else stays small.
  package static let limit = 200

  /// Those whose name is one.
  package init(_ texts: [String: String] = [:]) {
    let known = texts.filter { Self.isName($0.key) }.sorted { $0.key < $1.key }.prefix(Self.limit)
    self.texts = Dictionary(uniqueKeysWithValues: known.map { ($0.key, $0.value) })
  }

  /// All names, in order.
  package var names: [String] { Set(texts.keys).union(configured.keys).sorted() }

  package subscript(_ name: String) -> String? {
    get { texts[name] ?? configured[name] }
    set { texts[name] = newValue }
  }

  /// Names that a command has for entries of the moment.
  static let reserved = ["focus", "marked", "shown", "hidden", "stale", "all"]

  /// Whether a text can be a name: letters, digits, `-`, `_` and `.`, and not what selectors are called.
  package static func isName(_ name: String) -> Bool {
    (1...40).contains(name.count) && name.allSatisfy(isNameCharacter) && !reserved.contains(name)
  }

  /// Why a text is no name.
  package static func nameRule(_ name: String) -> String {
    reserved.contains(name)
      ? "@\(name) stands for entries of the moment: take another name"
      : "a filter's name has letters, digits, - _ . alone, 40 at most"
  }

  static func isNameCharacter(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || "-_.".contains(character))
  }
}
