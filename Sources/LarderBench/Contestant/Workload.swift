import Glibc

/// What the contestant protocol says about a run: which cache, which URLs, how many.
struct Workload: Sendable {
  let cache: String
  let format: CacheFormat
  let base: String
  let size: String
  let kind: String
  let entries: Int
  let count: Int
  let threads: Int
  let seed: Int
  let id: Int
  let waitsForStart: Bool

  /// - Throws: `BenchmarkError` without `--cache`.
  init(_ arguments: Arguments) throws {
    cache = try arguments.required("cache")
    format = try CacheFormat(arguments)
    base = arguments.text("base", default: "http://127.0.0.1:18080")
    size = arguments.text("size", default: "10k")
    kind = arguments.text("kind", default: "b")
    entries = max(1, arguments.number("entries", default: 10_000))
    count = max(1, arguments.number("n", default: 2_000))
    threads = max(1, arguments.number("threads", default: 1))
    seed = arguments.number("seed", default: 1)
    id = arguments.number("id", default: 0)
    waitsForStart = arguments.has("sync")
  }

  /// The URL of one thing at the origin, a number or any other name.
  func url(_ name: some CustomStringConvertible, kind: String? = nil) -> String {
    "\(base)/\(kind ?? self.kind)/\(size)/\(name)"
  }

  /// Random URLs among those that `fill` stored.
  func randomURLs(_ count: Int, using generator: inout SeededGenerator) -> [String] {
    (0..<count).map { _ in url(Int.random(in: 0..<entries, using: &generator)) }
  }

  /// Says that all is warm and waits for the word to begin, if the run asks for that.
  func waitForStart() {
    guard waitsForStart else { return }
    emit(["op": "ready"])
    _ = readLine()
  }

  /// What every result says about its run.
  func facts(_ operation: String) -> JSON {
    [
      "op": .text(operation), "size": .text(size), "kind": .text(kind), "seed": .count(seed),
      "id": .count(id),
    ]
  }
}
