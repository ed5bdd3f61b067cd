import FoundationEssentials
import HTTPTypes

/// A request's content as it enters the key: in forms, and in JSON at any depth, a mark stands for the
/// values of ignored names. Anything else, and what can't be read, is taken as sent.
struct RedactedBody {
  private(set) var bytes: [UInt8]
  private(set) var ignored: [String] = []

  init(_ body: Data, of request: HTTPRequest, ignoring names: IgnoredParameters) {
    bytes = Array(body)
    guard !names.names.isEmpty else { return }
    let type = request.headerFields[.contentType]?.lowercased().prefix { $0 != ";" } ?? ""
    if FieldValue.trim(type) == "application/x-www-form-urlencoded" {
      let form = NormalizedQuery(bytes, ignoring: names)
      (bytes, ignored) = (Array(form.text.utf8), form.ignored)
    } else if type.contains("json"), bytes.count <= Self.jsonLimit {
      var object = JSONMembers(bytes)
      guard let values = object.values(of: names) else { return }
      redact(values)
    }
  }

  /// Larger JSON bodies are taken as sent.
  static let jsonLimit = 10 << 20

  private mutating func redact(_ values: [JSONMembers.Value]) {
    var result: [UInt8] = []
    var position = 0
    for value in values {
      result += bytes[position..<value.range.lowerBound]
      result += Array("\"\(IgnoredParameters.mark)\"".utf8)
      position = value.range.upperBound
      ignored.append(value.name)
    }
    bytes = result + bytes[position...]
  }
}

/// Finds the values of members of JSON objects at any depth, without building anything. It is no validator:
/// it follows strings and brackets, and gives up where they don't pair.
struct JSONMembers {
  private let bytes: [UInt8]
  private var position = 0
  /// The containers around the position, outermost first: whether each is an object.
  private var containers: [Bool] = []
  private var found: [Value] = []

  /// A member's value as a range of the bytes.
  struct Value {
    var name: String
    var range: Range<Int>
  }

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The values of the members with one of these names, in their order, none inside another; nil when this
  /// is no object or array.
  mutating func values(of names: IgnoredParameters) -> [Value]? {
    repeat {
      skipSpaces()
      guard position < bytes.count, step(names) else { return nil }
    } while !containers.isEmpty
    return found
  }

  /// Goes past a bracket, a member's name, a string or another byte; false where brackets don't pair.
  private mutating func step(_ names: IgnoredParameters) -> Bool {
    switch bytes[position] {
    case UInt8(ascii: "{"): containers.append(true)
    case UInt8(ascii: "["): containers.append(false)
    case UInt8(ascii: "}"): guard containers.popLast() == true else { return false }
    case UInt8(ascii: "]"): guard containers.popLast() == false else { return false }
    case UInt8(ascii: "\""):
      guard let name = string() else { return false }
      return containers.last != true || !skip(":") || member(name, names)
    default: break
    }
    position += 1
    return true
  }

  /// Notes and passes the value of a member with one of the names.
  private mutating func member(_ name: String, _ names: IgnoredParameters) -> Bool {
    guard names.contains(name) else { return true }
    skipSpaces()
    let start = position
    guard skipValue() else { return false }
    found.append(Value(name: name, range: start..<position))
    return true
  }

  /// A string's content; nil when it has no end.
  private mutating func string() -> String? {
    let start = position
    guard skipString() else { return nil }
    let text = bytes[(start + 1)..<(position - 1)]
    guard text.contains(UInt8(ascii: "\\")) else { return String(decoding: text, as: UTF8.self) }
    return try? JSONDecoder().decode(String.self, from: Data(bytes[start..<position]))
  }

  private mutating func skipString() -> Bool {
    position += 1
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\\"): position += 2
      case UInt8(ascii: "\""):
        position += 1
        return true
      default: position += 1
      }
    }
    return false
  }

  /// Skips a value of any depth, without recursion: to the first `,` or closing bracket outside of all.
  private mutating func skipValue() -> Bool {
    var depth = 0
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        guard skipString() else { return false }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return true }
        depth -= 1
      case UInt8(ascii: ",") where depth == 0: return true
      default: break
      }
      position += 1
    }
    return false
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    skipSpaces()
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func skipSpaces() {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) {
      position += 1
    }
  }
}
