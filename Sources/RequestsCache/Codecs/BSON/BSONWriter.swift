import FoundationEssentials

/// Writes plain data as BSON.
struct BSONWriter {
  private(set) var output: [UInt8] = []

  mutating func document(
    _ members: some Sequence<(String, PlainValue)>, depth: Int
  ) throws(UnencodableValue) {
    guard depth <= PlainTree.Limits().depth else { throw UnencodableValue("nested too deep") }
    let start = output.count
    number(UInt32(0))
    for (name, value) in members { try element(name, value, depth: depth) }
    output.append(0)
    let length = withUnsafeBytes(of: Int32(try size(output.count - start)).littleEndian) {
      Array($0)
    }
    output.replaceSubrange(start..<start + 4, with: length)
  }

  private mutating func element(
    _ name: String, _ value: PlainValue, depth: Int
  ) throws(UnencodableValue) {
    let type = output.count
    output.append(0)
    try self.name(name)
    output[type] = try write(value, depth: depth).rawValue
  }

  /// Writes a value, and says of which type it is.
  private mutating func write(
    _ value: PlainValue, depth: Int
  ) throws(UnencodableValue) -> BSONReader.Element {
    switch value {
    case .null: return .null
    case .bool(let value): return fixed(UInt8(value ? 1 : 0), .bool)
    case .integer(let value):
      guard let short = Int32(exactly: value) else { return fixed(value, .int64) }
      return fixed(short, .int32)
    case .longInteger: throw UnencodableValue("BSON has no whole numbers beyond 64 bits")
    case .double(let value): return fixed(value.bitPattern, .double)
    case .text(let text): return try self.text(text)
    case .brokenText: throw UnencodableValue("BSON has no lone surrogates")
    case .bytes(let bytes): return try binary(bytes)
    case .date(let milliseconds): return fixed(milliseconds, .date)
    case .array(let items):
      try document(items.enumerated().map { (String($0), $1) }, depth: depth + 1)
      return .array
    case .map(let map):
      try document(map.members.map { ($0.name, $0.value) }, depth: depth + 1)
      return .document
    }
  }

  private mutating func name(_ name: String) throws(UnencodableValue) {
    guard !name.utf8.contains(0) else { throw UnencodableValue("BSON has no names with a zero") }
    output.append(contentsOf: name.utf8)
    output.append(0)
  }

  private mutating func text(_ text: String) throws(UnencodableValue) -> BSONReader.Element {
    number(try size(text.utf8.count + 1))
    output.append(contentsOf: text.utf8)
    output.append(0)
    return .string
  }

  private mutating func binary(_ bytes: Data) throws(UnencodableValue) -> BSONReader.Element {
    number(try size(bytes.count))
    output.append(0)
    output.append(contentsOf: bytes)
    return .binary
  }

  private mutating func fixed(
    _ value: some FixedWidthInteger, _ type: BSONReader.Element
  ) -> BSONReader.Element {
    number(value)
    return type
  }

  private mutating func number(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { output.append(contentsOf: $0) }
  }

  private func size(_ count: Int) throws(UnencodableValue) -> Int32 {
    guard let size = Int32(exactly: count) else { throw UnencodableValue("too large for BSON") }
    return size
  }
}
