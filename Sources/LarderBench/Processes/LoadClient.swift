import Dispatch
import Glibc
import LoopbackOrigin
import Synchronization

/// Asks a server for one path on many connections, again and again: each asks as soon as it has its answer.
struct LoadClient {
  let port: Int
  let path: String
  var connections = 64
  var seconds = 3.0

  /// Answers a second, and how long each took.
  func run() throws -> (rate: Double, times: Latencies) {
    let threads = 2
    let results = Mutex<(times: [Int64], failed: Bool)>(([], false))
    let start = monotonicNanoseconds()
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      let times = try? ask(
        on: connections / threads, until: start + Int64(seconds * 1e9))
      results.withLock { results in
        results.times += times ?? []
        results.failed = results.failed || times == nil
      }
    }
    let took = Double(monotonicNanoseconds() - start) / 1e9
    let (times, failed) = results.withLock { $0 }
    guard !failed, !times.isEmpty else { throw BenchmarkError("a connection broke") }
    return (Double(times.count) / took, Latencies(times))
  }

  /// Asks once, and reads until the server ends the connection; how many bytes came.
  func drain() throws -> Int {
    let request = "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    let connection = try LoadConnection(port: port, Array(request.utf8))
    try connection.ask()
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    var total = 0
    while true {
      let count = recv(connection.descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { return total }
      total += count
    }
  }

  private func ask(on connections: Int, until end: Int64) throws -> [Int64] {
    let request = Array("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".utf8)
    let all = try (0..<connections).map { _ in try LoadConnection(port: port, request) }
    var polled = all.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
    var times: [Int64] = []
    for connection in all { try connection.ask() }
    while monotonicNanoseconds() < end {
      guard poll(&polled, UInt(polled.count), 1000) > 0 else { throw BenchmarkError("no answer") }
      for index in polled.indices where polled[index].revents != 0 {
        guard let time = try all[index].read() else { continue }
        times.append(time)
        try all[index].ask()
      }
    }
    return times
  }
}

/// A connection of a load client.
private final class LoadConnection {
  let descriptor: Int32
  private let request: [UInt8]
  private var buffer = [UInt8](repeating: 0, count: 65_536)
  private var count = 0
  /// Bytes of the answer, once its head is there.
  private var wanted = Int.max
  private var asked: Int64 = 0

  init(port: Int, _ request: [UInt8]) throws {
    self.request = request
    descriptor = try connectToLoopback(port: port)
  }

  deinit { close(descriptor) }

  func ask() throws {
    (count, wanted) = (0, .max)
    asked = monotonicNanoseconds()
    guard send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else {
      throw BenchmarkError("a request could not be sent")
    }
  }

  /// Takes what is there. Returns how long the answer took once it is whole.
  func read() throws -> Int64? {
    let read = buffer.withUnsafeMutableBytes {
      recv(descriptor, $0.baseAddress.map { $0 + count }, $0.count - count, 0)
    }
    guard read > 0 else { throw BenchmarkError("the server ended a connection") }
    count += read
    if wanted == .max { wanted = wholeSize() ?? .max }
    return count >= wanted ? monotonicNanoseconds() - asked : nil
  }

  /// Bytes of head and body; nil while the head isn't there.
  private func wholeSize() -> Int? {
    let mark = Array("\r\n\r\n".utf8)
    guard
      let end = (0..<max(0, count - 3)).first(where: {
        buffer[$0] == 13 && buffer[$0 + 2] == 13 && buffer[$0..<$0 + 4].elementsEqual(mark)
      })
    else { return nil }
    let head = String(decoding: buffer[..<end], as: UTF8.self).lowercased()
    let line = head.split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
    let length = line.flatMap { Int($0.dropFirst(15).filter { $0 != " " }) } ?? 0
    return end + 4 + length
  }
}
