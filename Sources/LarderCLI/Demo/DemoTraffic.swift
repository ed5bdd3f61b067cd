import CachedSession
import FoundationEssentials
import HTTPCaching
import HTTPTypes

/// A session's working day in small: requests of every kind, some ten a second, until it is cancelled.
struct DemoTraffic: Sendable {
  var session: CachedSession
  var origin: String

  /// Fetches everything once, so that the list fills at once, then goes on at random.
  func run() async {
    for target in DemoTraffic.targets { await fetch(target) }
    while !Task.isCancelled {
      try? await Task.sleep(for: .milliseconds(Int.random(in: 30...160)))
      guard !Task.isCancelled else { return }
      await fetchSomething()
    }
  }

  /// Fetches each target once.
  func fillOnce() async {
    for target in DemoTraffic.targets { await fetch(target) }
  }

  private func fetchSomething() async {
    switch Int.random(in: 0..<20) {
    case 0: await fetch("/v1/login", method: .post)
    case 1: await fetch("/v1/profile", language: ["en", "fr", "de", "ja"].randomElement())
    case 2:
      await fetch(
        "/v1/search?q=\(["tea", "jam", "honey", "flour", "salt"].randomElement() ?? "tea")")
    case 3: await burst("/v1/search?q=\(Int.random(in: 0..<40))")
    default: await fetch(DemoTraffic.targets.randomElement() ?? "/")
    }
  }

  /// The same request four times at once: three of them share the first one's transfer.
  private func burst(_ target: String) async {
    await withTaskGroup { group in
      for _ in 0..<4 { group.addTask { await fetch(target) } }
    }
  }

  private func fetch(
    _ target: String, method: HTTPRequest.Method = .get, language: String? = nil
  ) async {
    guard var request = HTTPRequest(method: method, url: origin + target) else { return }
    request.headerFields[.acceptLanguage] = language
    // A failed request is part of the show: the session counts it.
    _ = try? await session.data(for: request)
  }

  private static let targets =
    (1...24).map { "/v1/users?page=\($0)" }
    + [
      "/v1/rates", "/v1/countries", "/v1/profile", "/v1/inbox", "/v1/session", "/v1/status",
      "/v1/users/99999", "/app.3f9c.js", "/logo.png", "/chart.svg", "/old", "/latest",
      "/report.csv",
      "/evil/%1B]0;owned%07", "/evil/\u{202E}gnp.exe", "/docs/日本語/🍓?q=é",
    ] + (1...8).map { "/docs/page-\($0)" }
}
