import CCurl
import CSQLite
import Glibc

/// The machine and the parts that the numbers were measured with, in a line.
enum Machine {
  static var description: String {
    let memory = String((memoryKibibytes / 1024 / 1024 * 10).rounded() / 10)
    return [
      processor, "\(sysconf(Int32(_SC_NPROCESSORS_ONLN))) cores", "\(memory) GiB", kernel,
      "Swift \(compiler)", "SQLite \(String(cString: sqlite3_libversion()))",
      "libcurl \(LIBCURL_VERSION)", build,
    ].joined(separator: ", ")
  }

  private static var processor: String {
    let line = SystemFile.lines("/proc/cpuinfo").first { $0.hasPrefix("model name") }
    return line.map { String($0.drop { $0 != ":" }.dropFirst(2)) } ?? "unknown processor"
  }

  private static var kernel: String {
    let words = SystemFile.text("/proc/version").split(separator: " ").prefix(3)
    return words.joined(separator: " ").replacing(" version", with: "")
  }

  private static var memoryKibibytes: Double {
    let line = SystemFile.lines("/proc/meminfo").first { $0.hasPrefix("MemTotal:") }
    return line.flatMap { Double($0.filter { $0.isNumber }) } ?? 0
  }

  private static var compiler: String {
    #if compiler(>=6.4)
      "6.4 or later"
    #elseif compiler(>=6.3)
      "6.3"
    #else
      "6.2"
    #endif
  }

  private static var build: String {
    #if DEBUG
      "debug build: these numbers mean nothing"
    #else
      "release build"
    #endif
  }
}
