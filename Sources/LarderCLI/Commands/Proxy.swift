import ArgumentParser
import CLinux
import CacheProxy
import CachedSession
import HTTPTypes
import Larder

/// `larder proxy`: lets any program's requests go through a cache.
struct Proxy: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Let the requests of any program go through a cache.",
    discussion: """
      Name it as the program's proxy: http_proxy=http://127.0.0.1:8080 curl http://example.com/. With \
      --origin it stands for that origin itself, and takes https origins too. Tunnels (https through a \
      forward proxy) pass untouched. Ctrl-C ends it when what runs has ended, in ten seconds at most; \
      a second one ends it at once.
      """)

  @Option(name: .long, help: "Where to listen: an address, a port, or both.")
  var listen = "127.0.0.1:8080"

  @Option(name: .long, help: "The origin that it stands for, such as https://example.com.")
  var origin: String?

  @Flag(
    name: .long,
    help: "Tell that origin each client's address, in Forwarded and X-Forwarded-For.")
  var forwarded = false

  @OptionGroup var options: ProxyOptions

  mutating func run() async throws {
    let (host, port) = try Self.place(listen)
    guard origin != nil || !forwarded else {
      throw Failure(
        .usage, "--forwarded is for --origin: other origins needn't know who asks.")
    }
    let session = try options.session(named: "proxy")
    clinux_raise_open_files(.max)
    var configuration = options.configuration(
      host: host, port: port, origin: try origin.map(Self.origin))
    configuration.tellsClients = forwarded
    let proxy: CacheProxy
    do {
      proxy = try await CacheProxy(session: session, configuration)
    } catch let error as ProxyError {
      await session.close()
      throw Failure(.someFailed, error.description)
    }
    Output.line("listening on \(proxy.url)")
    Output.flush()
    if !proxy.isLoopback {
      Output.complain(
        "Every machine that can reach this address can use the proxy, and read what it has stored.")
    }
    await EndSignals.end {
      await proxy.stop()
    } atOnce: {
      await proxy.stop(within: 0)
    }
    await session.close()
    Output.complain(proxy.summary.sentence)
  }

  private static func place(_ text: String) throws -> (host: String, port: Int) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    if let port = UInt16(text) { return ("127.0.0.1", Int(port)) }
    if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
      let host = String(text[text.index(after: text.startIndex)..<end])
      let rest = text[text.index(after: end)...]
      if rest.isEmpty { return (host, 8080) }
      if rest.first == ":", let port = UInt16(rest.dropFirst()) { return (host, Int(port)) }
    }
    if parts.count == 1, !text.isEmpty { return (text, 8080) }
    if parts.count == 2, let port = UInt16(parts[1]) {
      return (parts[0].isEmpty ? "127.0.0.1" : parts[0], Int(port))
    }
    throw Failure(
      .usage, "'\(text)' is no place to listen; write 127.0.0.1:8080, [::1]:8080, or a port.")
  }

  /// Scheme and authority, with a path before those of requests if there is one.
  private static func origin(_ text: String) throws -> String {
    guard let request = HTTPRequest(url: text), let scheme = request.scheme,
      let authority = request.authority, let path = request.path, !path.contains("?")
    else {
      throw Failure(.usage, "'\(text)' is no origin; write https://example.com.")
    }
    return scheme + "://" + authority + (path.hasSuffix("/") ? String(path.dropLast()) : path)
  }
}
