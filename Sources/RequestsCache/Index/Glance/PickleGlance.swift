/// Reads what a list needs of a pickle of the form that requests-cache 1.x and larder write: maps, lists,
/// texts and numbers, whatever is in them. Of any other it says nothing, and `PickleMachine` reads it.
///
/// Where it finds something, the whole machine reads the pickle too, and `EntryFacts` finds the same in its
/// tree. It takes one look at each instruction, follows none that names a class, keeps no more than
/// `room` values at a time, and makes nothing: what it finds are places in the bytes.
struct PickleGlance: Sendable {
  /// Values on the stack, and values remembered. A pickle with more of them is not of the usual form.
  static let room = 512
  /// Fewer bytes can't come to more nodes than a tree may have.
  private static let mostBytes = 2_000_000

  private var stack = [GlancedValue](repeating: .missing, count: room)
  private var memo = [GlancedValue](repeating: .missing, count: room)

  /// What a list needs, where a pickle of the usual form has it; nil for any other.
  mutating func parts(of bytes: UnsafeRawBufferPointer) -> GlancedParts? {
    guard bytes.count <= Self.mostBytes else { return nil }
    return stack.withUnsafeMutableBufferPointer { stack in
      memo.withUnsafeMutableBufferPointer { memo in
        var run = GlanceRun(bytes, stack: stack, memo: memo)
        return try? run.parts()
      }
    }
  }
}

/// A value of a pickle that is looked at: what it is, and where it lies or how much it is.
struct GlancedValue: Sendable, BitwiseCopyable {
  enum Kind: UInt8, Sendable {
    case missing, null, boolean, integer, double, text, bytes
    /// Its payload counts the items.
    case list
    /// A map by its role, of which its place decides: that of the document, and those of its members
    /// `headers`, `request` and `larder`. All others are as one.
    case document, headers, request, larder, map
    /// Where the stack began again; its payload is where it began before.
    case mark
  }

  var kind: Kind
  var payload: UInt64

  static let missing = GlancedValue(kind: .missing, payload: 0)

  /// Where a text or byte string lies.
  var range: Range<Int> {
    let start = Int(payload >> 32)
    return start..<start + Int(UInt32(truncatingIfNeeded: payload))
  }

  var isMap: Bool { isPart || kind == .document || kind == .map }

  /// Whether it is one of the maps of a document in which a list is told something.
  var isPart: Bool { kind == .headers || kind == .request || kind == .larder }

  /// A number, whole or not.
  var number: Double? {
    switch kind {
    case .integer: Double(Int64(bitPattern: payload))
    case .double: Double(bitPattern: payload)
    default: nil
    }
  }
}

/// A pickle is not of the usual form.
struct UnusualPickle: Error {}

/// One look at a pickle. All of it goes into one function, whose values stay in registers.
private struct GlanceRun {
  private let bytes: UnsafeRawBufferPointer
  private var place = 0
  private let stack: UnsafeMutableBufferPointer<GlancedValue>
  private var count = 0
  /// Where the stack begins since the last mark.
  private var floor = 0
  private let memo: UnsafeMutableBufferPointer<GlancedValue>
  private var remembered = 0
  private var found = GlancedParts()

  init(
    _ bytes: UnsafeRawBufferPointer, stack: UnsafeMutableBufferPointer<GlancedValue>,
    memo: UnsafeMutableBufferPointer<GlancedValue>
  ) {
    self.bytes = bytes
    self.stack = stack
    self.memo = memo
  }

  @inline(__always)
  mutating func parts() throws(UnusualPickle) -> GlancedParts {
    guard try byte() == PickleOpcode.proto, case 2...5 = try byte() else { throw UnusualPickle() }
    while true {
      let code = try byte()
      if code == PickleOpcode.stop { break }
      try step(code)
    }
    guard place == bytes.count, count == 1, floor == 0, stack[0].kind == .document,
      found.url.kind == .text
    else { throw UnusualPickle() }
    return found
  }

  /// Follows one instruction: those of which entries have most come first.
  @inline(__always)
  private mutating func step(_ code: UInt8) throws(UnusualPickle) {
    switch code {
    case PickleOpcode.shortBinUnicode: try pushTexts()
    case PickleOpcode.memoize: try remember()
    case PickleOpcode.binGet: try recall(Int(try byte()))
    case PickleOpcode.binUnicode: try pushBlock(.text, Int(try number(UInt32.self)))
    case PickleOpcode.mark: try mark()
    case PickleOpcode.setItems: try addAll(isMap: true)
    case PickleOpcode.emptyDict: try push(role(), 0)
    default: try rareStep(code)
    }
  }

  @inline(__always)
  private mutating func rareStep(_ code: UInt8) throws(UnusualPickle) {
    switch code {
    case PickleOpcode.binBytes: try pushBlock(.bytes, Int(try number(UInt32.self)))
    case PickleOpcode.shortBinBytes: try pushBlock(.bytes, Int(try byte()))
    case PickleOpcode.frame: try frame()
    case PickleOpcode.binInt1: try push(.integer, UInt64(try byte()))
    case PickleOpcode.binInt2: try push(.integer, UInt64(try number(UInt16.self)))
    case PickleOpcode.binInt:
      try push(.integer, UInt64(bitPattern: Int64(try number(Int32.self))))
    case PickleOpcode.binFloat: try push(.double, try number(UInt64.self).byteSwapped)
    case PickleOpcode.none: try push(.null, 0)
    case PickleOpcode.newTrue, PickleOpcode.newFalse: try push(.boolean, 0)
    case PickleOpcode.setItem: try add(from: count - 2, to: count - 3, isMap: true)
    case PickleOpcode.emptyList: try push(.list, 0)
    case PickleOpcode.append: try add(from: count - 1, to: count - 2, isMap: false)
    case PickleOpcode.appends: try addAll(isMap: false)
    case PickleOpcode.binPut:
      guard Int(try byte()) == remembered else { throw UnusualPickle() }
      try remember()
    default: throw UnusualPickle()
    }
  }
}

