import Canvas
import HTTPCaching
import HTTPTypes

/// A difference between two heads.
enum FieldChange: Sendable, Hashable {
  case changed(name: String, from: String, to: String)
  case added(name: String, value: String)
  case removed(name: String, value: String)

  /// What differs, in the order of the new head, then what went. Fields that occur more than once are
  /// compared as the list of their values.
  static func between(_ before: HTTPFields, _ after: HTTPFields) -> [FieldChange] {
    var changes: [FieldChange] = []
    for name in names(after) {
      let new = after[values: name].joined(separator: ", ")
      let old = before[values: name].joined(separator: ", ")
      if before[values: name].isEmpty {
        changes.append(.added(name: name.canonicalName, value: new))
      } else if old != new {
        changes.append(.changed(name: name.canonicalName, from: old, to: new))
      }
    }
    for name in names(before) where after[values: name].isEmpty {
      let old = before[values: name].joined(separator: ", ")
      changes.append(.removed(name: name.canonicalName, value: old))
    }
    return changes
  }

  private static func names(_ fields: HTTPFields) -> [HTTPField.Name] {
    var seen: Set<HTTPField.Name> = []
    return fields.map(\.name).filter { seen.insert($0).inserted }
  }

  /// `3 changed, 1 added`
  static func summary(_ changes: [FieldChange]) -> String {
    let counts = [
      ("changed", changes.count { if case .changed = $0 { true } else { false } }),
      ("added", changes.count { if case .added = $0 { true } else { false } }),
      ("removed", changes.count { if case .removed = $0 { true } else { false } }),
    ]
    return counts.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }.joined(separator: ", ")
  }

  var line: StyledText {
    switch self {
    case .added(let name, let value):
      return StyledText("  + " + Self.column(name) + "\(value)", Style(.added))
    case .removed(let name, let value):
      return StyledText("  - " + Self.column(name) + "\(value)", Style(.removed))
    case .changed(let name, let from, let to):
      var line = StyledText("  ~ " + Self.column(name), Style(.changed))
      line.append(from.visible.padded(to: 25, .leading, .end) + "  ->  ")
      return line + Self.directives(name, from, to)
    }
  }

  private static func column(_ name: String) -> VisibleText {
    VisibleText(untrusted: name).padded(to: 15) + "  "
  }

  /// Directives of `Cache-Control` that are new or differ stand out: each of them changes what the
  /// cache does.
  private static func directives(_ name: String, _ from: String, _ to: String) -> StyledText {
    guard name == "cache-control" else { return StyledText("\(to)") }
    let old = Set(parts(from))
    var line = StyledText()
    for (index, part) in parts(to).enumerated() {
      if index > 0 { line.append(", ") }
      line.append("\(part)", old.contains(part) ? .normal : Style(.changed, .bold))
    }
    line.append("   (!)", Style(.warning))
    return line
  }

  private static func parts(_ value: String) -> [String] {
    value.split(separator: ",").map { part in
      String(part.drop { $0 == " " }).lowercased()
    }
  }
}
