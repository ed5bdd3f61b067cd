/// A pattern as instructions of a machine over bytes that is in several places at once.
final class PatternProgram: Sendable {
  enum Instruction: Sendable, Hashable {
    /// A byte in this range leads on.
    case bytes(ClosedRange<UInt8>, Int32)
    /// Both ways at once.
    case split(Int32, Int32)
    case assertion(PatternAssertion, Int32)
    case match
  }

  let instructions: [Instruction]
  let start: Int32
  let hasWordBoundaries: Bool

  /// More than any pattern that people write by hand needs; counts inside counts grow fast.
  static let maximumSize = 20_000

  init(_ node: PatternNode) throws(PatternError) {
    var assembler = Assembler()
    start = try assembler.assemble(node, to: assembler.add(.match))
    instructions = assembler.instructions
    hasWordBoundaries = instructions.contains {
      if case .assertion(.wordBoundary, _) = $0 { return true }
      if case .assertion(.notWordBoundary, _) = $0 { return true }
      return false
    }
  }
}

/// Builds instructions from the end to the beginning.
private struct Assembler {
  var instructions: [PatternProgram.Instruction] = []

  mutating func add(_ instruction: PatternProgram.Instruction) throws(PatternError) -> Int32 {
    guard instructions.count < PatternProgram.maximumSize else {
      throw PatternError(0, "the pattern is too large: smaller counts in braces")
    }
    instructions.append(instruction)
    return Int32(instructions.count - 1)
  }

  /// Adds what a node asks for, and then leads to `next`. Returns where it begins.
  mutating func assemble(_ node: PatternNode, to next: Int32) throws(PatternError) -> Int32 {
    switch node {
    case .empty: return next
    case .character(let set): return try assemble(set, to: next)
    case .assertion(let assertion): return try add(.assertion(assertion, next))
    case .sequence(let parts):
      var start = next
      for part in parts.reversed() { start = try assemble(part, to: start) }
      return start
    case .choice(let branches):
      var starts: [Int32] = []
      for branch in branches { starts.append(try assemble(branch, to: next)) }
      return try join(starts)
    case .repeated(let inner, let low, let high):
      return try assemble(inner, low, high, to: next)
    }
  }

  private mutating func assemble(
    _ inner: PatternNode, _ low: Int, _ high: Int?, to next: Int32
  ) throws(PatternError) -> Int32 {
    var start = next
    if let high {
      for _ in low..<max(low, high) {
        start = try add(.split(try assemble(inner, to: start), next))
      }
    } else {
      start = try add(.split(next, next))
      instructions[Int(start)] = .split(try assemble(inner, to: start), next)
    }
    for _ in 0..<low { start = try assemble(inner, to: start) }
    return start
  }

  private mutating func assemble(_ set: ScalarSet, to next: Int32) throws(PatternError) -> Int32 {
    var starts: [Int32] = []
    for sequence in set.byteSequences {
      var start = next
      for range in sequence.reversed() { start = try add(.bytes(range, start)) }
      starts.append(start)
    }
    return try join(starts)
  }

  /// All of them at once; nothing matches where there are none.
  private mutating func join(_ starts: [Int32]) throws(PatternError) -> Int32 {
    guard var start = starts.last else {
      let nowhere = try add(.split(0, 0))
      instructions[Int(nowhere)] = .split(nowhere, nowhere)
      return nowhere
    }
    for other in starts.dropLast().reversed() { start = try add(.split(other, start)) }
    return start
  }
}
