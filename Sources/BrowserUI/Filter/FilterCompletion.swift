import CacheStore
import Canvas
import HTTPCaching

/// What a word of a filter can become.
enum FilterCompletion {
  /// All continuations of a word, whole words.
  static func candidates(for word: String, hosts: [String]) -> [String] {
    let sign = word.firstIndex(of: ":")
    guard let sign else {
      return FilterField.all.map { $0.name + ":" }.filter { $0.hasPrefix(word.lowercased()) }
    }
    let name = String(word[..<sign]).lowercased()
    let value = word[word.index(after: sign)...].lowercased()
    return values(of: name, hosts: hosts).filter { $0.hasPrefix(value) }.map { name + ":" + $0 }
  }

  private static func values(of field: String, hosts: [String]) -> [String] {
    switch field {
    case "host": hosts
    case "is": FilterValue.flags.map(\.rawValue) + ["marked"]
    case "has": FilterValue.things.map(\.rawValue)
    case "why": LifetimeRule.allCases.map(\.rawValue)
    case "method": ["GET", "HEAD", "POST"].map { $0.lowercased() }
    case "status": ["200", "301", "304", "404", "4xx", "5xx"]
    case "type": ["json", "html", "image", "text", "javascript", "css"]
    case "sort": EntrySort.Column.allCases.flatMap { [$0.rawValue, "-" + $0.rawValue] }
    default: []
    }
  }

  /// What all candidates begin with.
  static func commonPrefix(_ words: [String]) -> String {
    guard let first = words.first else { return "" }
    return words.dropFirst().reduce(first) { prefix, word in
      String(zip(prefix, word).prefix { $0 == $1 }.map(\.0))
    }
  }
}

extension TextField {
  /// Completes the word before the caret as far as all candidates agree; a sole candidate that is not
  /// a field gets a blank behind it.
  mutating func completeWord(_ candidates: (String) -> [String]) {
    let before = text.prefix(caret)
    let start = before.lastIndex { " (|!".contains($0) }.map { before.index(after: $0) }
    let word = String(before[(start ?? before.startIndex)...])
    let found = candidates(word)
    let common = FilterCompletion.commonPrefix(found)
    guard common.count >= word.count, !found.isEmpty else { return }
    for _ in word { _ = take(.backspace) }
    let isWhole = found.count == 1 && !common.hasSuffix(":")
    _ = take(.paste(isWhole ? common + " " : common))
  }
}
