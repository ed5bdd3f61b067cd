package import CacheStore

/// A filter as it was written: the tree that becomes a query and a normalised text.
package indirect enum FilterExpression: Sendable, Hashable {
  case all
  case and([FilterExpression])
  case or([FilterExpression])
  case not(FilterExpression)
  case word(String)
  case term(FilterTerm)
  /// A filter that was saved under a name.
  case saved(String, FilterExpression)

  /// The text in its normal form: fields in lower case, one space, `and` left out.
  package var text: String { text(inside: .or) }

  private enum Level { case or, and, not }

  private func text(inside level: Level) -> String {
    switch self {
    case .all: return ""
    case .word(let word): return FilterTerm.quoted(word: word)
    case .term(let term): return term.text
    case .saved(let name, _): return "@" + name
    case .not(let inner): return "not " + inner.text(inside: .not)
    case .and(let parts):
      let text = parts.map { $0.text(inside: .and) }.joined(separator: " ")
      return level == .not ? "(\(text))" : text
    case .or(let parts):
      let text = parts.map { $0.text(inside: .and) }.joined(separator: " or ")
      return level == .or ? text : "(\(text))"
    }
  }

  /// What is looked for.
  func search(_ context: FilterContext) -> EntrySearch {
    switch self {
    case .all: .index(.all)
    case .and(let parts): .and(parts.map { $0.search(context) })
    case .or(let parts): .or(parts.map { $0.search(context) })
    case .not(let inner): .not(inner.search(context))
    case .word(let word): .index(.urlContains(word))
    case .term(let term): term.search(context)
    case .saved(_, let expression): expression.search(context)
    }
  }
}

/// What a filter can refer to besides the entries themselves.
package struct FilterContext: Sendable, Hashable {
  /// The marked entries, for `is:marked`.
  package var marked: Set<EntryID>
  /// Those that are being revalidated, for `is:inflight`.
  package var inflight: Set<EntryID>

  package init(marked: Set<EntryID> = [], inflight: Set<EntryID> = []) {
    self.marked = marked
    self.inflight = inflight
  }
}
