/// Reads BSON into a tree. Every length is checked against the document that it lies in.
struct BSONReader {
  /// The types of elements that can be read.
  enum Element: UInt8 {
    case double = 0x01
    case string = 0x02
    case document = 0x03
    case array = 0x04
    case binary = 0x05
    case undefined = 0x06
    case objectID = 0x07
    case bool = 0x08
    case date = 0x09
    case null = 0x0A
    case code = 0x0D
    case symbol = 0x0E
    case int32 = 0x10
    case timestamp = 0x11
    case int64 = 0x12
  }

  /// A document or array that has not ended.
  private struct Open {
    var node: PlainTree.Index
    var isMap: Bool
    var end: Int
  }

  private let bytes: UnsafeRawBufferPointer
  private var place = 0
  /// Where the innermost document ends, without its zero.
  private var end: Int
  private var open: [Open] = []

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    end = bytes.count
  }

  mutating func read(into tree: inout PlainTree) throws(UndecodableValue) {
    let root = try container(isMap: true, &tree)
    tree.setRoot(root)
    guard end == bytes.count - 1 else { throw UndecodableValue(.malformed, at: end) }
    while let last = open.last { try step(last, &tree) }
  }

  /// The next element of the innermost document, or its end.
  private mutating func step(
    _ container: Open, _ tree: inout PlainTree
  ) throws(UndecodableValue) {
    guard place < end else { return try close(container) }
    let type = bytes[place]
    guard let element = Element(rawValue: type) else {
      throw UndecodableValue(.malformed, at: place)
    }
    place += 1
    let name = try self.name()
    if container.isMap { tree.appendNew(try text(name, &tree), to: container.node) }
    tree.appendNew(try value(element, &tree), to: container.node)
  }

  private mutating func close(_ container: Open) throws(UndecodableValue) {
    guard bytes[place] == 0 else { throw UndecodableValue(.malformed, at: place) }
    place += 1
    open.removeLast()
    end = open.last?.end ?? place
  }

  private mutating func container(
    isMap: Bool, _ tree: inout PlainTree
  ) throws(UndecodableValue) -> PlainTree.Index {
    guard open.count < tree.limits.depth else { throw UndecodableValue(.tooDeep) }
    let start = place
    let length = Int(try int32())
    guard length >= 5 else { throw UndecodableValue(.malformed, at: start) }
    guard length <= end - start else { throw UndecodableValue(.truncated, at: start) }
    end = start + length - 1
    let node = try tree.add(container: isMap ? .map : .array)
    open.append(Open(node: node, isMap: isMap, end: end))
    return node
  }

  private mutating func value(
    _ element: Element, _ tree: inout PlainTree
  ) throws(UndecodableValue) -> PlainTree.Index {
    switch element {
    case .double: try tree.add(Double(bitPattern: fixed(UInt64.self)))
    case .string, .code, .symbol: try text(string(), &tree)
    case .document: try container(isMap: true, &tree)
    case .array: try container(isMap: false, &tree)
    case .binary: try tree.add(.bytes, binary())
    case .undefined, .null: try tree.addNull()
    case .objectID: try objectID(&tree)
    case .bool: try tree.add(bool())
    case .date: try tree.add(milliseconds: Int64(bitPattern: fixed(UInt64.self)))
    case .int32: try tree.add(Int64(int32()))
    case .timestamp: try tree.add(milliseconds: Int64(fixed(UInt64.self) >> 32) * 1000)
    case .int64: try tree.add(Int64(bitPattern: fixed(UInt64.self)))
    }
  }
}

// MARK: Parts

extension BSONReader {
  /// Bytes of the innermost document.
  private mutating func take(_ count: Int) throws(UndecodableValue) -> Range<Int> {
    guard count >= 0 else { throw UndecodableValue(.malformed, at: place) }
    guard count <= end - place else { throw UndecodableValue(.truncated, at: place) }
    defer { place += count }
    return place..<place + count
  }

  private mutating func fixed<Number: FixedWidthInteger & BitwiseCopyable>(
    _ type: Number.Type
  ) throws(UndecodableValue) -> Number {
    let start = try take(MemoryLayout<Number>.size).lowerBound
    return Number(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: Number.self))
  }

  private mutating func int32() throws(UndecodableValue) -> Int32 { try fixed(Int32.self) }

  private mutating func bool() throws(UndecodableValue) -> Bool {
    let value = bytes[try take(1).lowerBound]
    guard value < 2 else { throw UndecodableValue(.malformed, at: place - 1) }
    return value == 1
  }

  private mutating func name() throws(UndecodableValue) -> Range<Int> {
    let start = place
    guard let zero = bytes[place..<end].firstIndex(of: 0) else {
      throw UndecodableValue(.malformed, at: start)
    }
    place = zero + 1
    return start..<zero
  }

  private mutating func string() throws(UndecodableValue) -> Range<Int> {
    let range = try take(Int(int32()))
    guard !range.isEmpty, bytes[range.upperBound - 1] == 0 else {
      throw UndecodableValue(.malformed, at: range.lowerBound)
    }
    return range.lowerBound..<range.upperBound - 1
  }

  private func text(
    _ range: Range<Int>, _ tree: inout PlainTree
  ) throws(UndecodableValue) -> PlainTree.Index {
    guard CodePoints.isUTF8(UnsafeRawBufferPointer(rebasing: bytes[range])) else {
      throw UndecodableValue(.malformed, at: range.lowerBound)
    }
    return try tree.add(.text, range)
  }

  /// Subtype 2 has its length twice.
  private mutating func binary() throws(UndecodableValue) -> Range<Int> {
    let count = Int(try int32())
    let subtype = bytes[try take(1).lowerBound]
    let range = try take(count)
    guard subtype == 2 else { return range }
    guard count >= 4 else { throw UndecodableValue(.malformed, at: range.lowerBound) }
    let inner = UInt32(
      littleEndian: bytes.loadUnaligned(fromByteOffset: range.lowerBound, as: UInt32.self))
    guard Int(inner) == count - 4 else { throw UndecodableValue(.malformed, at: range.lowerBound) }
    return range.lowerBound + 4..<range.upperBound
  }

  private mutating func objectID(
    _ tree: inout PlainTree
  ) throws(UndecodableValue) -> PlainTree.Index {
    var digits: [UInt8] = []
    for place in try take(12) { HexDigit.append(UInt32(bytes[place]), count: 2, to: &digits) }
    return try tree.add(.text, aside: digits)
  }
}
