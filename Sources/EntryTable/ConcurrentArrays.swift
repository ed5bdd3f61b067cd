import Dispatch

/// Elements that one core makes at a time.
private let share = 256

/// Two arrays with as many elements as `count`, which are made in pairs, on all cores where they are many.
func arrays<First: Sendable, Second: Sendable>(
  count: Int, concurrently pair: @Sendable (Int) -> (First, Second)
) -> ([First], [Second]) {
  var seconds: [Second] = []
  let firsts = [First](unsafeUninitializedCapacity: count) { firsts, initialized in
    seconds = [Second](unsafeUninitializedCapacity: count) { seconds, initialized in
      // Each place is written once, by one thread.
      nonisolated(unsafe) let (firsts, seconds) = (firsts, seconds)
      DispatchQueue.concurrentPerform(iterations: (count + share - 1) / share) { part in
        for index in part * share..<min((part + 1) * share, count) {
          let (first, second) = pair(index)
          firsts.initializeElement(at: index, to: first)
          seconds.initializeElement(at: index, to: second)
        }
      }
      initialized = count
    }
    initialized = count
  }
  return (firsts, seconds)
}
