import FoundationEssentials
import Glibc

/// What a new process gets as its descriptors.
struct SpawnPlan {
  /// Descriptor in the child, and what it shall be.
  enum Target {
    /// A copy of one of this process's descriptors.
    case copy(Int32)
    /// A file that the child opens itself, for reading and writing.
    case open(String)
  }

  var descriptors: [(child: Int32, target: Target)] = []
  /// Whether the child begins a session, and so takes the first terminal that it opens as its own.
  var beginsSession = false
  /// Variables set beside those of this process.
  var environment: [String: String] = [:]

  /// Starts a program.
  ///
  /// - Throws: `BenchmarkError` when the system can't start it.
  func start(_ program: String, _ words: [String]) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    for (child, target) in descriptors { add(target, as: child, to: &actions) }
    if beginsSession { posix_spawnattr_setflags(&attributes, beginSession) }
    return try spawn(program, words, &actions, &attributes)
  }

  private func add(
    _ target: Target, as child: Int32, to actions: inout posix_spawn_file_actions_t
  ) {
    switch target {
    case .copy(let descriptor):
      posix_spawn_file_actions_adddup2(&actions, descriptor, child)
    case .open(let path):
      posix_spawn_file_actions_addopen(&actions, child, path, O_RDWR, 0)
    }
  }

  private func spawn(
    _ program: String, _ words: [String], _ actions: inout posix_spawn_file_actions_t,
    _ attributes: inout posix_spawnattr_t
  ) throws -> pid_t {
    let variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    var process = pid_t()
    let code = withCStrings([program] + words) { arguments in
      withCStrings(variables.map { "\($0.key)=\($0.value)" }) { environment in
        posix_spawn(&process, program, &actions, &attributes, arguments, environment)
      }
    }
    guard code == 0 else {
      throw BenchmarkError("\(program) can't be started: \(String(cString: strerror(code)))")
    }
    return process
  }
}

/// `POSIX_SPAWN_SETSID`, which Swift does not see.
private let beginSession: Int16 = 0x80

/// Lends texts as the list of C strings, ended by a null pointer, that the system takes.
private func withCStrings<Result>(
  _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
  let strings = texts.map { strdup($0) } + [nil]
  defer { for string in strings { free(string) } }
  return strings.withUnsafeBufferPointer { pointer in
    guard let base = pointer.baseAddress else { preconditionFailure("a list that ends with null") }
    return body(base)
  }
}
