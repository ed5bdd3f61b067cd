import FoundationEssentials

/// Writes plain data as YAML that PyYAML reads back the same: in blocks, with sorted keys, in ASCII. The members
/// of a decoded body keep their order, which is that of the body.
struct YAMLWriter {
  private(set) var output: [UInt8] = []
  private var isInBody = false

  mutating func document(_ value: PlainValue) throws(UnencodableValue) {
    try write(value, indent: 0, isItem: true)
  }

  /// Writes what stands behind a mark or at the beginning, to the end of its line.
  ///
  /// - Parameter isItem: Whether a collection may begin on the same line, as behind `- `.
  private mutating func write(
    _ value: PlainValue, indent: Int, isItem: Bool
  ) throws(UnencodableValue) {
    guard indent <= 2 * PlainTree.Limits().depth else {
      throw UnencodableValue("nested too deep")
    }
    switch value {
    case .map(let map) where !map.members.isEmpty:
      try self.map(map, indent: indent, isItem: isItem)
    case .array(let items) where !items.isEmpty:
      try array(items, indent: indent, isItem: isItem)
    case .bytes(let bytes) where !bytes.isEmpty:
      raw("!!binary |")
      binary(bytes, indent: indent + 2)
    default:
      try scalar(value)
      raw("\n")
    }
  }

  private mutating func map(
    _ map: PlainMap, indent: Int, isItem: Bool
  ) throws(UnencodableValue) {
    let members =
      isInBody
      ? Array(map.members)
      : map.members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    var isFirst = isItem
    let isInside = isInBody
    defer { isInBody = isInside }
    for member in members {
      isInBody = isInside || member.name == "_decoded_content"
      begin(indent: indent, isFirst: &isFirst)
      try key(member.name, indent: indent)
      if isOnNextLine(member.value) { raw("\n") } else { raw(" ") }
      try write(member.value, indent: indent + 2, isItem: false)
    }
  }

  /// A key that is too long to be found by a reader needs a mark before it.
  private mutating func key(_ name: String, indent: Int) throws(UnencodableValue) {
    let start = output.count
    text(.text(name))
    if output.count - start > 128 {
      output.insert(contentsOf: "? ".utf8, at: start)
      raw("\n")
      spaces(indent)
    }
    raw(":")
  }

  private mutating func array(
    _ items: [PlainValue], indent: Int, isItem: Bool
  ) throws(UnencodableValue) {
    var isFirst = isItem
    for item in items {
      begin(indent: indent, isFirst: &isFirst)
      raw("- ")
      try write(item, indent: indent + 2, isItem: true)
    }
  }

  private mutating func begin(indent: Int, isFirst: inout Bool) {
    if !isFirst { spaces(indent) }
    isFirst = false
  }

  private func isOnNextLine(_ value: PlainValue) -> Bool {
    switch value {
    case .map(let map): !map.members.isEmpty
    case .array(let items): !items.isEmpty
    default: false
    }
  }

  private mutating func spaces(_ count: Int) {
    output.append(contentsOf: repeatElement(0x20, count: count))
  }

  private mutating func raw(_ text: String) { output.append(contentsOf: text.utf8) }
}

// MARK: Scalars

extension YAMLWriter {
  private mutating func scalar(_ value: PlainValue) throws(UnencodableValue) {
    switch value {
    case .null: raw("null")
    case .bool(let value): raw(value ? "true" : "false")
    case .integer(let value): raw(String(value))
    case .longInteger(let digits): raw(digits)
    case .double(let value): raw(Self.number(value))
    case .text, .brokenText: text(value)
    case .date(let milliseconds):
      guard let moment = ISOText.text(milliseconds: milliseconds) else {
        throw UnencodableValue("a date out of range")
      }
      text(.text(moment))
    case .bytes: raw("!!binary \"\"")
    case .array: raw("[]")
    case .map: raw("{}")
    }
  }

  /// A number with an exponent needs a point to be one.
  private static func number(_ value: Double) -> String {
    if value.isNaN { return ".nan" }
    guard value.isFinite else { return value < 0 ? "-.inf" : ".inf" }
    let text = DecimalNumber.text(value)
    guard !text.contains("."), let exponent = text.firstIndex(of: "e") else { return text }
    return text[..<exponent] + ".0" + text[exponent...]
  }

  private mutating func binary(_ bytes: Data, indent: Int) {
    var rest = bytes[...]
    raw("\n")
    while !rest.isEmpty {
      spaces(indent)
      Base64.encode(rest.prefix(57), to: &output)
      raw("\n")
      rest = rest.dropFirst(57)
    }
  }

  private mutating func text(_ value: PlainValue) {
    let isWritten: Void? = value.withText { bytes in
      switch YAMLStyle(bytes) {
      case .plain: output.append(contentsOf: bytes)
      case .single: quote(bytes)
      case .double: escape(bytes)
      }
    }
    if isWritten == nil { raw("\"\"") }
  }

  private mutating func quote(_ bytes: UnsafeBufferPointer<UInt8>) {
    raw("'")
    for byte in bytes {
      if byte == UInt8(ascii: "'") { output.append(byte) }
      output.append(byte)
    }
    raw("'")
  }

  private mutating func escape(_ bytes: UnsafeBufferPointer<UInt8>) {
    raw("\"")
    for point in CodePoints(bytes) {
      switch point {
      case 0x22: raw("\\\"")
      case 0x5C: raw("\\\\")
      case 0x0A: raw("\\n")
      case 0x20..<0x7F: output.append(UInt8(point))
      case 0..<0x100: code("\\x", point, count: 2)
      case 0x100..<0x10000: code("\\u", point, count: 4)
      default: code("\\U", point, count: 8)
      }
    }
    raw("\"")
  }

  private mutating func code(_ mark: String, _ point: UInt32, count: UInt32) {
    raw(mark)
    HexDigit.append(point, count: count, isUpper: true, to: &output)
  }
}

/// How a text can be written.
enum YAMLStyle {
  case plain, single, double

  /// Plain only where no reader can take it for anything but a text.
  init(_ text: UnsafeBufferPointer<UInt8>) {
    guard text.allSatisfy({ (0x20..<0x7F).contains($0) }) else {
      self = .double
      return
    }
    let isWord = text.first.map { Self.isLetter($0) || $0 == UInt8(ascii: "_") } ?? false
    let isPlain =
      isWord && text.last != UInt8(ascii: ":") && text.allSatisfy(Self.isPlain)
      && YAMLTag(ofPlain: UnsafeRawBufferPointer(text)) == .text && !Self.isYesOrNo(text)
    self = isPlain ? .plain : .single
  }

  /// Letters that other readers have for "yes" and "no".
  private static func isYesOrNo(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    text.count == 1 && "yYnN".utf8.contains(text[0])
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte & ~0x20)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    isLetter(byte) || (0x30...0x39).contains(byte) || "_-./:;=+~%$()?&@".utf8.contains(byte)
  }
}
