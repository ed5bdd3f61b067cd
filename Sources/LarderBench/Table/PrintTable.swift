/// Measures everything and prints the table; measurements that fail say so in their row.
func printTable(_ arguments: Arguments) async throws {
  let bench = try Bench(arguments)
  defer { bench.cleanUp() }
  write("\(Machine.description)\n\n\(TableRow.heading)\n")
  await section("hit", arguments) { try await HitMeasurement(bench).rows() }
  await section("origin", arguments) { try await OriginMeasurement(bench: bench).rows() }
  await section("large", arguments) { try await LargeCacheMeasurement(bench).rows() }
  await section("search", arguments) { try await SearchMeasurement(bench).rows() }
  await section("process", arguments) { try await ProcessMeasurement(bench: bench).rows() }
  await section("proxy", arguments) { try await ProxyMeasurement(bench: bench).rows() }
  await section("browser", arguments) { try await BrowserMeasurement(bench: bench).rows() }
  await section("live", arguments) { try await LiveMeasurement(bench: bench).rows() }
  await section("python", arguments) {
    try await RequestsCacheMeasurement(bench, arguments).rows()
  }
}

/// Runs one group of measurements unless `--only` leaves it out.
private func section(
  _ name: String, _ arguments: Arguments, _ measure: () async throws -> [TableRow]
) async {
  let chosen = arguments.text("only", default: name).split(separator: ",")
  guard chosen.contains(where: { $0 == name }) else { return }
  do {
    for row in try await measure() { write(row.markdown + "\n") }
  } catch {
    write(TableRow(name, failed: error).markdown + "\n")
  }
}
