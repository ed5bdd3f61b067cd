/// The parts of a stored request, in a map, an object, or a tuple of its fields as 0.7 and 0.8 had
/// them.
struct RequestParts {
  var body: PlainNode?
  var cookies: PlainNode?
  var headers: PlainNode?
  var method: PlainNode?
  var url: PlainNode?

  init(_ node: PlainNode) {
    if let state = node.state, state.kind == .array {
      fill(state.children)
    } else {
      fill(node)
    }
  }

  private mutating func fill(_ node: PlainNode) {
    node.record?.forEachMember { key, value in
      switch key.raw?.count {
      case 3 where key.isText("url"): url = value
      case 4 where key.isText("body"): body = value
      case 6 where key.isText("method"): method = value
      case 7 where key.isText("headers"): headers = value
      case 7 where key.isText("cookies"), 8 where key.isText("_cookies"): cookies = value
      default: break
      }
    }
  }

  private mutating func fill(_ parts: PlainNode.Children) {
    var parts = parts
    body = parts.next()
    cookies = parts.next()
    headers = parts.next()
    method = parts.next()
    url = parts.next()
  }
}
