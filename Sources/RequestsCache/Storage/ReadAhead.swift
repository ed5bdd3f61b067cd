/// Reads values whose keys are known beforehand, many at a time: to look at one costs several calls of the system
/// besides, and has to wait while somebody ends a transaction.
struct ReadAhead {
  private let storage: any ValueStorage
  private var rest: ArraySlice<String>
  private var known: [String: StoredValue?] = [:]

  /// Values that are read at a time: twice as many each time, so that the first ones are there soon.
  private var count = 512
  private static let most = 4096

  /// - Parameter keys: in the order in which they are going to be asked for.
  init(_ storage: any ValueStorage, keys: [String]) {
    self.storage = storage
    rest = keys[...]
  }

  /// One value; nil where there is none.
  mutating func value(_ key: String) throws -> StoredValue? {
    if known.isEmpty { readSome() }
    if let value = known.removeValue(forKey: key) { return value }
    return try storage.value(key)
  }

  /// Where one can't be read, each of them is read by itself.
  private mutating func readSome() {
    let keys = rest.prefix(count)
    count = min(count * 2, Self.most)
    guard let values = try? storage.values(keys) else {
      rest = rest.dropFirst(keys.count)
      return
    }
    known = Dictionary(zip(keys, values)) { $1 }
    rest = rest.dropFirst(max(1, values.count))
  }
}
