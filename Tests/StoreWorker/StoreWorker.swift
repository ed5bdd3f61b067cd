import CacheStore
import FoundationEssentials
import Glibc
import HTTPCaching
import HTTPTypes
import SQLite
import SQLiteStore

/// The other process of tests in which two share a file.
///
///     StoreWorker write PATH NAME COUNT   stores entries, saying the number of each once it is stored
///     StoreWorker stage PATH              stages two megabytes and waits to be killed
///     StoreWorker lock PATH               takes the write lock, says so, and holds it until killed
///     StoreWorker fixture PATH            makes the file that later versions must open
///     StoreWorker hold PATH               opens the store, says so, and waits to be killed
@main
struct StoreWorker {
  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count > 2 else { exit(64) }
    let path = arguments[2]
    switch arguments[1] {
    case "write":
      guard arguments.count > 4, let count = Int(arguments[4]) else { exit(64) }
      try await write(path, name: arguments[3], count: count)
    case "stage": try await stage(path)
    case "lock": try lock(path)
    case "fixture": try await makeFixture(path)
    default: try await hold(path)
    }
  }

  /// Waits long for a lock: the machine may be busy.
  private static var patient: StoreOptions {
    var options = StoreOptions()
    options.lockPatience = .seconds(60)
    return options
  }

  private static func write(_ path: String, name: String, count: Int) async throws {
    let store = try SQLiteStore.open(path: path, options: patient)
    for number in 0..<count {
      let text = "\(name)-\(number)"
      try await store.put(entry(text), body: Data(String(repeating: text, count: 500).utf8))
      say(String(number))
    }
  }

  private static func stage(_ path: String) async throws {
    let store = try SQLiteStore.open(path: path, options: patient)
    let staging = try await store.stageBody()
    try await staging.append(Data(count: 2 << 20))
    say("staged")
    wait()
    await staging.abandon()
  }

  private static func lock(_ path: String) throws {
    let connection = try Connection(path, access: .readWrite, waitingAtMost: .seconds(5))
    try connection.write {
      say("locked")
      wait()
    }
  }

  private static func hold(_ path: String) async throws {
    let store = try SQLiteStore.open(path: path, options: patient)
    try await store.put(entry("held"), body: Data("held".utf8))
    say("open")
    wait()
    _ = try await store.changeCounter()
  }

  private static func makeFixture(_ path: String) async throws {
    let store = try SQLiteStore.open(path: path, options: patient)
    let now = Date(timeIntervalSinceReferenceDate: 800_000_000)
    let kept = try await store.put(entry("fixture"), body: Data("from version 1".utf8))
    let deleted = try await store.put(entry("deleted"), body: Data("in the trash".utf8))
    _ = try await store.setExpiration(.never, of: [kept], now: now)
    _ = try await store.delete([deleted], to: .trash, reason: "fixture", now: now)
    await store.close()
  }

  /// A line, at once.
  private static func say(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = Glibc.write(1, bytes, bytes.count)
  }

  /// Until the input ends or a signal comes.
  private static func wait() {
    while getchar() != EOF {}
  }

  private static func entry(_ text: String) -> NewEntry {
    let time = Date(timeIntervalSinceReferenceDate: 800_000_000)
    let request = HTTPRequest(
      method: .get, scheme: "https", authority: "example.com", path: "/" + text)
    let response = HTTPResponse(status: .ok, headerFields: [.cacheControl: "max-age=60"])
    return NewEntry(
      key: CacheKey(hex: text),
      keyParts: CacheKeyParts(method: "GET", url: "https://example.com/" + text),
      stored: StoredResponse(
        request: request, response: response, requestTime: time, responseTime: time))
  }
}
