/// The times of many operations of one kind, sorted.
struct Latencies: Sendable {
  private let sorted: [Int64]

  /// Times in nanoseconds, in any order.
  init(_ nanoseconds: [Int64]) { sorted = nanoseconds.sorted() }

  /// How many operations.
  var count: Int { sorted.count }
  /// The time that half of the operations kept, in microseconds.
  var median: Double { percentile(50) }
  /// The shortest time in microseconds.
  var shortest: Double { percentile(0) }

  /// The mean in microseconds.
  var mean: Double {
    sorted.isEmpty ? 0 : Double(sorted.reduce(0, +)) / Double(sorted.count) / 1e3
  }

  /// The time that so many percent of the operations kept, in microseconds; 0 without operations.
  func percentile(_ percent: Double) -> Double {
    guard !sorted.isEmpty else { return 0 }
    let index = Int(Double(sorted.count) * percent / 100)
    return Double(sorted[min(index, sorted.count - 1)]) / 1e3
  }
}

/// The middle of some numbers; 0 without any.
func median(_ numbers: [Double]) -> Double {
  guard !numbers.isEmpty else { return 0 }
  let sorted = numbers.sorted()
  let middle = sorted.count / 2
  return sorted.count.isMultiple(of: 2)
    ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
}
