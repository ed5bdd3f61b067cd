import ArgumentParser
import CacheProxy
import CachedSession
import Dispatch
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
      throw Failure(.someFailed, error.description)
    }
    let status = await child(proxy)
    await proxy.stop(within: 1)
    await session.close()
    if !quiet, status != nil { Output.complain(proxy.summary.sentence) }
    guard let status else {
      throw Failure(.someFailed, "\(program) can't be run: \(String(cString: strerror(errno))).")
    }
    Output.flush()
    Glibc.exit(status)
  }

  /// Runs the command; its status, 128 and the number of the signal that ended it, or nil.
  private func child(_ proxy: CacheProxy) async -> Int32? {
    var environment = ProcessInfo.processInfo.environment
    for name in ["http_proxy", "https_proxy"] {
      environment[name] = proxy.url
      environment[name.uppercased()] = proxy.url
    }
    // Else requests to this machine would pass it by.
    for name in ["no_proxy", "NO_PROXY"] { environment[name] = nil }
    guard let process = Self.spawn(command, environment) else { return nil }
    // Ctrl-C reaches the command by itself; what reaches this process alone is handed on.
    let signals = EndSignals { if $0 != SIGINT { kill(process, $0) } }
    defer { withExtendedLifetime(signals) {} }
    return await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7F
        continuation.resume(returning: signal == 0 ? (status >> 8) & 0xFF : 128 + signal)
      }
    }
  }

  private static func spawn(_ words: [String], _ environment: [String: String]) -> pid_t? {
    var arguments = words.map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var process = pid_t()
    let code = posix_spawnp(&process, words[0], nil, &attributes, &arguments, &variables)
    errno = code
    return code == 0 ? process : nil
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
    return "\(requests) \(noun)\(what); \(bytesFromStore) of \(bytes) bytes from the cache."
  }
}
