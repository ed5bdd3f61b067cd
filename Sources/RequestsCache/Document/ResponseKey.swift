/// The members of a response document that mean something here.
enum ResponseKey {
  case content, decodedContent, created, elapsed, encoding, expires, headers, history, request
  case status, url

  /// Nil for a member that is none of them.
  init?(_ key: PlainNode) {
    switch key.raw?.count {
    case 3 where key.isText("url"): self = .url
    case 7 where key.isText("headers"): self = .headers
    case 7 where key.isText("request"): self = .request
    case 7 where key.isText("expires"): self = .expires
    case 7 where key.isText("elapsed"): self = .elapsed
    case 7 where key.isText("history"): self = .history
    case 8 where key.isText("_content"): self = .content
    case 8 where key.isText("encoding"): self = .encoding
    case 10 where key.isText("created_at"): self = .created
    case 11 where key.isText("status_code"): self = .status
    case 16 where key.isText("_decoded_content"): self = .decodedContent
    default: return nil
    }
  }
}
