import CacheStore
import FoundationEssentials
import HTTPCaching
import HTTPTypes

extension EntryDifference {
  /// The same for programs.
  package var json: JSONText {
    .object([
      ("before", Self.side(before)), ("after", Self.side(after)),
      ("headers", .array(fields.map(Self.json))), ("body", Self.json(body)),
    ])
  }

  private static func side(_ entry: CacheEntry) -> JSONText {
    .object([
      ("key", .string(entry.summary.key)), ("method", .string(entry.summary.method)),
      ("url", .string(entry.summary.url)),
      ("status", .integer(Int64(entry.stored.response.status.code))),
      ("stored", JSONText(entry.summary.stored)),
      ("expires", JSONText(entry.summary.timeline.freshUntil)),
      ("rule", .string(entry.summary.timeline.rule.rawValue)), ("size", .integer(entry.body.size)),
    ])
  }

  private static func json(_ change: FieldChange) -> JSONText {
    let (name, from, to): (String, String?, String?) =
      switch change {
      case .changed(let name, let from, let to): (name, from, to)
      case .added(let name, let value): (name, nil, value)
      case .removed(let name, let value): (name, value, nil)
      }
    let parts = change.parts.map(json)
    return .object(
      [("name", .string(name)), ("before", JSONText(from)), ("after", JSONText(to))]
        + (parts.isEmpty ? [] : [("directives", .array(parts))]))
  }

  private static func json(_ change: PathChange) -> JSONText {
    .object([
      ("path", .string(change.path)), ("before", JSONText(change.from)),
      ("after", JSONText(change.to)),
    ])
  }

  private static func json(_ body: BodyDifference?) -> JSONText {
    switch body {
    case nil: .object([("kind", "unread")])
    case .same: .object([("kind", "same")])
    case .json(let changes, let more):
      .object([
        ("kind", "json"), ("changes", .array(changes.map(json))), ("more", .integer(Int64(more))),
      ])
    case .lines(let hunks, let removed, let added):
      .object([
        ("kind", "lines"), ("removed", .integer(Int64(removed))), ("added", .integer(Int64(added))),
        ("hunks", .array(hunks.map(json))),
      ])
    case .binary(let before, let after):
      .object([("kind", "binary"), ("before", .string(before)), ("after", .string(after))])
    case .large(let offset):
      .object([("kind", "large"), ("first_difference", offset.map(JSONText.integer) ?? .null)])
    }
  }

  private static func json(_ hunk: LineHunk) -> JSONText {
    let lines = hunk.lines.map { line -> JSONText in
      switch line {
      case .same(let text): .string(" " + text)
      case .removed(let text): .string("-" + text)
      case .added(let text): .string("+" + text)
      }
    }
    return .object([
      ("before", .integer(Int64(hunk.oldStart))), ("after", .integer(Int64(hunk.newStart))),
      ("lines", .array(lines)),
    ])
  }
}
