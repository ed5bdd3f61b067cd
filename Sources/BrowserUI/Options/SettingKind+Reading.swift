import CacheStore

/// Values of settings that are written as text.
extension SettingKind {
  static func sort(_ text: String) -> Result<EntrySort, Failure> {
    if let sort = EntrySort(word: text) { return .success(sort) }
    let names = EntrySort.Column.allCases.map(\.rawValue)
    let kind = "give one of \(names.joined(separator: ", ")), with - for largest first"
    return .failure(Failure(NearestName.advice(for: text, among: names, kind: kind)))
  }

  /// Seconds, from a minute to ten years.
  static func seconds(_ text: String) -> Result<Double, Failure> {
    guard let seconds = FilterUnit.seconds.number(text), (60...longest).contains(seconds) else {
      return .failure(Failure("\"\(text)\" doesn't fit: give \(SettingKind.duration.demand)"))
    }
    return .success(seconds)
  }

  /// Bytes, from a million to a thousand tera.
  static func bytes(_ text: String) -> Result<Int64, Failure> {
    guard let bytes = FilterUnit.bytes.number(text), (1e6...largest).contains(bytes) else {
      return .failure(Failure("\"\(text)\" doesn't fit: give \(SettingKind.size.demand)"))
    }
    return .success(Int64(bytes))
  }

  private static let longest = 3_652.0 * 86_400
  private static let largest = 1e15
}

/// Values as text that reads back as the same.
extension SettingValue {
  static func sort(_ sort: EntrySort) -> SettingValue { .text(sort.word) }

  static func seconds(_ seconds: Double) -> SettingValue {
    let units: [(Double, String)] = [(86_400, "d"), (3600, "h"), (60, "m")]
    for (length, name) in units where seconds >= length {
      let count = seconds / length
      if count == count.rounded() { return .text("\(Int64(count))\(name)") }
    }
    return .text("\(Int64(max(0, min(1e12, seconds))))s")
  }

  static func bytes(_ bytes: Int64) -> SettingValue {
    for (size, name) in [(1_000_000_000, "G"), (1_000_000, "M"), (1000, "k")] as [(Int64, String)]
    where bytes >= size && bytes % size == 0 {
      return .text("\(bytes / size)\(name)")
    }
    return .text(String(bytes))
  }
}
