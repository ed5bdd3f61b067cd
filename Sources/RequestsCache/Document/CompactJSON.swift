/// JSON as requests-cache puts a body together again that it stored as values: as `ujson` does, without
/// spaces, in ASCII and with escaped slashes. Where ujson isn't installed Python gives it with spaces.
enum CompactJSON {
  static func bytes(of value: PlainValue) -> [UInt8] {
    var output: [UInt8] = []
    append(value, to: &output)
    return output
  }

  /// Values come from a tree of bounded depth.
  private static func append(_ value: PlainValue, to output: inout [UInt8]) {
    switch value {
    case .array(let items):
      var separator = UInt8(ascii: "[")
      if items.isEmpty { output.append(separator) }
      for item in items {
        output.append(separator)
        append(item, to: &output)
        separator = UInt8(ascii: ",")
      }
      output.append(UInt8(ascii: "]"))
    case .map(let map):
      var separator = UInt8(ascii: "{")
      if map.members.isEmpty { output.append(separator) }
      for member in map.members {
        output.append(separator)
        append(scalar: .text(member.name), to: &output)
        output.append(UInt8(ascii: ":"))
        append(member.value, to: &output)
        separator = UInt8(ascii: ",")
      }
      output.append(UInt8(ascii: "}"))
    default: append(scalar: value, to: &output)
    }
  }

  private static func append(scalar value: PlainValue, to output: inout [UInt8]) {
    var writer = JSONWriter(flavour: .json, bytesForm: .base64)
    guard (try? writer.write(value, depth: 0)) != nil else { return }
    if case .double = value { return output.append(contentsOf: exponentOf(writer.output)) }
    append(text: writer.output, to: &output)
  }

  private static let delete = Array("\\u007f".utf8)

  /// A text with slashes escaped, and the last character of ASCII not.
  private static func append(text: [UInt8], to output: inout [UInt8]) {
    var rest = text[...]
    while let byte = rest.first {
      if rest.starts(with: delete) {
        output.append(0x7F)
        rest = rest.dropFirst(delete.count)
        continue
      }
      if byte == UInt8(ascii: "/") { output.append(UInt8(ascii: "\\")) }
      // What an escape consists of is never the beginning of another one.
      let count = byte == UInt8(ascii: "\\") ? 2 : 1
      output.append(contentsOf: rest.prefix(count))
      rest = rest.dropFirst(count)
    }
  }

  /// A number with an exponent as short as it can be, where Python has two digits.
  private static func exponentOf(_ number: [UInt8]) -> [UInt8] {
    guard let sign = number.firstIndex(of: UInt8(ascii: "e")).map({ $0 + 1 }),
      number.count == sign + 3, number[sign + 1] == UInt8(ascii: "0")
    else { return number }
    return Array(number[...sign] + number[(sign + 2)...])
  }
}
