package import CacheStore

/// What revalidations found out, by entry: the latest ones, as far as there is room for the bodies that are
/// compared.
package struct TaskResults: Sendable {
  private var reports: [EntryID: RevalidationReport] = [:]
  /// The entries in the order in which they were asked about.
  private var order: [EntryID] = []
  private var bytes = 0

  /// Reports, and bytes of bodies in them, that are kept at most.
  private static let limit = 500
  private static let byteLimit = 8_000_000

  /// The latest report about an entry.
  package subscript(_ id: EntryID) -> RevalidationReport? { reports[id] }

  mutating func add(_ report: RevalidationReport) {
    let id = report.after?.summary.id ?? report.reference.id
    remove(id)
    reports[id] = report
    order.append(id)
    bytes += Self.bytes(of: report)
    while let oldest = order.first, order.count > Self.limit || bytes > Self.byteLimit, oldest != id
    {
      remove(oldest)
    }
  }

  private mutating func remove(_ id: EntryID) {
    guard let report = reports.removeValue(forKey: id) else { return }
    bytes -= Self.bytes(of: report)
    if let place = order.firstIndex(of: id) { order.remove(at: place) }
  }

  /// At most: what is kept of compared bodies are their lines.
  private static func bytes(of report: RevalidationReport) -> Int {
    switch report.body {
    case .json, .lines:
      Int(clamping: (report.before?.body.size ?? 0) + (report.after?.body.size ?? 0))
    default: 0
    }
  }
}
