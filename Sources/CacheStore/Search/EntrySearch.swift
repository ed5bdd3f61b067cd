/// Which entries, where that may depend on their heads and bodies too: an `EntryFilter` for what the index
/// has, and tests of content beside it.
public indirect enum EntrySearch: Sendable, Hashable {
  /// What the index answers.
  case index(EntryFilter)
  /// What has to be read.
  case content(ContentTest)
  /// Those that match each of them; all entries when empty.
  case and([EntrySearch])
  /// Those that match any of them; none when empty.
  case or([EntrySearch])
  /// Those that don't match.
  case not(EntrySearch)

  /// The search as a filter; nil where content has to be read.
  public var filter: EntryFilter? {
    switch self {
    case .index(let filter): return filter
    case .content: return nil
    case .not(let inner): return inner.filter.map { .not($0) }
    case .and(let parts):
      let filters = parts.compactMap(\.filter)
      return filters.count == parts.count ? .and(filters) : nil
    case .or(let parts):
      let filters = parts.compactMap(\.filter)
      return filters.count == parts.count ? .or(filters) : nil
    }
  }

  /// A filter that lets through all that can match: the part of the search that the index answers.
  public var necessaryFilter: EntryFilter { bound(isUpper: true) }

  /// A filter that holds whenever the search does, or only where it does.
  private func bound(isUpper: Bool) -> EntryFilter {
    switch self {
    case .index(let filter): return filter
    case .content: return isUpper ? .all : .or([])
    case .not(let inner): return .not(inner.bound(isUpper: !isUpper))
    case .and(let parts): return .and(parts.map { $0.bound(isUpper: isUpper) })
    case .or(let parts): return .or(parts.map { $0.bound(isUpper: isUpper) })
    }
  }
}

/// A test of an entry's heads or body.
public enum ContentTest: Sendable, Hashable {
  /// A message has a field of that name (without regard to case; nil for any) with such a value.
  case field(Message, name: String?, FieldTest)
  /// The fields of the response have so many bytes, as HTTP/1.1 would send them.
  case headerBytes(EntryFilter.Comparison, Double)
  /// A URL that redirected to the entry, or one that the entry redirects to, matches a glob.
  case redirect(String)
  /// The body has a place that matches, with its content coding undone.
  case body(TextPattern)

  /// One of the two messages of an exchange.
  public enum Message: Sendable, Hashable { case request, response }
}

/// A test of a field's value.
public enum FieldTest: Sendable, Hashable {
  /// Whatever it is.
  case exists
  /// The value, or a member of its list, matches a glob; quotes of an entity tag may be left out.
  case glob(String)
  /// The value has a place that matches.
  case pattern(TextPattern)
  /// The field as a line, `name: value` with the name in lower case, has a place that matches.
  case line(TextPattern)
  /// The value as an HTTP date compares to a number of seconds since 2001.
  case moment(EntryFilter.Comparison, Double)
}

extension ContentTest {
  /// How much has to be read for it, in order.
  enum Cost: Comparable { case index, heads, body }

  var cost: Cost { if case .body = self { .body } else { .heads } }
}

extension EntrySearch {
  /// Whether bodies have to be read for it.
  package var readsBodies: Bool { cost == .body }

  /// The dearest part.
  var cost: ContentTest.Cost {
    switch self {
    case .index: .index
    case .content(let test): test.cost
    case .not(let inner): inner.cost
    case .and(let parts), .or(let parts): parts.map(\.cost).max() ?? .index
    }
  }
}
