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

  /// The first of them.
  static func first() async -> Int32 {
    let (stream, continuation) = AsyncStream.makeStream(of: Int32.self)
    let signals = EndSignals { continuation.yield($0) }
    defer { withExtendedLifetime(signals) {} }
    for await number in stream { return number }
    return SIGTERM
  }
}
