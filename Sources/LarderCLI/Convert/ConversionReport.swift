import BrowserUI
import CacheStore

/// What a conversion came to.
struct ConversionReport {
  private var entries = 0
  private var aliases = 0
  private(set) var bytes: Int64 = 0
  /// Entries that are dealt with, whatever became of them.
  private(set) var done = 0
  private var needless: [String: Int] = [:]
  private var left: [String: (count: Int, examples: [String])] = [:]

  private static let exampleLimit = 5

  /// Whether all went that should.
  var isComplete: Bool { left.isEmpty }

  mutating func note(_ carried: Carried, _ name: @autoclosure () -> String) {
    done += 1
    switch carried {
    case .over(let entries, let aliases, let bytes):
      self.entries += entries
      self.aliases += aliases
      self.bytes += bytes
    case .needless(let reason): needless[reason, default: 0] += 1
    case .left(let reason):
      var group = left[reason] ?? (0, [])
      group.count += 1
      if group.examples.count < Self.exampleLimit { group.examples.append(name()) }
      left[reason] = group
    }
  }

  func print(to target: String) {
    var line = "\(Numbers.count(entries, "entry", "entries")), \(Sizes.long(bytes)) of bodies"
    if aliases > 0 { line += ", \(Numbers.count(aliases, "alias", "aliases"))" }
    Output.line("\(line) in \(target)")
    for (reason, count) in needless.sorted(by: { $0.key < $1.key }) {
      Output.line("not needed: \(Numbers.count(count, "entry", "entries")), \(reason)")
    }
    for (reason, group) in left.sorted(by: { $0.key < $1.key }) {
      Output.complain(
        "not carried over: \(Numbers.count(group.count, "entry", "entries")), as each \(reason): "
          + group.examples.joined(separator: ", "))
    }
  }

  func json(to target: String) -> JSONText {
    .object([
      ("target", .string(target)), ("entries", .integer(Int64(entries))),
      ("aliases", .integer(Int64(aliases))), ("bytes", .integer(bytes)),
      (
        "not_needed",
        .array(
          needless.sorted { $0.key < $1.key }.map {
            .object([("reason", .string($0.key)), ("count", .integer(Int64($0.value)))])
          })
      ),
      (
        "left",
        .array(
          left.sorted { $0.key < $1.key }.map { reason, group in
            .object([
              ("reason", .string(reason)), ("count", .integer(Int64(group.count))),
              ("examples", .array(group.examples.map(JSONText.string))),
            ])
          })
      ),
    ])
  }
}
