import CacheStore

/// A field that a filter can name: one row here is all that a new field needs.
struct FilterField: Sendable {
  /// What its values are.
  enum Kind: Sendable, Hashable {
    case text(EntryFilter.TextColumn)
    case mediaType
    case rule
    case vary
    case status
    case number(EntryFilter.NumberColumn, FilterUnit)
    /// How long ago something was, or when it was.
    case time(EntryFilter.NumberColumn, EntryFilter.MomentColumn)
    /// Seconds until it is stale.
    case timeToLive
    /// The same of what isn't stale, or when it will be.
    case expires
    /// Seconds since it became stale: the time to live with its sign turned.
    case expired
    case flag
    case thing
    /// The name of a field of a message, which may be followed by an operator and a value.
    case header(ContentTest.Message)
    /// The value of one field of the response.
    case fieldValue(String)
    case lastModified
    case headerBytes
    case redirect
    case body
    case sort
    case limit
    /// Nothing has data for it; the sentence says why.
    case missing(String)
  }

  var name: String
  var kind: Kind
  /// A right use of it, for sentences about wrong ones.
  var example: String
  /// What it is about, for completion.
  var help: String

  private init(_ name: String, _ kind: Kind, _ example: String, _ help: String) {
    self.name = name
    self.kind = kind
    self.example = example
    self.help = help
  }

  static let all: [FilterField] = [
    FilterField("url", .text(.url), "url:https://api.*", "the whole URL"),
    FilterField(
      "host", .text(.host), "host:api.*", "host of the URL, on any port; = with its port"),
    FilterField("path", .text(.path), "path:/v1/*", "path of the URL"),
    FilterField("query", .text(.query), "query:*page=1*", "query of the URL"),
    FilterField("scheme", .text(.scheme), "scheme:https", "scheme of the URL"),
    FilterField("port", .number(.port, .plain), "port:8080 port>1024", "port of the URL"),
    FilterField("method", .text(.method), "method:GET,HEAD", "request method"),
    FilterField("key", .text(.key), "key:9f1c*", "cache key"),
    FilterField("status", .status, "status:404,410 status:5xx status>=500", "status code"),
    FilterField("type", .mediaType, "type:json type:image", "media type"),
    FilterField("why", .rule, "why:max-age", "rule that gave the lifetime"),
    FilterField("vary", .vary, "vary:accept-language", "what Vary names"),
    FilterField("size", .number(.size, .bytes), "1M, 10k", "bytes of the body"),
    FilterField("body.size", .number(.size, .bytes), "1M, 10k", "bytes of the body"),
    FilterField("headers.size", .headerBytes, "2k, 500", "bytes of the response's fields; scans"),
    FilterField("hits", .number(.hits, .plain), "hits:0 hits>100", "answers given from it"),
    FilterField("saved", .number(.saved, .seconds), "10s, 5m", "time that its answers saved"),
    FilterField("ttl", .timeToLive, "5m, 1h, -30s", "time to live, negative when stale"),
    FilterField("expires", .expires, "5m, 1h, 2026-03-01, never", "when it becomes stale"),
    FilterField("expired", .expired, "2d, 1h", "how long it has been stale"),
    FilterField("age", .time(.age, .generated), "1w, 10m", "time since the origin made it"),
    FilterField("stored", .time(.sinceStored, .stored), "1h, 2026-02-01", "when it was stored"),
    FilterField("used", .time(.idle, .used), "30d, 2026-02-01", "when it last answered"),
    FilterField(
      "revalidated", .time(.sinceRevalidated, .revalidated), "1h, 2026-02-01",
      "when a 304 last renewed it"),
    FilterField("is", .flag, "is:stale", "a state or a kind"),
    FilterField("has", .thing, "has:etag", "a field that it has"),
    FilterField(
      "header", .header(.response), "header:etag header:server=nginx header:cache-control~max-age",
      "a field of the response; scans"),
    FilterField(
      "req", .header(.request), "req:accept req:accept~json", "a field of the request; scans"),
    FilterField("etag", .fieldValue("etag"), "etag:9f1c*", "the entity tag; scans"),
    FilterField(
      "lm", .lastModified, "lm>2026-02-01 lm:*2026*", "Last-Modified; scans"),
    FilterField("encoding", .fieldValue("content-encoding"), "encoding:gzip", "coding; scans"),
    FilterField("redirect", .redirect, "redirect:*/login*", "a URL redirected from or to; scans"),
    FilterField("body", .body, "body~needle", "a place in the body; scans"),
    FilterField("sort", .sort, "sort:-size", "the order"),
    FilterField("limit", .limit, "limit:100", "the first so many"),
    FilterField(
      "misses", .missing("misses are counted by host, not by entry: L shows them"), "", ""),
    FilterField("tag", .missing("entries have no tags: mark some, and use is:marked"), "", ""),
  ]

  /// Those that have data behind them.
  static let usable = all.filter { if case .missing = $0.kind { false } else { true } }

  static func named(_ name: String) -> FilterField? { all.first { $0.name == name } }

  /// The sentence about a name that is no field.
  static func unknown(_ name: String) -> String {
    let names = usable.map(\.name)
    let near =
      NearestName.of(name, among: names)
      ?? names.first { $0.hasPrefix(name) || name.hasPrefix($0) }
    let advice =
      near.map { "did you mean \($0)?" } ?? "try \(names.prefix(3).joined(separator: ", "))"
    return "there is no field \(name): \(advice)"
  }
}
