import FoundationEssentials
import HTTPCaching
import LoopbackOrigin

/// An origin for revalidations, and the stale entries that came from it: each path answers in one way.
struct OriginScript: Sendable {
  /// Opens when a slow answer may come.
  let gate: Gate

  static let paths = ["/same", "/changed", "/failing", "/slow", "/closing", "/unvalidated"]

  static let formerBody =
    #"{"items":[{"id":1,"name":"Zoe"},{"id":2,"name":"Ann"}],"total":2}"# + "\n"
  static let newBody =
    #"{"items":[{"id":1,"name":"Zoë"},{"id":2,"name":"Ann"}],"total":2}"# + "\n"

  /// Stale for a moment, in the order of the paths, all of them later than the stale ones of the shelf.
  static func recipes(_ origin: String) -> [Recipe] {
    paths.enumerated().map { index, path in
      let validators = path == "/unvalidated" ? [] : [("ETag", "\"v1\""), ("X-Debug", "1")]
      return Recipe(
        url: origin + path, age: 38 - Double(index),
        fields: [("Content-Type", "application/json"), ("Cache-Control", "public, max-age=32")]
          + validators,
        body: Data(formerBody.utf8))
    }
  }

  func answer(_ request: OriginRequest) -> Reply {
    let date = HTTPDate.format(Moment.now)
    let kept = Reply.status(
      304, ["Date": date, "ETag": "\"v1\"", "Cache-Control": "public, max-age=600"])
    switch request.path {
    case "/changed":
      return .status(
        200,
        [
          "Content-Type": "application/json", "Cache-Control": "public, max-age=300",
          "ETag": "\"v2\"", "X-Served-By": "edge-7", "Date": date,
        ], text: Self.newBody)
    case "/failing": return .status(500, text: "out of order\n")
    case "/slow": return kept.waiting(for: gate)
    case "/closing": return .closeAtOnce
    case "/unvalidated":
      return .status(
        200, ["Content-Type": "text/plain", "Cache-Control": "max-age=600"], text: "new\n")
    case "/stream": return .chunked([.chunk([0x61]), .wait(gate), .chunk([0x62])])
    default:
      if request.path.hasSuffix("/waiting") { return kept.waiting(for: gate) }
      if request.path.hasSuffix("/broken") { return .status(500, text: "out of order\n") }
      if request.path.hasPrefix("/bulk/") { return kept.waiting(for: gate) }
      guard request.value("If-None-Match") == nil else { return kept }
      return .status(200, ["Content-Type": "text/plain", "ETag": "\"v1\""], text: "fetched\n")
    }
  }
}
