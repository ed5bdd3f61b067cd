/// The members of a response document that mean something here, found in one pass.
struct ResponseParts {
  var content: PlainNode?
  var decodedContent: PlainNode?
  var cookies: PlainNode?
  var created: PlainNode?
  var elapsed: PlainNode?
  var encoding: PlainNode?
  var expires: PlainNode?
  var headers: PlainNode?
  var history: PlainNode?
  var next: PlainNode?
  var raw: PlainNode?
  var reason: PlainNode?
  var request: PlainNode?
  var status: PlainNode?
  var url: PlainNode?

  /// Nil for data that has no status, URL, request or headers.
  init?(_ record: PlainNode) {
    record.forEachMember { key, value in note(key, value) }
    guard url != nil || status != nil || request != nil || headers != nil else { return nil }
  }

  /// A whole value: a document, or what 0.3 to 0.5 stored, which has the time beside it.
  init?(root: PlainNode) {
    guard let (record, created) = root.response else { return nil }
    self.init(record)
    if let created { self.created = created }
  }

  private mutating func note(_ key: PlainNode, _ value: PlainNode) {
    switch key.raw?.count {
    case 3 where key.isText("url"): url = value
    case 3 where key.isText("raw"): raw = value
    case 5 where key.isText("_next"): next = value
    case 6 where key.isText("reason"): reason = value
    case 7: noteSeven(key, value)
    case 8 where key.isText("_content"): content = value
    case 8 where key.isText("encoding"): encoding = value
    case 10 where key.isText("created_at"): created = value
    case 11 where key.isText("status_code"): status = value
    case 16 where key.isText("_decoded_content"): decodedContent = value
    default: break
    }
  }

  private mutating func noteSeven(_ key: PlainNode, _ value: PlainNode) {
    if key.isText("headers") {
      headers = value
    } else if key.isText("request") {
      request = value
    } else if key.isText("elapsed") {
      elapsed = value
    } else if key.isText("expires") {
      expires = value
    } else if key.isText("cookies") {
      cookies = value
    } else if key.isText("history") {
      history = value
    }
  }
}

extension PlainNode {
  /// A response, and when it was stored where that is told beside it, as 0.3 to 0.5 did.
  fileprivate var response: (record: PlainNode, created: PlainNode?)? {
    guard kind == .array else { return record.map { ($0, nil) } }
    var parts = children
    guard let store = parts.next(), let record = store.state, record.kind == .map,
      store.isObject("requests_cache.backends.base._Store")
    else { return nil }
    return (record, parts.next())
  }
}
