import FoundationEssentials
import HTTPCaching
import LoopbackOrigin

/// What the demo's origin serves: one route for each thing that a cache meets. Answers depend on the
/// request and the time alone.
struct DemoSite: Sendable {
  var now: @Sendable () -> Date

  func answer(_ request: OriginRequest) -> Reply {
    let reply = route(request)
    guard let tag = entityTag(request), request.value("If-None-Match")?.contains(tag) == true else {
      return reply
    }
    return .status(304, ["ETag": tag, "Date": date(), "Cache-Control": control(request.path)])
  }

  private func route(_ request: OriginRequest) -> Reply {
    switch request.path {
    case "/v1/users": users(request)
    case "/v1/users/99999": missing(request)
    case "/v1/rates": json(request, rates)
    case "/v1/countries": countries(request)
    case "/v1/profile": profile(request)
    case "/v1/inbox": json(request, #"{"unread": 3, "newest": "Re: tea"}"#)
    case "/v1/session": json(request, #"{"token": "\#(second(1))"}"#)
    case "/v1/search":
      json(request, #"{"query": "\#(request.target)", "hits": []}"#)
        .delayed(milliseconds: 120)
    case "/v1/status": unstable(request)
    case "/v1/login": .status(204, ["Date": date()])
    case "/app.3f9c.js": script(request)
    case "/logo.png": picture(request)
    case "/chart.svg": chart(request)
    case "/old": redirect(301, to: "/docs/")
    case "/latest": redirect(302, to: "/docs/page-3")
    case "/report.csv": report(request)
    default: request.path.hasPrefix("/evil") ? hostile(request) : document(request)
    }
  }

  // MARK: Routes

  private func users(_ request: OriginRequest) -> Reply {
    let people = (0..<25).map {
      #"    {"id": \#(1001 + $0), "name": "Zoë \#($0)", "roles": ["reader"]}"#
    }
    let body =
      "{\n  \"next\": \"\(request.target)\",\n  \"items\": [\n"
      + people.joined(separator: ",\n") + "\n  ]\n}\n"
    return json(request, body)
  }

  private var rates: String {
    #"{"base": "EUR", "USD": 1.0\#(80 + second(20) % 20), "at": \#(second(20) * 20)}"#
  }

  private func missing(_ request: OriginRequest) -> Reply {
    .status(
      404, head(request, "application/json"), text: #"{"error": "no such user"}"#)
  }

  private func countries(_ request: OriginRequest) -> Reply {
    .status(
      200,
      [
        "Date": date(), "Content-Type": "application/json", "Content-Encoding": "gzip",
        "Vary": "Accept-Encoding", "Cache-Control": control(request.path),
      ], body: DemoFixtures.countries)
  }

  private func profile(_ request: OriginRequest) -> Reply {
    let language = String((request.value("Accept-Language") ?? "en").prefix(2))
    let greeting = ["fr": "Bonjour", "de": "Guten Tag", "ja": "こんにちは"][language] ?? "Hello"
    return .status(
      200,
      [
        "Date": date(), "Content-Type": "application/json; charset=utf-8",
        "Content-Language": language, "Vary": "Accept-Language",
        "Cache-Control": control(request.path), "ETag": entityTag(request) ?? "\"0\"",
      ], text: #"{"greeting": "\#(greeting)"}"#)
  }

  /// Fails for five seconds of every fifteen.
  private func unstable(_ request: OriginRequest) -> Reply {
    guard second(5) % 3 != 0 else {
      return .status(500, ["Date": date(), "Content-Type": "text/plain"], text: "out of order\n")
    }
    return json(request, #"{"status": "well"}"#)
  }

  private func script(_ request: OriginRequest) -> Reply {
    let line = "export const shelf = (jar) => jar.label ?? 'unlabelled';\n"
    return .status(
      200, head(request, "text/javascript"), text: String(repeating: line, count: 400))
  }

  private func picture(_ request: OriginRequest) -> Reply {
    .status(200, head(request, "image/png"), body: DemoFixtures.logo)
  }

  private func chart(_ request: OriginRequest) -> Reply {
    let bars = (0..<8).map {
      #"<rect x="\#($0 * 12)" y="\#(40 - $0 * 5)" width="10" height="\#($0 * 5)"/>"#
    }
    return .status(
      200, head(request, "image/svg+xml"),
      text: #"<svg xmlns="http://www.w3.org/2000/svg" width="96" height="40">"# + bars.joined()
        + "</svg>\n")
  }

  private func redirect(_ status: Int, to target: String) -> Reply {
    .status(
      status, ["Date": date(), "Location": target, "Cache-Control": "max-age=60"], text: target)
  }

  private func report(_ request: OriginRequest) -> Reply {
    let line = "2026-03-01,api.example.com,/v1/users,200,12412,0.208\n"
    return .status(200, head(request, "text/csv"), text: String(repeating: line, count: 60_000))
  }

  /// A page without `Cache-Control`: only `Last-Modified`, so that a heuristic decides.
  private func document(_ request: OriginRequest) -> Reply {
    let changed = HTTPDate.format(now().addingTimeInterval(-Double(request.target.count) * 60))
    return .status(
      200,
      [
        "Date": date(), "Content-Type": "text/html; charset=utf-8", "Last-Modified": changed,
        "X-Served-By": "larder-demo",
      ],
      text: "<!doctype html>\n<title>\(request.path)</title>\n<h1>Preserves</h1>\n"
        + String(repeating: "<p>Keep in a cool, dry place.</p>\n", count: 40))
  }

  /// What an attacker would send: terminal controls in fields and body.
  private func hostile(_ request: OriginRequest) -> Reply {
    var bytes = [UInt8]("HTTP/1.1 200 \u{1B}[31mOK\r\nDate: \(date())\r\n".utf8)
    bytes += [UInt8]("Content-Type: text/plain\r\nCache-Control: max-age=40\r\n".utf8)
    bytes += [UInt8](
      "X-Title: \u{1B}]0;owned\u{07}\r\nX-Colour: \u{1B}[41mred\r\nX-Latin: caf".utf8)
    bytes += [0xE9, 0x9B, 0x0D, 0x0A]
    let body = [UInt8](
      "\u{1B}[2J\u{1B}[H\u{1B}]52;c;b3duZWQ=\u{07}you see this as symbols\n\u{202E}desrever\r\u{8}\n"
        .utf8)
    bytes += [UInt8]("Content-Length: \(body.count)\r\n\r\n".utf8)
    return Reply([.send(bytes), .content(body)])
  }

  // MARK: Heads

  private func json(_ request: OriginRequest, _ text: String) -> Reply {
    .status(200, head(request, "application/json; charset=utf-8"), text: text)
  }

  private func head(
    _ request: OriginRequest, _ type: String
  ) -> KeyValuePairs<String, String> {
    guard let tag = entityTag(request) else {
      return ["Date": date(), "Content-Type": type, "Cache-Control": control(request.path)]
    }
    return [
      "Date": date(), "Content-Type": type, "Cache-Control": control(request.path), "ETag": tag,
      "Server": "larder-demo",
    ]
  }

  /// Lifetimes short enough that a watcher sees them end, and some that never do.
  private func control(_ path: String) -> String {
    switch path {
    case "/v1/users": "public, max-age=20"
    case "/v1/users/99999": "max-age=30"
    case "/v1/rates": "max-age=5, stale-while-revalidate=10"
    case "/v1/inbox": "no-cache"
    case "/v1/session": "no-store"
    case "/v1/search": "private, max-age=8"
    case "/v1/status": "max-age=4, stale-if-error=60"
    case "/v1/profile": "max-age=45"
    case "/app.3f9c.js": "public, max-age=31536000, immutable"
    case "/logo.png": "public, max-age=86400"
    default: "max-age=120"
    }
  }

  /// A validator that changes as often as the content does; nil for what has none.
  private func entityTag(_ request: OriginRequest) -> String? {
    switch request.path {
    case "/v1/users": "\"u\(request.target.count)-\(second(45))\""
    case "/v1/rates": "\"r\(second(20))\""
    case "/v1/inbox": "W/\"inbox-\(second(30))\""
    case "/v1/profile": "\"p-\(request.value("Accept-Language") ?? "en")\""
    case "/v1/status", "/logo.png", "/app.3f9c.js": "\"1\""
    default: nil
    }
  }

  private func date() -> String { HTTPDate.format(now()) }

  /// The number of whole periods of so many seconds since 1970.
  private func second(_ period: Int) -> Int { Int(now().timeIntervalSince1970) / period }
}
