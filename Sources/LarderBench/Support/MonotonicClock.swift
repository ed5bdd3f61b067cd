import Glibc

/// Nanoseconds of the clock that never jumps; it is the same for all processes of the machine.
func monotonicNanoseconds() -> Int64 {
  nanoseconds(of: CLOCK_MONOTONIC)
}

/// Nanoseconds of processor time that this process has used.
func processorNanoseconds() -> Int64 {
  nanoseconds(of: CLOCK_PROCESS_CPUTIME_ID)
}

/// Seconds from one reading in nanoseconds to another.
func seconds(from start: Int64, to end: Int64) -> Double {
  Double(end - start) / 1e9
}

private func nanoseconds(of clock: clockid_t) -> Int64 {
  var time = timespec()
  clock_gettime(clock, &time)
  return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}
