import Glibc

/// Measures larder: speaks the contestant protocol of the comparison scripts, and prints a table of
/// what larder promises to reach beside what it reaches on this machine.
@main
struct LarderBench {
  static func main() async {
    let arguments = Arguments(Array(CommandLine.arguments.dropFirst()))
    do {
      try await run(arguments)
    } catch {
      write("larder-bench: \(error)\n", to: STDERR_FILENO)
      exit(1)
    }
  }

  private static func run(_ arguments: Arguments) async throws {
    switch arguments.operation {
    case "fill": try await fill(Workload(arguments))
    case "hit": try await hit(Workload(arguments))
    case "miss": try await miss(Workload(arguments))
    case "reval": try await revalidate(Workload(arguments))
    case "first": try await first(Workload(arguments))
    case "mixed": try await mixed(Workload(arguments), arguments)
    case "writeloop": try await writeLoop(Workload(arguments))
    case "verify": try await verify(Workload(arguments), arguments)
    case "table": try await printTable(arguments)
    case "make": try await make(arguments)
    case let operation:
      guard let management = ManagementOperation(rawValue: operation) else {
        throw BenchmarkError(usage)
      }
      try await manage(management, arguments)
    }
  }

  private static let usage = """
    Say what to measure.
      larder-bench table [--larder PATH] [--rounds N]   what larder promises and reaches
      larder-bench fill|hit|miss|reval|first|mixed|writeloop|verify --cache PATH ...
      larder-bench make --cache PATH --entries N --urls-file PATH
      larder-bench \(ManagementOperation.allCases.map(\.rawValue).joined(separator: "|"))
        --cache PATH --urls-file PATH --n N
    """
}
