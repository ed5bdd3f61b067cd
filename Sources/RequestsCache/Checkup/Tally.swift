import CacheStore

/// Counts what a finding is about, and keeps some examples and all items.
struct Tally {
  private(set) var count = 0
  private(set) var bytes: Int64 = 0
  private(set) var items: [String] = []
  private var parts: [String: Int] = [:]
  private var examples: [String] = []

  /// - Parameters:
  ///   - part: the word under which it counts.
  ///   - item: what a fix has to know.
  ///   - example: made only while there are few.
  mutating func add(
    part: String? = nil, bytes: Int64 = 0, count: Int = 1, item: String? = nil,
    example: @autoclosure () -> String
  ) {
    self.count += count
    self.bytes += bytes
    if let part { parts[part, default: 0] += count }
    if let item { items.append(item) }
    if examples.count < Finding.exampleLimit { examples.append(example()) }
  }

  /// Nil where nothing was counted.
  func finding(_ kind: Finding.Kind, fix: Finding.Fix? = nil) -> Finding? {
    guard count > 0 else { return nil }
    return Finding(
      kind, count: count, bytes: bytes,
      parts: parts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        .map { .init(name: $0.key, count: $0.value) },
      examples: examples, fix: fix, items: fix == nil ? [] : items)
  }
}
