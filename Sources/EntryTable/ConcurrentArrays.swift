import Dispatch

/// Elements that one core makes at a time.
private let share = 256

/// Two arrays with as many elements as `count`, which are made in pairs, on all cores where they are many.
/// `make` is given the places of a pair, and initialises both.
func arrays<First, Second>(
  count: Int,
  concurrently make:
    @Sendable (Int, UnsafeMutablePointer<First>, UnsafeMutablePointer<Second>) -> Void
) -> ([First], [Second]) {
  var seconds: [Second] = []
  let firsts = [First](unsafeUninitializedCapacity: count) { firsts, initialized in
    seconds = [Second](unsafeUninitializedCapacity: count) { seconds, initialized in
      initialized = count
      guard let allFirst = firsts.baseAddress, let allSecond = seconds.baseAddress else { return }
      // Each place is written once, by one thread.
      nonisolated(unsafe) let (first, second) = (allFirst, allSecond)
      DispatchQueue.concurrentPerform(iterations: (count + share - 1) / share) { part in
        for index in part * share..<min((part + 1) * share, count) {
          make(index, first + index, second + index)
        }
      }
    }
    initialized = count
  }
  return (firsts, seconds)
}
