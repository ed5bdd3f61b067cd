import CacheStore
import HTTPCaching

/// A command as it was typed.
enum Command: Sendable, Hashable {
  case bulk(BulkAction, Selector)
  case filter(Filter)
  case sort(EntrySort)
  case emptyTrash
  /// To a path; the prompt asks for one where none is given.
  case write(String, path: String)
  case whatIf(WhatIf)
  /// Keeps the filter in the bar under a name, or drops one.
  case save(String)
  case forget(String)
  /// How many entries of a filter each rule gave its lifetime; nil: of those shown.
  case reasons(Filter?)
  case variants
  case action(Action)

  /// Which entries a command is about.
  enum Selector: Sendable, Hashable {
    /// The marked entries, or else the one under the cursor.
    case targets
    case focus, marked, shown, hidden, stale, all
    case matching(Filter)
  }

  static let selectors = SavedFilters.reserved.map { "@" + $0 }

  /// Commands with words of their own; every action's name is a command too.
  static let names = CommandRow.all.map(\.name) + shortNames.map(\.0)

  private static let shortNames: [(String, Action)] = [
    ("quit", .quit), ("help", .help), ("undo", .undo), ("redo", .redo), ("trash", .trash),
    ("tasks", .tasks), ("messages", .messages), ("hosts", .hosts), ("live", .live),
    ("options", .options), ("redraw", .redraw),
  ]

  /// What a first word can become: a command, or else the name of an action.
  private static func names(with prefix: String) -> [String] {
    let commands = names.filter { $0.hasPrefix(prefix) }
    return commands.isEmpty
      ? Action.allCases.map(\.rawValue).filter { $0.hasPrefix(prefix) } : commands
  }

  /// What a word can become: a command where none stands before it, else what that command takes.
  static func completions(
    of word: String, for name: String?, _ completion: FilterCompletion
  ) -> [FilterCompletion.Candidate] {
    let words: [String]
    switch name {
    case nil: return names(with: word).map { .init($0) }
    case "sort": words = EntrySort.words
    case "write": words = KnownExporters.all.map(\.name)
    case "filter", "reasons": return completion.candidates(for: word)
    case "forget": words = completion.saved.names
    case "save", "variants": words = []
    default:
      let bare = String(word.drop { $0 == "(" })
      return selectors.filter { $0.hasPrefix(word) }.map { .init($0) }
        + completion.candidates(for: bare)
    }
    return words.filter { $0.hasPrefix(word) }.map { .init($0) }
  }

  /// Reads a command, or says what would be right.
  static func parse(
    _ text: String, saved: SavedFilters = SavedFilters()
  ) -> Result<Command, Failure> {
    let trimmed = text.trimmingBlanks
    let name = String(trimmed.prefix { !$0.isWhitespace })
    let rest = String(trimmed.dropFirst(name.count)).trimmingBlanks
    switch name {
    case "delete": return bulk(.delete(.trash), rest, saved)
    case "purge": return bulk(.delete(.purge), rest, saved)
    case "expire": return bulk(.setExpiration(.expiration(.immediately)), rest, saved)
    case "revalidate": return bulk(.revalidate(isConditional: true), rest, saved)
    case "refetch": return bulk(.revalidate(isConditional: false), rest, saved)
    case "ttl": return timeToLive(rest, saved)
    case "filter": return filter(rest, saved).map { .filter($0) }
    case "reasons":
      return rest.isEmpty ? .success(.reasons(nil)) : filter(rest, saved).map { .reasons($0) }
    case "save": return savedName(rest).map { .save($0) }
    case "forget": return .success(.forget(rest.first == "@" ? String(rest.dropFirst()) : rest))
    case "variants": return .success(.variants)
    case "sort": return sort(rest)
    case "empty-trash": return .success(.emptyTrash)
    case "write": return write(rest)
    case "what-if": return whatIf(rest)
    default: return named(name)
    }
  }

  private static func savedName(_ text: String) -> Result<String, Failure> {
    let name = text.first == "@" ? String(text.dropFirst()) : text
    guard SavedFilters.isName(name) else {
      return .failure(
        Failure(name.isEmpty ? "give it a name: :save big" : SavedFilters.nameRule(name)))
    }
    return .success(name)
  }

  private static func bulk(
    _ action: BulkAction, _ rest: String, _ saved: SavedFilters
  ) -> Result<Command, Failure> {
    selector(rest, saved).map { .bulk(action, $0) }
  }

  private static func timeToLive(
    _ rest: String, _ saved: SavedFilters
  ) -> Result<Command, Failure> {
    let word = String(rest.prefix { !$0.isWhitespace })
    guard let time = TimeToLive(word) else {
      return .failure(Failure("ttl needs a time: \(TimeToLive.examples)"))
    }
    return bulk(.setExpiration(time), String(rest.dropFirst(word.count)).trimmingBlanks, saved)
  }

  private static func filter(
    _ text: String, _ saved: SavedFilters
  ) -> Result<Filter, Failure> {
    do throws(FilterError) {
      return .success(try Filter(text, saved: saved))
    } catch {
      return .failure(Failure(error.description))
    }
  }

  private static func sort(_ text: String) -> Result<Command, Failure> {
    do throws(FilterError) {
      guard let sort = try Filter("sort:" + text).sort else {
        return .failure(Failure("sort needs a column"))
      }
      return .success(.sort(sort))
    } catch {
      return .failure(Failure(error.sentence))
    }
  }

  private static func write(_ text: String) -> Result<Command, Failure> {
    let form = String(text.prefix { !$0.isWhitespace })
    guard KnownExporters.named(form) != nil else {
      let names = KnownExporters.all.map(\.name).joined(separator: ", ")
      return .failure(Failure("write needs a form: \(names)"))
    }
    return .success(.write(form, path: String(text.dropFirst(form.count)).trimmingBlanks))
  }

  private static func whatIf(_ text: String) -> Result<Command, Failure> {
    do throws(Failure) {
      return .success(.whatIf(try WhatIf(text)))
    } catch {
      return .failure(error)
    }
  }

  private static func named(_ name: String) -> Result<Command, Failure> {
    let short = shortNames.first { $0.0 == name }?.1 ?? shortNames.first { $0.0.hasPrefix(name) }?.1
    if let action = Action(rawValue: name) ?? short { return .success(.action(action)) }
    let near = NearestName.of(name, among: names + Action.allCases.map(\.rawValue)).map {
      "did you mean \($0)?"
    }
    let advice = near ?? "try delete, expire, filter, sort, help, quit"
    return .failure(Failure("no command \(name): \(advice)"))
  }

  private static func selector(
    _ text: String, _ saved: SavedFilters
  ) -> Result<Selector, Failure> {
    switch text {
    case "": return .success(.targets)
    case "@focus": return .success(.focus)
    case "@marked": return .success(.marked)
    case "@shown": return .success(.shown)
    case "@hidden": return .success(.hidden)
    case "@stale": return .success(.stale)
    case "@all": return .success(.all)
    default:
      let name = String(text.dropFirst())
      if text.hasPrefix("@"), SavedFilters.isName(name), saved[name] == nil {
        return .failure(Failure("no selector \(text): \(selectors.joined(separator: " "))"))
      }
      return filter(text, saved).map { .matching($0) }
    }
  }
}

extension String {
  /// Without blanks at both ends.
  var trimmingBlanks: String {
    let start = drop(while: \.isWhitespace)
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
  }
}
