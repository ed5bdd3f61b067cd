/// What a stored value tells of the request that its key was made of: the first one, where it was redirected.
struct KeyedRequest: Sendable, Hashable {
  var request = SentRequest(url: "")
  /// The fields that the response's `Vary` names, in lower case; without `Cookie`, which requests-cache
  /// leaves out of its keys, and none where there is a star.
  var vary: [String] = []

  /// Nil for what is no response.
  init?(_ root: PlainNode) {
    guard let parts = ResponseParts(root: root) else { return nil }
    parts.headers?.forEachHeader { name, value in
      guard name.isHeader("vary"), let raw = value.raw else { return }
      vary = Self.names(String(decoding: raw, as: UTF8.self))
    }
    guard let stored = Self.firstRequest(parts) ?? parts.request else { return nil }
    request = Self.sent(RequestParts(stored))
    // 0.7 to 0.9 wrote the text of Python's None for no content.
    if parts.raw != nil, request.body.elementsEqual("None".utf8) { request.body.removeAll() }
    if request.url.isEmpty { request.url = parts.url?.text ?? "" }
  }

  private static func firstRequest(_ parts: ResponseParts) -> PlainNode? {
    guard let history = parts.history, history.kind == .array else { return nil }
    var hops = history.children
    return hops.next()?.record.flatMap { ResponseParts($0) }?.request
  }

  private static func sent(_ parts: RequestParts) -> SentRequest {
    var request = SentRequest(
      method: parts.method?.text ?? "GET", url: parts.url?.text ?? "",
      fields: [])
    parts.headers?.forEachHeader { name, value in
      guard let name = name.raw, let value = value.raw, request.fields.count < fieldLimit else {
        return
      }
      request.fields.append(
        .init(String(decoding: name, as: UTF8.self), String(decoding: value, as: UTF8.self)))
    }
    if let body = parts.body?.raw, body.count <= bodyLimit { request.body.append(contentsOf: body) }
    return request
  }

  private static let fieldLimit = 10_000
  /// Content beyond this is left out, and the key with it can't be made again.
  private static let bodyLimit = 64 << 20

  private static func names(_ vary: String) -> [String] {
    let names = vary.split(separator: ",").map {
      PythonText.lowercased($0.filter { $0 != " " && $0 != "\t" })
    }
    guard !names.contains("*") else { return [] }
    return names.filter { $0 != "cookie" && !$0.isEmpty }
  }
}
