import CacheStore
import HTTPCaching

/// Values out of a few words, and patterns of text.
extension FilterValue {
  static let things: [EntryFilter.Flag] = [.entityTag, .lastModified, .validator, .vary]
  static let flags = EntryFilter.Flag.allCases.filter { !things.contains($0) }
  /// What an entry may have that no index knows, with the message whose field it is.
  static let fields: [(name: String, message: ContentTest.Message)] = [
    ("set-cookie", .response), ("authorization", .request), ("warning", .response),
  ]

  /// Every word that may stand behind `is:`.
  static let flagWords = flags.map(\.rawValue) + ["marked", "inflight"]
  /// Every word that may stand behind `has:`.
  static let thingWords = things.map(\.rawValue) + fields.map(\.name)

  private static let missingFlags = [
    "trashed": "what was deleted is no entry of the list: T shows the trash",
    "pinned": "no entry is pinned: is:never are those that never expire",
  ]

  func flag(_ item: String, at place: Int) throws(FilterError) -> FilterTerm.Test {
    try requirePlainSign()
    let word = item.lowercased()
    switch word {
    case "marked": return .marked
    case "inflight": return .inflight
    default: break
    }
    if let flag = Self.flags.first(where: { $0.rawValue == word }) {
      return .search(.index(.flag(flag)))
    }
    let names = Self.flagWords.joined(separator: " ")
    throw error(Self.missingFlags[word] ?? "is: is one of \(names)", at: place)
  }

  func thing(_ item: String, at place: Int) throws(FilterError) -> EntrySearch {
    try requirePlainSign()
    let word = item.lowercased()
    if let flag = Self.things.first(where: { $0.rawValue == word }) { return .index(.flag(flag)) }
    if let field = Self.fields.first(where: { $0.name == word }) {
      return .content(.field(field.message, name: word, .exists))
    }
    throw error("has: is one of \(Self.thingWords.joined(separator: " "))", at: place)
  }

  func rule(_ item: String, at place: Int) throws(FilterError) -> EntryFilter {
    try requirePlainSign()
    let names = LifetimeRule.allCases.map(\.rawValue)
    guard item.contains(where: { "*?".contains($0) }) || names.contains(item.lowercased()) else {
      throw error("why is one of \(names.joined(separator: " "))", at: place)
    }
    return .glob(.rule, item)
  }

  /// A host that names no port is asked for on whichever port it answers; `=` takes it as it stands.
  static func host(_ item: String) -> EntryFilter {
    // Of an address of IPv6 the colons are within brackets.
    let name = item.hasSuffix("]") ? "" : item
    if name.contains(":") || item.hasSuffix("*") { return .glob(.host, item) }
    return .or([.glob(.host, item), .glob(.host, item + ":*")])
  }

  /// `json` is a subtype or a structured suffix, or all that there is; `image` is a type, `text/*` a glob
  /// of both.
  static func mediaType(_ item: String) -> EntryFilter {
    if item.contains("/") { return .glob(.mediaType, item) }
    // Any type is one.
    if isAny(item) { return .glob(.mediaType, "?*") }
    return .or([
      .glob(.mediaType, "*/" + item), .glob(.mediaType, "*+" + item),
      .glob(.mediaType, item + "/*"), .glob(.mediaType, item),
    ])
  }

  private static func isAny(_ glob: String) -> Bool { glob.allSatisfy { $0 == "*" } }

  /// A member of the list that the field is; of an empty one there is none.
  static func vary(_ item: String) -> EntryFilter {
    if isAny(item) { return .flag(.vary) }
    return .or(
      ["", "*,", "*, "].flatMap { before in
        ["", ",*", " ,*"].map { .glob(.vary, before + item + $0) }
      })
  }

  // MARK: Patterns

  func pattern(_ source: String) throws(FilterError) -> TextPattern {
    guard field.takesPatterns else { throw signError(plainSigns) }
    do {
      return try TextPattern(source)
    } catch {
      throw self.error(error.sentence, at: column + (isQuoted ? 1 : 0) + error.column)
    }
  }

  private var plainSigns: String {
    switch field.kind {
    case .flag, .thing, .redirect: ": = !="
    case .sort, .limit: ":"
    default: "< <= = != >= > :"
    }
  }

  /// What a pattern behind the field's name asks for.
  func search(matching pattern: TextPattern) throws(FilterError) -> EntrySearch {
    switch field.kind {
    case .text(let column): .index(.pattern(column, pattern))
    case .mediaType: .index(.pattern(.mediaType, pattern))
    case .rule: .index(.pattern(.rule, pattern))
    case .vary: .index(.pattern(.vary, pattern))
    case .header(let message): .content(.field(message, name: nil, .line(pattern)))
    case .fieldValue(let name): .content(.field(.response, name: name, .pattern(pattern)))
    case .lastModified:
      .content(.field(.response, name: "last-modified", .pattern(pattern)))
    case .body: .content(.body(pattern))
    default: throw signError(plainSigns)
    }
  }
}
