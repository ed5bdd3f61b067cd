import ArgumentParser
import BrowserUI
import CacheProxy
import CachedSession
import FoundationEssentials
import Glibc
import HTTPCaching
import Larder

/// `larder run -- COMMAND`: runs a command whose requests go through a cache.
struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a command whose requests go through a cache.",
    discussion: """
      Starts a proxy, names it in the variables that most programs heed (http_proxy, https_proxy, and both \
      in capitals), and tells at the end what the cache did. What goes through https is passed on untouched.
      """)

  @OptionGroup var options: ProxyOptions

  @Flag(name: [.short, .long], help: "No summary.")
  var quiet = false

  @Argument(parsing: .postTerminator, help: "The command and its arguments, behind --.")
  var command: [String] = []

  mutating func run() async throws {
    guard let program = command.first else {
      throw Failure(.usage, "There is no command; write it behind --: larder run -- curl URL.")
    }
    let session = try options.session(named: program)
    let proxy: CacheProxy
    do {
      proxy = try await CacheProxy(
        session: session, options.configuration(host: "127.0.0.1", port: 0))
    } catch let error as ProxyError {
      await session.close()
      throw Failure(.someFailed, error.description)
    }
    let ended = await child(program, proxy)
    await proxy.stop(within: 1)
    await session.close()
    let status = try ended.get()
    if !quiet { Output.complain(proxy.summary.sentence) }
    throw ExitCode(status)
  }

  /// Runs the command; its status, or 128 and the number of the signal that ended it.
  private func child(_ program: String, _ proxy: CacheProxy) async -> Result<Int32, Failure> {
    var environment = ProcessInfo.processInfo.environment
    for name in ["http_proxy", "https_proxy"] {
      environment[name] = proxy.url
      environment[name.uppercased()] = proxy.url
    }
    // Else requests to this machine would pass it by.
    for name in ["no_proxy", "NO_PROXY"] { environment[name] = nil }
    guard let child = ChildProgram(command, environment) else {
      let reason = String(cString: strerror(errno))
      return .failure(Failure(.someFailed, "\(program) can't be run: \(reason)."))
    }
    // Ctrl-C reaches the command by itself; what reaches this process alone is handed on.
    let signals = EndSignals { if $0 != SIGINT { kill(child.process, $0) } }
    defer { withExtendedLifetime(signals) {} }
    return .success(await child.end())
  }
}

extension ProxySummary {
  /// What came of it, for people.
  var sentence: String {
    let words: [(CacheOutcome, String)] = [
      (.hit, "hit"), (.revalidated, "not modified"), (.staleServed, "stale served"),
      (.changed, "changed"), (.miss, "miss"), (.bypass, "not for the cache"), (.error, "failed"),
    ]
    var parts = words.compactMap { outcome, word in
      outcomes[outcome].map { "\(word) \($0)" }
    }
    if tunnels > 0 { parts.append("tunnels \(tunnels)") }
    let what = parts.isEmpty ? "" : ": " + parts.joined(separator: ", ")
    let noun = requests == 1 ? "request" : "requests"
    return "\(requests) \(noun)\(what); \(bytesFromStore) of \(bytes) bytes from the cache, "
      + "\(Durations.latency(secondsSaved)) saved."
  }
}
