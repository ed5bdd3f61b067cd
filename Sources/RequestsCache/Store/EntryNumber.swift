import CacheStore
import Synchronization

/// The number that the entry of a key has in lists. It follows from the key: an entry that was deleted and
/// came back is the same one, and so is one that was found without a list.
enum EntryNumber {
  /// 16 hexadecimal digits are a number themselves; other keys have their digest.
  static func of(_ key: String) -> Int64 {
    if let number = number(key) { return number }
    var key = key
    return key.withUTF8 { Int64(bitPattern: ValueVersion.digest(UnsafeRawBufferPointer($0))) }
  }

  /// The number that a key is itself; nil for other keys.
  private static func number(_ key: String) -> Int64? {
    var key = key
    return key.withUTF8 { digits -> Int64? in
      guard digits.count == 16 else { return nil }
      var (number, areDigits): (UInt64, Bool) = (0, true)
      // Without a branch for each: which of them are letters nobody can foresee.
      for digit in digits {
        let (decimal, letter) = (digit &- 0x30, digit &- 0x61)
        areDigits = ((decimal < 10) != (letter < 6)) && areDigits
        number = number << 4 | UInt64(decimal < 10 ? decimal : letter &+ 10)
      }
      return areDigits ? Int64(bitPattern: number) : nil
    }
  }

  static func id(_ key: String) -> EntryID { EntryID(number: of(key)) }

  /// The key of 16 digits that has a number.
  static func key(_ number: Int64) -> String {
    let digits = String(UInt64(bitPattern: number), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Whether a key follows from its number.
  static func isNumber(_ key: String) -> Bool { number(key) != nil }
}

/// Keys that don't follow from their numbers, of entries that were handed out without a list: those of
/// releases before 0.8, and those of functions of somebody's own.
final class OddKeys: Sendable {
  /// Keys remembered; of more, the older half is forgotten.
  private static let limit = 1 << 16
  private let state = Mutex<(keys: [Int64: String], order: [Int64])>(([:], []))

  /// The identity of a key's entry.
  func remember(_ key: String) -> EntryID {
    let number = EntryNumber.of(key)
    if !EntryNumber.isNumber(key) { state.withLock { Self.add(key, number, to: &$0) } }
    return EntryID(number: number)
  }

  func key(_ number: Int64) -> String? { state.withLock { $0.keys[number] } }

  private static func add(
    _ key: String, _ number: Int64, to state: inout (keys: [Int64: String], order: [Int64])
  ) {
    guard state.keys.updateValue(key, forKey: number) == nil else { return }
    state.order.append(number)
    guard state.order.count > limit else { return }
    for old in state.order.prefix(limit / 2) { state.keys[old] = nil }
    state.order.removeFirst(limit / 2)
  }
}
