import Canvas
import HTTPCaching
import HTTPTypes

/// A difference between two heads.
package enum FieldChange: Sendable, Hashable {
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

  /// The parts that came, went or have another value, where the field is a list of directives or names.
  var parts: [PathChange] {
    guard case .changed(let name, let from, let to) = self, Self.lists.contains(name) else {
      return []
    }
    let (old, new) = (Self.directives(from), Self.directives(to))
    let former = Dictionary(old) { first, _ in first }
    let present = Dictionary(new) { first, _ in first }
    let kept = new.compactMap { name, value -> PathChange? in
      guard let before = former[name] else { return .init(path: name, to: value) }
      return before == value ? nil : .init(path: name, from: before, to: value)
    }
    return kept + old.filter { present[$0.0] == nil }.map { .init(path: $0.0, from: $0.1) }
  }

  /// Fields that are lists of which each part counts alone.
  private static let lists: Set<String> = [
    "cache-control", "vary", "surrogate-control", "cdn-cache-control", "allow", "connection",
  ]

  /// Name in lower case and value, empty without one.
  private static func directives(_ value: String) -> [(String, String)] {
    value.split(separator: ",").compactMap { part in
      let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(halves[0]).trimmingBlanks.lowercased()
      return name.isEmpty ? nil : (name, halves.count > 1 ? String(halves[1]).trimmingBlanks : "")
    }
  }

  /// The change in lines: the field, and below it its parts where more than one thing is in it.
  var lines: [StyledText] {
    let parts = parts
    return [line(isCaching: !parts.isEmpty)] + parts.map(Self.line)
  }

  private func line(isCaching: Bool) -> StyledText {
    switch self {
    case .added(let name, let value):
      return StyledText("  + " + Self.column(name) + "\(value)", Style(.added))
    case .removed(let name, let value):
      return StyledText("  - " + Self.column(name) + "\(value)", Style(.removed))
    case .changed(let name, let from, let to):
      var line = StyledText("  ~ " + Self.column(name), Style(.changed))
      line.append(Self.former(from) + "  ->  " + "\(to)")
      if isCaching, name.hasSuffix("control") { line.append("   (!)", Style(.warning)) }
      return line
    }
  }

  /// A date is there whole, and of a longer value both ends, where values differ.
  private static func former(_ value: String) -> VisibleText {
    let text = value.visible
    return text.padded(to: max(25, min(29, text.width)), .leading, .middle)
  }

  private static func line(_ part: PathChange) -> StyledText {
    let name = VisibleText(untrusted: part.path).padded(to: 24)
    switch (part.from, part.to) {
    case (nil, let to):
      let value = (to ?? "").isEmpty ? "" : "=\(to ?? "")"
      return StyledText("      + \(part.path + value)", Style(.added, .bold))
    case (let from?, nil):
      return StyledText(
        "      - \(from.isEmpty ? part.path : "\(part.path)=\(from)")", Style(.removed))
    case (let from?, let to?):
      var line = StyledText("      ~ " + name, Style(.changed))
      line.append("\(from.isEmpty ? "without" : from)  ->  ")
      line.append("\(to.isEmpty ? "without" : to)", Style(.changed, .bold))
      return line
    }
  }

  private static func column(_ name: String) -> VisibleText {
    VisibleText(untrusted: name).padded(to: 15) + "  "
  }
}
