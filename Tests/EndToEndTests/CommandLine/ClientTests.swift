import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// Real clients before `larder proxy`, in forward and reverse mode, for one user and for several: a program in Python
/// (`Clients/clients.py`) compares what each gets through it with what it gets without it, and what reaches the
/// origin with what RFC 9111 asks for.
@Suite(.ownThreads, .serialized)
struct ClientTests {
  /// The interpreter that `.ci/install --tests` makes, or the system's.
  private static let python: String? = {
    let own = folder + "/../../../.build/requests-cache-python/bin/python"
    return access(own, X_OK) == 0 ? own : ChildProcess.find("python3")
  }()

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Clients").path

  /// Those that are installed.
  static let clients: [String] = {
    guard let ran = try? run([]), ran.status == 0 else { return [] }
    return ran.output.split(separator: "\n").map(String.init)
  }()

  private static func run(_ clients: [String]) throws -> ChildProcess.Result {
    guard let python else { return .init(status: 0, output: "") }
    let path = ["/usr/local/bin", "/usr/bin", "/bin"].joined(separator: ":")
    return try ChildProcess.run(
      python, ["-B", folder + "/clients.py", Larder.path] + clients,
      environment: ["PATH": path], limit: .seconds(300))
  }

  @Test(.enabled(if: python != nil, "There is no Python."), arguments: clients)
  func `a client gets through the proxy what it gets without it`(client: String) throws {
    let ran = try Self.run([client])
    #expect(ran.status == 0, "\(ran.output)")
  }

  @Test(.enabled(if: python != nil, "There is no Python."))
  func `Python's own client is there`() { #expect(Self.clients.contains("standard")) }
}
