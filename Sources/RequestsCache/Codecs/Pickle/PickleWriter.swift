import FoundationEssentials

/// Writes plain data as a pickle of protocol 4.
struct PickleWriter {
  private var bytes: [UInt8] = []
  /// Python nests no deeper when it reads what it has read.
  private static let depth = 900

  mutating func document(_ value: PlainValue) throws(UnencodableValue) -> [UInt8] {
    bytes = [PickleOpcode.proto, 4]
    try write(value, depth: Self.depth)
    bytes.append(PickleOpcode.stop)
    return bytes
  }

  private mutating func write(_ value: PlainValue, depth: Int) throws(UnencodableValue) {
    guard depth > 0 else { throw UnencodableValue("containers nested too deep for Python") }
    switch value {
    case .null: bytes.append(PickleOpcode.none)
    case .bool(let value):
      bytes.append(value ? PickleOpcode.newTrue : PickleOpcode.newFalse)
    case .integer(let value): write(value)
    case .longInteger(let digits): try writeLong(digits)
    case .double(let value):
      bytes.append(PickleOpcode.binFloat)
      append(value.bitPattern.byteSwapped)
    case .text(let text): try write(text)
    case .brokenText(let text): try writeBroken(text)
    case .bytes(let data): try write(data)
    case .date(let milliseconds): try write(ISODate(milliseconds: milliseconds).text)
    case .array(let items): try write(items, depth: depth)
    case .map(let map): try write(map, depth: depth)
    }
  }

  private mutating func write(_ items: [PlainValue], depth: Int) throws(UnencodableValue) {
    bytes.append(PickleOpcode.emptyList)
    guard !items.isEmpty else { return }
    bytes.append(PickleOpcode.mark)
    for item in items { try write(item, depth: depth - 1) }
    bytes.append(PickleOpcode.appends)
  }

  private mutating func write(_ map: PlainMap, depth: Int) throws(UnencodableValue) {
    bytes.append(PickleOpcode.emptyDict)
    guard !map.members.isEmpty else { return }
    bytes.append(PickleOpcode.mark)
    for member in map.members {
      try write(member.name)
      try write(member.value, depth: depth - 1)
    }
    bytes.append(PickleOpcode.setItems)
  }
}

// MARK: Numbers

extension PickleWriter {
  private mutating func append<Number: FixedWidthInteger>(_ number: Number) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  private mutating func write(_ value: Int64) {
    if let value = UInt8(exactly: value) {
      bytes += [PickleOpcode.binInt1, value]
    } else if let value = Int32(exactly: value) {
      bytes.append(PickleOpcode.binInt)
      append(value)
    } else {
      bytes += [PickleOpcode.long1, 8]
      append(value)
    }
  }

  private mutating func writeLong(_ decimal: String) throws(UnencodableValue) {
    guard let number = DecimalText.bytes(decimal) else {
      throw UnencodableValue("a whole number of more than \(DecimalText.digitLimit) digits")
    }
    if let count = UInt8(exactly: number.count) {
      bytes += [PickleOpcode.long1, count]
    } else {
      bytes.append(PickleOpcode.long4)
      append(UInt32(number.count))
    }
    bytes += number
  }
}

// MARK: Texts and bytes

extension PickleWriter {
  private mutating func write(_ text: String) throws(UnencodableValue) {
    try append(text.utf8, PickleOpcode.shortBinUnicode, PickleOpcode.binUnicode)
  }

  private mutating func write(_ data: Data) throws(UnencodableValue) {
    try append(data, PickleOpcode.shortBinBytes, PickleOpcode.binBytes)
  }

  /// Python has lone surrogates in texts, but nothing else that is not UTF-8.
  private mutating func writeBroken(_ text: Data) throws(UnencodableValue) {
    guard Self.isUnicode(text) else { throw UnencodableValue("a text that is not Unicode") }
    try append(text, PickleOpcode.shortBinUnicode, PickleOpcode.binUnicode)
  }

  private mutating func append(
    _ block: some Collection<UInt8>, _ short: UInt8, _ long: UInt8
  ) throws(UnencodableValue) {
    if let count = UInt8(exactly: block.count) {
      bytes += [short, count]
    } else {
      guard let count = UInt32(exactly: block.count) else {
        throw UnencodableValue("a text or body of 4 GiB or more")
      }
      bytes.append(long)
      append(count)
    }
    bytes.append(contentsOf: block)
  }

  /// Whether it would be UTF-8 if surrogates were the characters some way before them.
  private static func isUnicode(_ text: Data) -> Bool {
    var bytes = [UInt8](text)
    for index in bytes.indices.dropLast() where bytes[index] == 0xED {
      if bytes[index + 1] >= 0xA0 { bytes[index + 1] &= 0x9F }
    }
    return String(validating: bytes, as: UTF8.self) != nil
  }
}
