import TestSupport
import Testing

@testable import RequestsCache

@Suite(.ownThreads) struct PickleFuzzTests {
  private var machine = PickleMachine()
  private var glance = PickleGlance()
  private var tree = PlainTree()

  /// Reads a value in every way there is; each succeeds or throws.
  private mutating func use(_ bytes: [UInt8]) {
    tree.removeAll()
    let isRead = bytes.withUnsafeBytes { source in
      do {
        try machine.decode(source, into: &tree)
        return true
      } catch {
        return false
      }
    }
    checkBounds(bytes.count)
    checkGlance(bytes)
    guard isRead else { return }
    bytes.withUnsafeBytes { source in
      _ = tree.withRoot(source) { node in
        _ = try? EntryFacts(node)
        _ = try? ResponseDocument(node)
        _ = ResponseDocument.bodyRange(of: node)
        var limits = PlainTree.Limits()
        (limits.nodes, limits.sideBytes) = (20_000, 1 << 20)
        _ = try? PlainValue(node, limits: limits)
      }
    }
  }

  /// A glance says nothing, or what the whole machine says.
  private mutating func checkGlance(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { source in
      guard let found = ListedPickle(glance: &glance, source) else { return }
      var machine = PickleMachine()
      #expect(found == ListedPickle(machine: &machine, source))
    }
  }

  /// What the comment on `PickleMachine` promises.
  private func checkBounds(_ count: Int) {
    #expect(tree.nodes.count <= count + 64)
    #expect(tree.side.count <= 3 * count + 2048)
    #expect(machine.stack.count <= count)
    #expect(machine.memo.count <= count)
    #expect(machine.marks.count <= count)
    #expect(machine.classes.count <= 64)
  }

  private static func fixtures() throws -> [[UInt8]] {
    try PickleFolder.all.filter { !$0.isSigned && $0.path.contains("Fixtures") }.flatMap { folder in
      try folder.facts().compactMap(\.file).map(folder.bytes)
    }
  }

  @Test mutating func `a pickle that is cut off at any byte ends in an error`() throws {
    let samples = try Self.fixtures().filter { $0.count < 3000 }
    var generator = SeededGenerator(seed: 1)
    for sample in samples.shuffled(using: &generator).prefix(8) {
      for count in 0..<sample.count {
        tree.removeAll()
        #expect(throws: UndecodableValue.self) {
          try sample[..<count].withUnsafeBytes { try machine.decode($0, into: &tree) }
        }
      }
    }
  }

  @Test mutating func `whatever is changed in a pickle, it is read or refused`() throws {
    let samples = try Self.fixtures()
    var generator = SeededGenerator(seed: 7)
    for sample in samples {
      for _ in 0..<60 {
        var bytes = sample
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
          Self.change(&bytes, &generator)
        }
        use(bytes)
      }
    }
  }

  @Test mutating func `whatever the instructions are, they are followed or refused`() {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<15_000 {
      var bytes: [UInt8] = [0x80, 4]
      for _ in 0..<Int.random(in: 1...80, using: &generator) {
        bytes += Self.instructions.randomElement(using: &generator) ?? []
      }
      use(bytes + [0x2E])
      use(bytes + Self.gather(bytes) + [0x2E])
    }
  }

  /// Instructions that are likely to fit together.
  private static let instructions: [[UInt8]] =
    [
      "N", "N", "]", "]", "}", ")", "(", "(", "a", "e", "s", "u", "t", "\\x85", "\\x86", "\\x87",
      "\\x94", "h\\x00", "h\\x01", "h\\x02", "q\\x00", "q\\x09", "r\\x20\\x00\\x00\\x00", "0", "1",
      "\\x8c\\x03url", "\\x8c\\x07headers", "\\x8c\\x07history", "\\x8c\\x08_content", "C\\x02ab",
      "K\\x01", "\\x8a\\x09abcdefghi", "R", "\\x81", "b", "chttp\\nHTTPStatus\\n",
      "cdatetime\\ndatetime\\n", "crequests.models\\nResponse\\n", "cm\\nT\\n",
      "ccollections\\nOrderedDict\\n", "\\x8c\\x08datetime\\x8c\\x09timedelta\\x93",
      "cbuiltins\\nbytearray\\n", "o", "iio\\nx\\n",
    ].map { Pickle.bytes($0) }

  /// Puts whatever is on the stack into one tuple.
  private static func gather(_ bytes: [UInt8]) -> [UInt8] {
    [UInt8](repeating: 0x74, count: bytes.count { $0 == 0x28 })
      + [UInt8](repeating: 0x86, count: 3)
  }

  private static func change(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
    guard let place = bytes.indices.randomElement(using: &generator) else { return }
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    case 1: bytes[place] = UInt8.random(in: 0...255, using: &generator)
    case 2: bytes.remove(at: place)
    case 3: bytes.insert(instructions.randomElement(using: &generator)?.first ?? 0, at: place)
    case 4:
      bytes.insert(
        contentsOf: instructions.randomElement(using: &generator) ?? [], at: place)
    default:
      let end = min(bytes.count, place + Int.random(in: 1...40, using: &generator))
      bytes.insert(contentsOf: bytes[place..<end], at: bytes.count / 2)
    }
  }
}
