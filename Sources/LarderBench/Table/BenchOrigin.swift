import LoopbackOrigin

/// The origin of the table: the routes that the contestant protocol names, with 10 KB bodies.
struct BenchOrigin {
  private let origin: LoopbackOrigin

  /// `http://127.0.0.1:port`.
  var url: String { origin.url }

  init() throws {
    let body = Self.text(bytes: 10_240)
    let page = Self.text(bytes: 3_900)
    origin = try LoopbackOrigin.start { request in
      switch request.path.split(separator: "/").first {
      case "b": Self.answer(request, lifetime: "public, max-age=86400", body)
      case "r": Self.answer(request, lifetime: "max-age=1", body)
      case "w":
        .status(200, Self.fields("public, max-age=86400"), text: request.target + "\n" + page)
      case "g": Self.large
      default: .status(404)
      }
    }
  }

  static let gigabyte = 1 << 30

  /// A body of 1 GB that may not be stored.
  private static let large: Reply = {
    let head = "HTTP/1.1 200 OK\r\nCache-Control: no-store\r\nContent-Length: \(gigabyte)\r\n\r\n"
    let piece = [UInt8](repeating: 0x20, count: 1 << 16)
    let body = Array(repeating: Reply.Step.content(piece), count: gigabyte / piece.count)
    return Reply([.send([UInt8](head.utf8))] + body)
  }()

  /// Ends it.
  func stop() { origin.stop() }

  private static func answer(_ request: OriginRequest, lifetime: String, _ body: String) -> Reply {
    request.value("if-none-match") == nil
      ? .status(200, fields(lifetime), text: body) : .status(304, fields(lifetime))
  }

  private static func fields(_ cacheControl: String) -> KeyValuePairs<String, String> {
    [
      "Content-Type": "text/html; charset=utf-8", "Cache-Control": cacheControl,
      "ETag": "\"6a1f-2800\"", "Server": "bench",
    ]
  }

  private static func text(bytes: Int) -> String {
    var generator = SeededGenerator(seed: 7)
    let letters = Array("abcdefghij klmnopqrstuvwxyz ")
    return String((0..<bytes).map { _ in letters.randomElement(using: &generator) ?? " " })
  }
}
