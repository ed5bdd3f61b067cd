import FoundationEssentials

/// Whole processes: the command's first answer, and many processes on one cache.
struct ProcessMeasurement {
  let bench: Bench

  func rows() async throws -> [TableRow] {
    var rows: [TableRow] = []
    do { rows.append(try firstHitRow()) } catch {
      rows.append(TableRow("first hit", failed: error))
    }
    rows.append(try mixedRow())
    return rows
  }

  /// From the start of `larder get` to the first byte that it prints.
  private func firstHitRow() throws -> TableRow {
    let url = bench.origin.url + "/b/10k/77"
    let times = try (0..<(3 * bench.rounds)).map { _ in
      let start = monotonicNanoseconds()
      let child = try ChildProcess(bench.larder, ["get", url, "--store", bench.sessionCache])
      guard child.readsOutput() else { throw BenchmarkError("larder get printed nothing") }
      let time = monotonicNanoseconds() - start
      _ = child.output()
      return time
    }
    let milliseconds = Latencies(times).median / 1e3
    return TableRow(
      "process start to first hit printed", budget: "under 25 ms",
      measured: "\(tenths(milliseconds)) ms", isKept: milliseconds < 25)
  }

  private func mixedRow() throws -> TableRow {
    let results = try runMixed()
    let errors =
      try results.reduce(0) { try $0 + number("wrong_bodies", in: $1) }
      + Double(results.count { !$0.contains("\"errors\":{}") })
    let rate = try results.reduce(0) { try $0 + number("ops_per_s", in: $1) }
    let lost = try lostEntries()
    let integrity = try SQLiteFloor.integrity(of: bench.path("mixed.larder"))
    return TableRow(
      "8 processes, reads and stores, \(bench.mixedSeconds) s",
      budget: "over 3,000 a second, no error, nothing lost",
      measured: "\(Int(rate)) a second, \(Int(errors)) errors, \(Int(lost)) lost",
      comparison: "integrity \(integrity)",
      isKept: rate > 3000 && errors == 0 && lost == 0 && integrity == "ok")
  }

  private func runMixed() throws -> [String] {
    let children = try (0..<8).map { id in
      try ChildProcess(
        bench.program,
        [
          "mixed", "--cache", bench.path("mixed.larder"), "--base", bench.origin.url, "--sync",
          "--id", String(id), "--secs", String(bench.mixedSeconds), "--urls-file", notes(id),
        ], hasInput: true)
    }
    for child in children where !child.readsOutput() {
      throw BenchmarkError("a process of the mixed run did not start")
    }
    for child in children { child.send("\n") }
    return children.map { $0.output().split(separator: "\n").last.map(String.init) ?? "" }
  }

  private func lostEntries() throws -> Double {
    let all = try NoteFile(path: bench.path("notes"))
    for id in 0..<8 { for line in NoteFile.wholeLines(notes(id)) { all.add(line) } }
    all.close()
    let check = try ChildProcess(
      bench.program,
      [
        "verify", "--cache", bench.path("mixed.larder"), "--base", bench.origin.url,
        "--urls-file", bench.path("notes"),
      ])
    let line = check.output()
    return try ["missing", "wrong", "errors"].reduce(0) { try $0 + number($1, in: line) }
  }

  private func notes(_ id: Int) -> String { bench.path("notes-\(id)") }
}
