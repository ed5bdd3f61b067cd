/// Finds the name that somebody may have meant.
package enum NearestName {
  /// The name with the fewest changed letters, if those are few.
  package static func of(_ word: String, among names: [String]) -> String? {
    let word = Array(word.lowercased().prefix(limit))
    let near = names.map {
      (name: $0, distance: distance(word, Array($0.lowercased().prefix(limit))))
    }
    guard word.count > 2, let best = near.min(by: { $0.distance < $1.distance }) else { return nil }
    return best.distance <= max(1, (min(word.count, best.name.count) + 1) / 3) ? best.name : nil
  }

  /// A sentence about a word that is none of the names.
  package static func advice(for word: String, among names: [String], kind: String) -> String {
    let near = of(word, among: names).map { ": did you mean \"\($0)\"?" }
    return "\"\(word)\" doesn't fit" + (near ?? ": \(kind)")
  }

  /// Names are short; what is longer was not meant to be one.
  private static let limit = 64

  /// How many letters have to be added, taken away, changed, or swapped with their neighbour.
  private static func distance(_ one: [Character], _ other: [Character]) -> Int {
    var before: [Int] = []
    var last = Array(0...other.count)
    for (row, letter) in one.enumerated() {
      var line = [row + 1]
      for (column, target) in other.enumerated() {
        var best = min(
          line[column] + 1, last[column + 1] + 1, last[column] + (letter == target ? 0 : 1))
        if row > 0, column > 0, letter == other[column - 1], one[row - 1] == target {
          best = min(best, before[column - 1] + 1)
        }
        line.append(best)
      }
      (before, last) = (last, line)
    }
    return last[other.count]
  }
}
