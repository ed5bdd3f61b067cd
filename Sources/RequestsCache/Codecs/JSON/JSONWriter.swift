import FoundationEssentials

/// Writes plain data as JSON, in the layout of Python's `json.dumps` with an indent of 2.
struct JSONWriter {
  let flavour: JSONCodec.Flavour
  let bytesForm: JSONCodec.BytesForm
  private(set) var output: [UInt8] = []

  init(flavour: JSONCodec.Flavour, bytesForm: JSONCodec.BytesForm) {
    self.flavour = flavour
    self.bytesForm = bytesForm
  }

  mutating func write(_ value: PlainValue, depth: Int) throws(UnencodableValue) {
    guard depth <= PlainTree.Limits().depth else { throw UnencodableValue("nested too deep") }
    switch value {
    case .null: raw("null")
    case .bool(let value): raw(value ? "true" : "false")
    case .integer(let value): raw(String(value))
    case .longInteger(let digits): try longInteger(digits)
    case .double(let value): double(value)
    case .text, .brokenText: try text(value)
    case .bytes(let bytes): self.bytes(bytes)
    case .date(let milliseconds): try date(milliseconds)
    case .array(let items): try array(items, depth: depth)
    case .map(let map): try self.map(map, depth: depth)
    }
  }

  private mutating func array(_ items: [PlainValue], depth: Int) throws(UnencodableValue) {
    guard !items.isEmpty else { return raw("[]") }
    var separator = "["
    for item in items {
      raw(separator)
      newLine(depth + 1)
      try write(item, depth: depth + 1)
      separator = ","
    }
    newLine(depth)
    raw("]")
  }

  private mutating func map(_ map: PlainMap, depth: Int) throws(UnencodableValue) {
    guard !map.members.isEmpty else { return raw("{}") }
    var separator = "{"
    for member in map.members {
      raw(separator)
      newLine(depth + 1)
      try text(.text(member.name))
      raw(": ")
      try write(member.value, depth: depth + 1)
      separator = ","
    }
    newLine(depth)
    raw("}")
  }

  private mutating func newLine(_ depth: Int) {
    output.append(0x0A)
    output.append(contentsOf: repeatElement(0x20, count: 2 * depth))
  }

  private mutating func raw(_ text: String) { output.append(contentsOf: text.utf8) }
}

extension JSONWriter {
  private mutating func longInteger(_ digits: String) throws(UnencodableValue) {
    guard flavour != .orjson || UInt64(digits) != nil else {
      throw UnencodableValue("orjson has no whole numbers beyond 64 bits")
    }
    raw(digits)
  }

  private mutating func date(_ milliseconds: Int64) throws(UnencodableValue) {
    guard let moment = ISOText.text(milliseconds: milliseconds) else {
      throw UnencodableValue("a date out of range")
    }
    try text(.text(moment))
  }

  private mutating func double(_ value: Double) {
    switch value {
    case _ where value.isFinite: raw(DecimalNumber.text(value))
    case _ where flavour == .orjson: raw("null")
    case .infinity: raw("Infinity")
    case -.infinity: raw("-Infinity")
    default: raw("NaN")
    }
  }

  private mutating func bytes(_ bytes: some Collection<UInt8>) {
    guard !bytes.isEmpty || bytesForm != .base64 else { return raw("null") }
    raw(bytesForm == .extendedJSON ? #"{"$binary": {"base64": ""# : "\"")
    let start = output.count
    switch bytesForm {
    case .base64, .extendedJSON: Base64.encode(bytes, to: &output)
    case .base85: Base85.encode(bytes, to: &output)
    }
    if flavour == .ujson {
      let text = output[start...]
      output.replaceSubrange(
        start..., with: text.flatMap { $0 == 0x2F ? [0x5C, 0x2F] : [$0] })
    }
    raw(bytesForm == .extendedJSON ? #"", "subType": "00"}}"# : "\"")
  }

  private mutating func text(_ value: PlainValue) throws(UnencodableValue) {
    raw("\"")
    let isWhole = value.withText { bytes in
      for point in CodePoints(bytes) where !add(point) { return false }
      return true
    }
    guard isWhole ?? true else { throw UnencodableValue("orjson has no lone surrogates") }
    raw("\"")
  }

  /// False for what can't be written.
  private mutating func add(_ point: UInt32) -> Bool {
    switch point {
    case 0x22: raw("\\\"")
    case 0x5C: raw("\\\\")
    case 0x2F where flavour == .ujson: raw("\\/")
    case 0x0A: raw("\\n")
    case 0x0D: raw("\\r")
    case 0x09: raw("\\t")
    case 0x08: raw("\\b")
    case 0x0C: raw("\\f")
    case 0..<0x20: escape(point)
    case 0x20..<0x7F: output.append(UInt8(point))
    case _ where flavour == .orjson:
      guard !CodePoints.isSurrogate(point) else { return false }
      CodePoints.append(point, to: &output)
    case 0x10000...:
      escape(0xD800 + (point - 0x10000) >> 10)
      escape(0xDC00 + (point - 0x10000) & 0x3FF)
    default: escape(point)
    }
    return true
  }

  private mutating func escape(_ unit: UInt32) {
    raw("\\u")
    HexDigit.append(unit, count: 4, to: &output)
  }
}
