import CurlTransport
import Glibc
import HTTPTransport
import HTTPTypes
import LoopbackOrigin
import Testing

/// Each in a process of its own, as the environment belongs to the whole process.
@Suite("Proxies from the environment", .timeLimit(.minutes(30)))
struct ProxyTests {
  @Test func `http_proxy gets the whole URL`() async {
    await #expect(processExitsWith: .success) {
      let proxy = try LoopbackOrigin.start { _ in .status(200, text: "from the proxy") }
      setenv("http_proxy", proxy.url, 1)
      let request = HTTPRequest(
        method: .get, scheme: "http", authority: "origin.invalid", path: "/a?b")
      let response = try await CurlTransport().send(
        request, body: .none, options: TransportOptions())
      #expect(try await response.text() == "from the proxy")
      #expect(proxy.requests.map(\.target) == ["http://origin.invalid/a?b"])
    }
  }

  @Test func `no_proxy goes around it`() async {
    await #expect(processExitsWith: .success) {
      let proxy = try LoopbackOrigin.start { _ in .status(200, text: "from the proxy") }
      let loopback = try Loopback(.status(200, text: "from the origin"))
      setenv("http_proxy", proxy.url, 1)
      setenv("no_proxy", "127.0.0.1", 1)
      #expect(try await loopback.send().text() == "from the origin")
      #expect(proxy.requests.isEmpty)
    }
  }

  @Test func `The proxy's answer to CONNECT is no response`() async {
    await #expect(processExitsWith: .success) {
      let proxy = try LoopbackOrigin.start { _ in .status(403, text: "no tunnel") }
      setenv("https_proxy", proxy.url, 1)
      let request = HTTPRequest(
        method: .get, scheme: "https", authority: "origin.invalid", path: "/")
      let error = try await transportError {
        _ = try await CurlTransport().send(request, body: .none, options: TransportOptions())
      }
      #expect(error?.code == .cannotConnect)
      #expect(proxy.requests.map(\.method) == ["CONNECT"])
    }
  }
}
