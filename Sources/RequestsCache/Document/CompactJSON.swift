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
    for byte in writer.output {
      if byte == UInt8(ascii: "/") { output.append(UInt8(ascii: "\\")) }
      output.append(byte)
    }
  }
}
