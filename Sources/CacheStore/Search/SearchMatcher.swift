package import FoundationEssentials
import HTTPCaching
import HTTPTypes

/// Tells of one entry after another whether a search holds for it. For one thread.
package final class SearchMatcher {
  private let search: EntrySearch
  private let now: Date
  private var matchers: [TextPattern: PatternMatcher] = [:]
  private var isOpaque = false

  /// Entries that don't match, and whose bodies could be looked at only in a coding that can't be undone here.
  package private(set) var opaque = 0

  /// - Parameters:
  ///   - search: what is looked for.
  ///   - now: the moment for which states and times are meant.
  package init(_ search: EntrySearch, now: Date) {
    self.search = search.cheapestFirst
    self.now = now
  }

  /// Whether the search holds.
  ///
  /// - Throws: what the entry throws where a part of it can't be read.
  package func matches(_ entry: some SearchedEntry) throws -> Bool {
    isOpaque = false
    let isMatch = try holds(search, entry)
    if !isMatch, isOpaque { opaque += 1 }
    return isMatch
  }

  private func holds(_ search: EntrySearch, _ entry: some SearchedEntry) throws -> Bool {
    switch search {
    case .index(.all): true
    case .index(let filter): filter.matches(try entry.summary, now: now)
    case .content(let test): try holds(test, entry)
    case .and(let parts): try parts.allSatisfy { try holds($0, entry) }
    case .or(let parts): try parts.contains { try holds($0, entry) }
    case .not(let inner): try !holds(inner, entry)
    }
  }

  private func holds(_ test: ContentTest, _ entry: some SearchedEntry) throws -> Bool {
    switch test {
    case .field(let message, let name, let test):
      let heads = try entry.heads
      return holds(test, name, message == .request ? heads.request : heads.response)
    case .headerBytes(let comparison, let number):
      let bytes = try entry.heads.response.reduce(0) {
        $0 + $1.name.rawName.utf8.count + 4 + $1.withUnsafeBytesOfValue(\.count)
      }
      return comparison.holds(Double(bytes), number)
    case .redirect(let glob):
      let heads = try entry.heads
      return (heads.redirects + heads.response[values: .location])
        .contains { TextMatch.glob($0, glob) }
    case .body(let pattern): return try isFound(pattern, in: entry)
    }
  }

  private func matcher(_ pattern: TextPattern) -> PatternMatcher {
    if let known = matchers[pattern] { return known }
    let new = PatternMatcher(pattern)
    matchers[pattern] = new
    return new
  }

  // MARK: Fields

  private func holds(_ test: FieldTest, _ name: String?, _ fields: HTTPFields) -> Bool {
    if let name, !name.contains(where: { "*?".contains($0) }) {
      guard let name = HTTPField.Name(name), fields.contains(name) else { return false }
    }
    return fields.contains { field in
      name.map { TextMatch.glob(field.name.canonicalName, $0) } ?? true && holds(test, field)
    }
  }

  private func holds(_ test: FieldTest, _ field: HTTPField) -> Bool {
    switch test {
    case .exists: true
    case .glob(let glob): Self.members(of: field.value).contains { TextMatch.glob($0, glob) }
    case .pattern(let pattern): found(pattern, field.value)
    case .line(let pattern): found(pattern, field.name.canonicalName + ": " + field.value)
    case .moment(let comparison, let moment):
      HTTPDate.parse(field.value, now: now).map {
        comparison.holds($0.timeIntervalSinceReferenceDate, moment)
      } ?? false
    }
  }

  private func found(_ pattern: TextPattern, _ text: String) -> Bool {
    var text = text
    return text.withUTF8 { matcher(pattern).matches($0) }
  }

  /// A value, its members where it is a list, and each without the quotes of an entity tag.
  private static func members(of value: String) -> [String] {
    var members = [value]
    if value.contains(",") { members += value.split(separator: ",").map(trimmed) }
    return members + members.filter { $0.hasSuffix("\"") }.map(unquoted)
  }

  private static func trimmed(_ text: Substring) -> String {
    let start = text.drop { $0 == " " || $0 == "\t" }
    return String(start.prefix { $0 != ";" }.reversed().drop { $0 == " " }.reversed())
  }

  private static func unquoted(_ tag: String) -> String {
    let start = tag.hasPrefix("W/\"") ? tag.dropFirst(3) : tag.drop { $0 == "\"" }
    return String(start.dropLast())
  }

  // MARK: Bodies

  private func isFound(_ pattern: TextPattern, in entry: some SearchedEntry) throws -> Bool {
    let matcher = matcher(pattern)
    matcher.begin()
    let decoder = ContentDecoding(try entry.contentCoding)
    var isFound = false
    let look = { (decoded: UnsafeRawBufferPointer) in
      isFound = matcher.feed(decoded.bindMemory(to: UInt8.self))
      return !isFound
    }
    try entry.readBody { piece in
      decoder.decode(piece, look)
      return !isFound && decoder.mayGoOn
    }
    if !isFound { decoder.finish(look) }
    if decoder.isOpaque { isOpaque = true }
    return isFound || matcher.finish()
  }
}

extension EntrySearch {
  /// The same with those parts in front for which the least has to be read.
  fileprivate var cheapestFirst: EntrySearch {
    switch self {
    case .index, .content: return self
    case .not(let inner): return .not(inner.cheapestFirst)
    case .and(let parts): return .and(Self.sorted(parts))
    case .or(let parts): return .or(Self.sorted(parts))
    }
  }

  private static func sorted(_ parts: [EntrySearch]) -> [EntrySearch] {
    parts.map(\.cheapestFirst).enumerated()
      .sorted { ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset) }.map(\.element)
  }
}
