import CacheStore

/// A comparison of the port in a URL, as a text that a function of SQLite can take: `>= 8080`.
struct PortComparison {
  private let comparison: EntryFilter.Comparison
  private let number: Double

  init(_ comparison: EntryFilter.Comparison, _ number: Double) {
    self.comparison = comparison
    self.number = number
  }

  init?(_ text: UnsafeBufferPointer<UInt8>) {
    let parts = String(decoding: text, as: UTF8.self).split(separator: " ")
    guard parts.count == 2, let number = Double(parts[1]),
      let comparison = EntryFilter.Comparison(rawValue: String(parts[0]))
    else { return nil }
    self.init(comparison, number)
  }

  var text: String { "\(comparison.rawValue) \(number)" }

  func holds(for url: UnsafeBufferPointer<UInt8>) -> Bool {
    URLRanges.port(of: url).map { comparison.holds(Double($0), number) } ?? false
  }
}
