import Glibc

/// What the system tells of a process under `/proc`.
struct ProcessFacts {
  private let folder: String

  /// This process.
  static let current = ProcessFacts(folder: "/proc/self")

  /// Another process.
  init(process: pid_t) { self.init(folder: "/proc/\(process)") }

  private init(folder: String) { self.folder = folder }

  /// The most memory it ever had resident, in MiB.
  var peakMemory: Double { memory("VmHWM:") }
  /// The memory that it has resident, in MiB.
  var residentMemory: Double { memory("VmRSS:") }

  /// Seconds of processor time that all its threads have used.
  var processorSeconds: Double {
    let ticks = fields(after: ")", of: SystemFile.text(folder + "/stat"))
    // utime and stime are fields 14 and 15 of the line; the name in brackets is field 2.
    guard ticks.count > 12, let user = Double(ticks[11]), let system = Double(ticks[12]) else {
      return 0
    }
    return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  private func memory(_ label: String) -> Double {
    let line = SystemFile.lines(folder + "/status").first { $0.hasPrefix(label) }
    let kibibytes = line.flatMap { $0.split(separator: " ").dropLast().last }
    let number = kibibytes.flatMap { Double($0.filter { $0.isNumber }) }
    return (number ?? 0) / 1024
  }

  private func fields(after mark: Character, of text: String) -> [Substring] {
    guard let end = text.lastIndex(of: mark) else { return [] }
    return text[text.index(after: end)...].split(separator: " ")
  }
}
