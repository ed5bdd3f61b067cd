/// The choices and counts of one process in a mixed run.
struct MixedRun {
  /// A request to make.
  struct Request {
    let path: String
    let isStore: Bool
  }

  /// Errors that a request ended in, by their words.
  var errors: [String: Int] = [:]
  private let id: Int
  private let storePercent: Int
  private var generator: SeededGenerator
  private var own: [String] = []
  private var stores = 0
  private var missedOwn = 0
  private var wrongBodies = 0
  private var readTimes: [Int64] = []
  private var storeTimes: [Int64] = []

  init(_ work: Workload, _ arguments: Arguments) {
    id = work.id
    storePercent = arguments.number("write-pct", default: 20)
    generator = SeededGenerator(seed: work.seed * 7919 + work.id)
  }

  /// A new path to store, or one of those that this process has stored.
  mutating func nextRequest() -> Request {
    let isStore = Int.random(in: 0..<100, using: &generator) < storePercent
    if !isStore, let path = own.randomElement(using: &generator) {
      return Request(path: path, isStore: false)
    }
    defer { stores += 1 }
    return Request(path: "/w/p\(id)-\(stores)", isStore: true)
  }

  /// Counts an answer.
  mutating func note(_ request: Request, _ answer: Client.Answer, nanoseconds: Int64) {
    if !answer.begins(with: request.path) { wrongBodies += 1 }
    if request.isStore {
      own.append(request.path)
      storeTimes.append(nanoseconds)
    } else {
      missedOwn += answer.isFromCache ? 0 : 1
      readTimes.append(nanoseconds)
    }
  }

  /// What the run prints.
  func result(wallSeconds: Double) -> JSON {
    let operations = readTimes.count + storeTimes.count
    let times = { (values: [Int64]) -> JSON in
      values.isEmpty ? .null : Latencies(values).fields(wallSeconds: wallSeconds)
    }
    return [
      "reads": .count(readTimes.count), "writes": .count(storeTimes.count),
      "ops_per_s": .real(Double(operations) / wallSeconds), "secs": .real(wallSeconds),
      "read_misses_of_own_writes": .count(missedOwn), "wrong_bodies": .count(wrongBodies),
      "errors": .object(errors.sorted { $0.key < $1.key }.map { ($0.key, .count($0.value)) }),
      "read": times(readTimes), "write": times(storeTimes),
    ]
  }
}