// MARK: Operands

extension GlanceRun {
  @inline(__always)
  private mutating func byte() throws(UnusualPickle) -> UInt8 {
    guard place < bytes.count else { throw UnusualPickle() }
    defer { place &+= 1 }
    return bytes[place]
  }

  @inline(__always)
  private mutating func number<Number: FixedWidthInteger & BitwiseCopyable>(
    _: Number.Type
  ) throws(UnusualPickle) -> Number {
    guard MemoryLayout<Number>.size <= bytes.count - place else { throw UnusualPickle() }
    defer { place += MemoryLayout<Number>.size }
    return Number(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: Number.self))
  }

  /// A frame says how many of the next bytes to read at once; that they are there is all that matters.
  @inline(__always)
  private mutating func frame() throws(UnusualPickle) {
    guard try number(UInt64.self) <= UInt64(bytes.count - place) else { throw UnusualPickle() }
  }
}

// MARK: The stack

extension GlanceRun {
  @inline(__always)
  private mutating func push(
    _ kind: GlancedValue.Kind, _ payload: UInt64
  ) throws(UnusualPickle) {
    guard count < stack.count else { throw UnusualPickle() }
    stack[count] = GlancedValue(kind: kind, payload: payload)
    count &+= 1
  }

  @inline(__always)
  private mutating func pushBlock(
    _ kind: GlancedValue.Kind, _ length: Int
  ) throws(UnusualPickle) {
    guard length <= bytes.count - place else { throw UnusualPickle() }
    try push(kind, UInt64(place) << 32 | UInt64(length))
    place &+= length
  }

  /// Pushes and remembers texts as long as one follows another, as keys and values do: most of a pickle but its
  /// body. All that changes stays in registers.
  @inline(__always)
  private mutating func pushTexts() throws(UnusualPickle) {
    var (place, count, remembered) = (place, count, remembered)
    let end = bytes.count
    while true {
      guard place < end, count < stack.count else { throw UnusualPickle() }
      let length = Int(bytes[place])
      guard length < end - place else { throw UnusualPickle() }
      let text = GlancedValue(kind: .text, payload: UInt64(place + 1) << 32 | UInt64(length))
      stack[count] = text
      count &+= 1
      place &+= length + 1
      guard place < end, bytes[place] == PickleOpcode.memoize else { break }
      guard remembered < memo.count else { throw UnusualPickle() }
      memo[remembered] = text
      remembered &+= 1
      place &+= 1
      guard place < end, bytes[place] == PickleOpcode.shortBinUnicode else { break }
      place &+= 1
    }
    (self.place, self.count, self.remembered) = (place, count, remembered)
  }

  @inline(__always)
  private mutating func mark() throws(UnusualPickle) {
    try push(.mark, UInt64(floor))
    floor = count
  }

  @inline(__always)
  private mutating func remember() throws(UnusualPickle) {
    guard count > floor, remembered < memo.count else { throw UnusualPickle() }
    memo[remembered] = stack[count - 1]
    remembered += 1
  }

  /// Pushes a text once more; nothing else is worth remembering for Python in plain data.
  @inline(__always)
  private mutating func recall(_ number: Int) throws(UnusualPickle) {
    guard number < remembered, memo[number].kind == .text else { throw UnusualPickle() }
    try push(.text, memo[number].payload)
  }

  /// What a map is that begins now. It is the value of the text before it: where that turns out to be no key,
  /// the pickle is not of the usual form.
  @inline(__always)
  private func role() -> GlancedValue.Kind {
    if count == 0 { return .document }
    // Of the document's members: behind its only mark, or without one.
    guard floor == 2 && count > 2 || floor == 0 && count == 2 else { return .map }
    let key = stack[count - 1]
    switch key.range.count {
    case 7 where key.isText("headers", bytes): return .headers
    case 7 where key.isText("request", bytes): return .request
    case 6 where key.isText("larder", bytes): return .larder
    default: return .map
    }
  }

  /// Puts everything since the last mark into the container before it.
  @inline(__always)
  private mutating func addAll(isMap: Bool) throws(UnusualPickle) {
    guard floor > 0 else { throw UnusualPickle() }
    let (start, before) = (floor, Int(stack[floor - 1].payload))
    floor = before
    try add(from: start, to: start - 2, isMap: isMap)
    // The mark goes too.
    count -= 1
  }

  /// Puts the last values of the stack into a container.
  @inline(__always)
  private mutating func add(
    from start: Int, to container: Int, isMap: Bool
  ) throws(UnusualPickle) {
    guard container >= floor else { throw UnusualPickle() }
    let added = count - start
    if isMap {
      guard stack[container].isMap, added.isMultiple(of: 2) else { throw UnusualPickle() }
      for key in stride(from: start, to: count, by: 2) {
        try found.note(stack[key], stack[key + 1], in: stack[container].kind, bytes)
      }
    } else {
      guard stack[container].kind == .list,
        stack[start..<count].allSatisfy({ !$0.isPart })
      else { throw UnusualPickle() }
      stack[container].payload += UInt64(added)
    }
    count = start
  }
}
