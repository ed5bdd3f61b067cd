import CacheStore
import Canvas
import HTTPCaching

/// What a word of a filter can become.
struct FilterCompletion {
  /// A whole word, and what to tell of it: how many entries have it, or what it is.
  struct Candidate: Sendable, Hashable {
    var word: String
    var note: String

    init(_ word: String, _ note: String = "") {
      self.word = word
      self.note = note
    }

    /// The part that tells it from others of its field.
    var short: String {
      guard let sign = word.firstIndex(of: ":"), word.index(after: sign) < word.endIndex else {
        return word
      }
      return String(word[word.index(after: sign)...])
    }
  }

  var facets: FilterFacets
  var saved: SavedFilters

  /// All continuations of a word, the likeliest first.
  func candidates(for word: String) -> [Candidate] {
    if word.hasPrefix("@") {
      return saved.names.map { Candidate("@" + $0, saved[$0] ?? "") }
        .filter { $0.word.hasPrefix(word) }
    }
    if word.hasPrefix("~") {
      return FilterAlias.all.map { Candidate("~" + $0.name) }.filter { $0.word.hasPrefix(word) }
    }
    guard let sign = word.firstIndex(of: ":") else {
      guard !word.contains(where: { "=<>~".contains($0) }) else { return [] }
      return FilterField.usable.map { Candidate($0.name + ":", $0.help) }
        .filter { $0.word.hasPrefix(word.lowercased()) }
    }
    let name = String(word[..<sign]).lowercased()
    // Of a list, the last item is completed.
    let written = word[word.index(after: sign)...]
    let item = written.split(separator: ",", omittingEmptySubsequences: false).last ?? ""
    let start = name + ":" + written.dropLast(item.count)
    return values(of: name).filter { $0.word.lowercased().hasPrefix(item.lowercased()) }
      .map { Candidate(start + $0.word, $0.note) }
  }

  private func values(of field: String) -> [Candidate] {
    switch field {
    case "host": counted(.host)
    case "why": counted(.rule) + unused(LifetimeRule.allCases.map(\.rawValue), .rule)
    case "method": counted(.method)
    case "status": counted(.status) + ["4xx", "5xx"].map { Candidate($0) }
    case "type": counted(.mediaType)
    case "is": FilterValue.flagWords.map { Candidate($0) }
    case "has": FilterValue.thingWords.map { Candidate($0) }
    case "sort": EntrySort.words.map { Candidate($0) }
    case "header": Self.responseFields.map { Candidate($0) }
    case "req": Self.requestFields.map { Candidate($0) }
    default: []
    }
  }

  private func counted(_ facet: EntryFacet) -> [Candidate] {
    (facets.values[facet] ?? []).filter { !$0.value.isEmpty && !$0.value.contains(" ") }
      .map { Candidate($0.value, Numbers.grouped($0.count)) }
  }

  /// Those that no entry has, behind the others.
  private func unused(_ words: [String], _ facet: EntryFacet) -> [Candidate] {
    let known = Set((facets.values[facet] ?? []).map(\.value))
    return words.filter { !known.contains($0) }.map { Candidate($0, "0") }
  }

  private static let responseFields = [
    "age", "cache-control", "content-encoding", "content-language", "content-type", "date", "etag",
    "expires", "last-modified", "link", "location", "server", "set-cookie", "vary", "via",
    "warning",
  ]
  private static let requestFields = [
    "accept", "accept-encoding", "accept-language", "authorization", "cookie", "host", "referer",
    "user-agent",
  ]

  /// What all candidates begin with, without regard to case.
  static func commonPrefix(_ words: [String]) -> String {
    guard let first = words.first else { return "" }
    return words.dropFirst().reduce(first) { prefix, word in
      String(zip(prefix, word).prefix { $0.lowercased() == $1.lowercased() }.map(\.0))
    }
  }
}

extension TextField {
  /// The word before the caret, without a minus in front.
  private var wordBeforeCaret: String {
    let before = text.prefix(caret)
    let start = before.lastIndex { " (|!".contains($0) }.map { before.index(after: $0) }
    return String(before[(start ?? before.startIndex)...].drop { $0 == "-" })
  }

  /// Completes the word before the caret as far as all candidates agree; a sole candidate that is not
  /// a field gets a blank behind it.
  ///
  /// - Returns: the candidates.
  @discardableResult
  mutating func completeWord(
    _ find: (String) -> [FilterCompletion.Candidate]
  ) -> [FilterCompletion.Candidate] {
    let word = wordBeforeCaret
    let found = find(word)
    let common = FilterCompletion.commonPrefix(found.map(\.word))
    guard common.count >= word.count, !found.isEmpty else { return found }
    let isWhole = found.count == 1 && !common.hasSuffix(":")
    replaceWord(word, with: isWhole ? common + " " : common)
    return found
  }

  mutating func replaceWord(_ word: String, with new: String) {
    for _ in word { _ = take(.backspace) }
    _ = take(.paste(new))
  }
}
