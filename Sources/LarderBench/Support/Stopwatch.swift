/// Wall and processor time since it was started.
struct Stopwatch {
  private let wallStart = monotonicNanoseconds()
  private let processorStart = processorNanoseconds()

  /// Seconds of the monotonic clock at the start.
  var start: Double { Double(wallStart) / 1e9 }
  /// Seconds since the start.
  var wallSeconds: Double { seconds(from: wallStart, to: monotonicNanoseconds()) }
  /// Seconds of processor time since the start.
  var processorSeconds: Double { seconds(from: processorStart, to: processorNanoseconds()) }
}
