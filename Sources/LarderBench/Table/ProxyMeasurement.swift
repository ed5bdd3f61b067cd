import FoundationEssentials
import Glibc

/// The proxy, beside nginx's `proxy_cache` where that is installed.
struct ProxyMeasurement {
  let bench: Bench
  private let path = "/b/10k/7"

  func rows() async throws -> [TableRow] {
    let proxy = try ProxyProcess(bench)
    defer { proxy.end() }
    var rows = [try hitRow(proxy)]
    rows.append(try largeRow(proxy))
    return rows
  }

  private func hitRow(_ proxy: ProxyProcess) throws -> TableRow {
    let nginx = try NginxProcess(bench)
    defer { nginx?.end() }
    var rates: [Double] = []
    var tails: [Double] = []
    var others: [Double] = []
    for _ in 0..<bench.rounds {
      let (rate, times) = try LoadClient(port: proxy.port, path: path).run()
      rates.append(rate)
      tails.append(times.percentile(99) / 1e3)
      if let nginx { others.append(try LoadClient(port: nginx.port, path: path).run().rate) }
    }
    let (rate, tail, other) = (median(rates), median(tails), median(others))
    let ratio = others.isEmpty ? nil : median(zip(rates, others).map { $0 / $1 })
    return TableRow(
      "proxy, hits of 10 KB on 64 connections",
      budget: "a third of nginx's rate, p99 under 10 ms",
      measured: "\(Int(rate)) a second, p99 \(tenths(tail)) ms, \(tenths(proxy.peakMemory)) MB",
      comparison: ratio.map { "\(hundredths($0)) times nginx (\(Int(other)))" }
        ?? "nginx isn't installed",
      isKept: ratio.map { $0 >= 1.0 / 3 && tail < 10 })
  }

  /// A body of 1 GB that may not be stored.
  private func largeRow(_ proxy: ProxyProcess) throws -> TableRow {
    let start = monotonicNanoseconds()
    let bytes = try LoadClient(port: proxy.port, path: "/g/1").drain()
    let seconds = Double(monotonicNanoseconds() - start) / 1e9
    guard bytes > BenchOrigin.gigabyte else { throw BenchmarkError("the body broke off") }
    let memory = proxy.peakMemory
    return TableRow(
      "proxy, 1 GB through it", budget: "under 100 MB", measured: "\(tenths(memory)) MB",
      comparison: "\(tenths(seconds)) s", isKept: memory < 100)
  }
}
