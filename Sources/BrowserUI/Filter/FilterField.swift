import CacheStore

/// A field that a filter can name: one row here is all that a new field needs.
struct FilterField: Sendable {
  /// What its values are.
  enum Kind: Sendable, Hashable {
    case text(EntryFilter.TextColumn)
    case mediaType
    case rule
    case status
    case number(EntryFilter.NumberColumn, FilterUnit)
    /// Seconds since it became stale: the time to live with its sign turned.
    case expired
    case flag
    case thing
    case sort
  }

  var name: String
  var kind: Kind
  /// A right use of it, for sentences about wrong ones.
  var example: String

  static let all: [FilterField] = [
    FilterField(name: "url", kind: .text(.url), example: "url:https://api.*"),
    FilterField(name: "host", kind: .text(.host), example: "host:api.*"),
    FilterField(name: "path", kind: .text(.path), example: "path:/v1/*"),
    FilterField(name: "query", kind: .text(.query), example: "query:*page=1*"),
    FilterField(name: "scheme", kind: .text(.scheme), example: "scheme:https"),
    FilterField(name: "method", kind: .text(.method), example: "method:GET,HEAD"),
    FilterField(name: "key", kind: .text(.key), example: "key:9f1c*"),
    FilterField(name: "status", kind: .status, example: "status:404,410 status:5xx status>=500"),
    FilterField(name: "type", kind: .mediaType, example: "type:json type:image"),
    FilterField(name: "why", kind: .rule, example: "why:max-age"),
    FilterField(name: "size", kind: .number(.size, .bytes), example: "1M, 10k"),
    FilterField(name: "hits", kind: .number(.hits, .plain), example: "hits:0 hits>100"),
    FilterField(name: "ttl", kind: .number(.timeToLive, .seconds), example: "5m, 1h, -30s"),
    FilterField(name: "expires", kind: .number(.timeToLive, .seconds), example: "5m, 1h"),
    FilterField(name: "expired", kind: .expired, example: "2d, 1h"),
    FilterField(name: "age", kind: .number(.age, .seconds), example: "1w, 10m"),
    FilterField(name: "used", kind: .number(.idle, .seconds), example: "30d, 1h"),
    FilterField(name: "is", kind: .flag, example: "is:stale"),
    FilterField(name: "has", kind: .thing, example: "has:etag"),
    FilterField(name: "sort", kind: .sort, example: "sort:-size"),
  ]

  static func named(_ name: String) -> FilterField? { all.first { $0.name == name } }

  /// The sentence about a name that is no field.
  static func unknown(_ name: String) -> String {
    let near = all.first { isNear($0.name, name) }
    let advice =
      near.map { "did you mean \($0.name)?" } ?? "try "
      + all.prefix(3).map(\.name)
      .joined(separator: ", ")
    return "there is no field \(name): \(advice)"
  }

  /// Whether they begin alike, or have the same letters.
  private static func isNear(_ field: String, _ name: String) -> Bool {
    field.hasPrefix(name) || name.hasPrefix(field) || field.sorted() == name.sorted()
  }
}
