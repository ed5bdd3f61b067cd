import CacheStore
import HTTPCaching

extension StoreChange {
  /// From so many entries on a change takes long enough to be told of.
  private static let manyEntries = 200

  /// What is being done, such as `deleting 20,000 entries`.
  var words: String {
    switch self {
    case .delete(let references, _, _): Self.words("deleting", references.count)
    case .setExpiration(let expiration, let references):
      Self.words(expiration == .immediately ? "expiring" : "setting", references.count)
    case .undo: "undoing"
    case .redo: "doing again"
    case .bringBack: "bringing back"
    case .restore: "restoring"
    }
  }

  /// The same; nil for what is done at once, unless a lock has to be waited for.
  var doing: String? {
    switch self {
    case .delete(let references, _, _), .setExpiration(_, let references):
      references.count < Self.manyEntries ? nil : words
    case .undo, .redo, .bringBack: words
    case .restore: nil
    }
  }

  /// How many entries it is about; nil where only the store knows.
  var count: Int? {
    switch self {
    case .delete(let references, _, _), .setExpiration(_, let references): references.count
    case .undo, .redo, .restore, .bringBack: nil
    }
  }

  /// Whether it can end half way: half of an undo could not be undone.
  var canBeStopped: Bool { count != nil }

  private static func words(_ verb: String, _ count: Int) -> String {
    "\(verb) \(Numbers.count(count, "entry", "entries"))"
  }
}
