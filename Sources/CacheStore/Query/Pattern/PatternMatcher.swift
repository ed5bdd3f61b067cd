/// Looks for a pattern in one text after another, or in one that comes in pieces. For one thread.
///
/// The states of the automaton are made when they are first met and kept for the next text; when there are
/// too many, all are forgotten. So a byte costs one look into a table, and at worst a walk over the
/// program's instructions.
package final class PatternMatcher {
  private let program: PatternProgram
  /// For each state what each byte, and the end behind 255, leads to; it has room for so many states.
  private var table: UnsafeMutablePointer<Int32>
  private var room = 16
  private var states: [State] = []
  private var numbers: [State: Int32] = [:]
  /// Where the search is now.
  private var current: Int32 = 0
  private var marks: [Int32]
  private var turn: Int32 = 0

  private static let symbols = 257
  private static let end = 256
  private static let unknown: Int32 = -1
  private static let matched: Int32 = -2
  /// A megabyte of table.
  private static let stateLimit = 1024

  /// A state: the places that the program is in, and what was before.
  private struct State: Hashable {
    var places: [Int32]
    var isStart: Bool
    var isAfterWord: Bool
  }

  package init(_ pattern: TextPattern) {
    program = pattern.program
    table = .allocate(capacity: room * Self.symbols)
    marks = [Int32](repeating: 0, count: program.instructions.count)
    begin()
  }

  deinit { table.deallocate() }

  /// Whether the pattern is somewhere in a text.
  package func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    begin()
    return feed(text) || finish()
  }

  /// Begins a new text.
  package func begin() {
    current = number(of: State(places: [], isStart: true, isAfterWord: false))
  }

  /// Takes the next piece of the text; whether the pattern was found. Nothing more needs to be fed then.
  package func feed(_ piece: UnsafeBufferPointer<UInt8>) -> Bool {
    var state = current
    for byte in piece {
      var next = table[Int(state) &* Self.symbols &+ Int(byte)]
      if next < 0 {
        if next == Self.unknown { next = step(state, Int(byte)) }
        if next == Self.matched { return true }
      }
      state = next
    }
    current = state
    return false
  }

  /// The text is at its end; whether the pattern is found there.
  package func finish() -> Bool { step(current, Self.end) == Self.matched }

  // MARK: States

  private func number(of state: State) -> Int32 {
    if let known = numbers[state] { return known }
    if states.count >= Self.stateLimit {
      states.removeAll(keepingCapacity: true)
      numbers.removeAll(keepingCapacity: true)
    }
    if states.count == room { growTable() }
    let number = Int32(states.count)
    states.append(state)
    numbers[state] = number
    (table + Int(number) * Self.symbols).update(repeating: Self.unknown, count: Self.symbols)
    return number
  }

  private func growTable() {
    let larger = UnsafeMutablePointer<Int32>.allocate(capacity: 2 * room * Self.symbols)
    larger.update(from: table, count: room * Self.symbols)
    table.deallocate()
    table = larger
    room *= 2
  }

  /// Works out where a byte, or the end, leads to, and keeps it.
  private func step(_ from: Int32, _ symbol: Int) -> Int32 {
    let state = states[Int(from)]
    let isWord = symbol < 256 && Self.isWord(UInt8(symbol))
    guard let places = places(behind: state, symbol, isWord: isWord) else {
      table[Int(from) * Self.symbols + symbol] = Self.matched
      return Self.matched
    }
    let count = states.count
    let next = number(
      of: State(
        places: places, isStart: false, isAfterWord: program.hasWordBoundaries && isWord))
    // The state may have been forgotten on the way.
    if states.count >= count { table[Int(from) * Self.symbols + symbol] = next }
    return next
  }

  /// The places behind a byte; nil when the pattern is found before it.
  private func places(behind state: State, _ symbol: Int, isWord: Bool) -> [Int32]? {
    turn &+= 1
    var found: [Int32] = []
    // A place that was found may begin anywhere.
    var open = state.places + [program.start]
    while let place = open.popLast() {
      guard marks[Int(place)] != turn else { continue }
      marks[Int(place)] = turn
      switch program.instructions[Int(place)] {
      case .match: return nil
      case .split(let first, let second):
        open.append(second)
        open.append(first)
      case .assertion(let assertion, let next):
        if holds(assertion, state, symbol, isWord: isWord) { open.append(next) }
      case .bytes(let range, let next):
        if symbol < 256, range.contains(UInt8(symbol)) { found.append(next) }
      }
    }
    return Set(found).sorted()
  }

  private func holds(
    _ assertion: PatternAssertion, _ state: State, _ symbol: Int, isWord: Bool
  ) -> Bool {
    switch assertion {
    case .start: state.isStart
    case .end: symbol == Self.end
    case .wordBoundary: state.isAfterWord != isWord
    case .notWordBoundary: state.isAfterWord == isWord
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
