import Dispatch
import Glibc

/// Tells of signals that ask the program to end, which then don't end it.
final class EndSignals {
  private let sources: [any DispatchSourceSignal]

  /// - Parameter body: hears of each of them, on a thread of its own.
  init(_ numbers: [Int32] = [SIGINT, SIGTERM, SIGHUP], _ body: @escaping @Sendable (Int32) -> Void)
  {
    let queue = DispatchQueue(label: "larder.signals")
    sources = numbers.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { body(number) }
      source.resume()
      return source
    }
  }

  deinit { for source in sources { source.cancel() } }

  /// Waits for the first of them, and for the end of what it ends; who asks a second time doesn't want to wait.
  static func end(
    _ finish: @Sendable () async -> Void, atOnce: @escaping @Sendable () async -> Void
  ) async {
    let (stream, continuation) = AsyncStream.makeStream(of: Int32.self)
    let signals = EndSignals { continuation.yield($0) }
    defer { withExtendedLifetime(signals) {} }
    for await _ in stream { break }
    let impatience = Task {
      for await _ in stream { return await atOnce() }
    }
    await finish()
    impatience.cancel()
  }
}
