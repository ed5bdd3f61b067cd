/// Names in lower case, for the question whether one is among them, which is asked for every field of a message:
/// to compare it with the few of its length costs less than its hash.
struct NameSet: Sendable, Hashable {
  let names: Set<String>
  private let byLength: [[String]]

  init(_ names: Set<String>) {
    self.names = names
    let longest = names.map(\.utf8.count).max() ?? 0
    byLength = (0...longest).map { length in names.filter { $0.utf8.count == length }.sorted() }
  }

  /// - Parameter name: in lower case.
  func contains(_ name: String) -> Bool {
    let length = name.utf8.count
    return length < byLength.count && byLength[length].contains(name)
  }
}
