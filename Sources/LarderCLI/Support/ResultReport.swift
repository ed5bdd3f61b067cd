import CacheStore
import FoundationEssentials

extension OperationResult {
  /// Prints a line for each entry that changed, in the order of the rows, and complains about each that was
  /// left alone.
  ///
  /// - Throws: `Failure` with `someFailed` when there was one.
  func report(_ rows: [EntrySummary]) throws {
    let lines = Dictionary(rows.map { ($0.id, "\($0.method) \($0.url)") }) { first, _ in first }
    let places = Dictionary(rows.enumerated().map { ($1.id, $0) }) { first, _ in first }
    let inOrder = changed.sorted { places[$0.id] ?? .max < places[$1.id] ?? .max }
    for reference in inOrder { Output.line(lines[reference.id] ?? reference.id.rawValue) }
    for (reference, reason) in skipped {
      Output.complain(
        "\(lines[reference.id] ?? reference.id.rawValue) was left alone: \(reason.sentence)")
    }
    if !skipped.isEmpty { throw Failure(.someFailed) }
  }
}
