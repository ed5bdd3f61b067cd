/// The digest that the facts about fixtures have of bodies.
enum SHA256 {
  static func hex(_ bytes: some Collection<UInt8>) -> String {
    var state = initial
    var message = Array(bytes)
    let bits = UInt64(message.count) * 8
    message.append(0x80)
    while message.count % 64 != 56 { message.append(0) }
    withUnsafeBytes(of: bits.bigEndian) { message.append(contentsOf: $0) }
    for start in stride(from: 0, to: message.count, by: 64) {
      add(message[start..<start + 64], to: &state)
    }
    return state.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  private static func add(_ block: ArraySlice<UInt8>, to state: inout [UInt32]) {
    var words = stride(from: block.startIndex, to: block.endIndex, by: 4).map { place in
      block[place..<place + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    }
    for index in 16..<64 {
      let (early, late) = (words[index - 15], words[index - 2])
      let first = turn(early, 7) ^ turn(early, 18) ^ (early >> 3)
      let second = turn(late, 17) ^ turn(late, 19) ^ (late >> 10)
      words.append(words[index - 16] &+ first &+ words[index - 7] &+ second)
    }
    var work = state
    for index in 0..<64 { step(&work, words[index] &+ constants[index]) }
    for index in 0..<8 { state[index] &+= work[index] }
  }

  private static func step(_ work: inout [UInt32], _ addend: UInt32) {
    let (a, e) = (work[0], work[4])
    let choice = (e & work[5]) ^ (~e & work[6])
    let majority = (a & work[1]) ^ (a & work[2]) ^ (work[1] & work[2])
    let high = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)
    let low = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)
    let first = work[7] &+ high &+ choice &+ addend
    work = [first &+ low &+ majority] + work[0..<7]
    work[4] &+= first
  }

  private static func turn(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word >> count | word << (32 - count)
  }

  /// The first 32 bits of the fractions of square roots of the first primes.
  private static let initial = primes.prefix(8).map { fraction($0) { $0 * $0 } }

  /// Those of cube roots.
  private static let constants = primes.map { fraction($0) { $0 * $0 * $0 } }

  private static let primes: [Int] = {
    var primes: [Int] = []
    var candidate = 2
    while primes.count < 64 {
      if !primes.contains(where: { candidate % $0 == 0 }) { primes.append(candidate) }
      candidate += 1
    }
    return primes
  }()

  /// Finds the root bit by bit, in whole numbers of more than 64 bits.
  private static func fraction(_ prime: Int, _ power: (UInt128) -> UInt128) -> UInt32 {
    let scale: UInt128 = power(UInt128(1) << 32)
    var root: UInt128 = 0
    for bit in (0..<37).reversed() {
      let next = root | UInt128(1) << UInt128(bit)
      if power(next) <= UInt128(prime) * scale { root = next }
    }
    return UInt32(truncatingIfNeeded: root)
  }
}
