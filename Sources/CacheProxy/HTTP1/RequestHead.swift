import FieldBytes
import HTTPTypes

/// The head of a request (RFC 9112 sections 3 and 5), read strictly: what two readers could take for two
/// things is refused (section 11.2).
struct RequestHead: Sendable, Equatable {
  /// How long the content is (RFC 9112 section 6.3).
  enum Framing: Sendable, Equatable {
    case none
    case length(Int64)
    case chunked
  }

  var method: HTTPRequest.Method
  /// As it stands in the request line.
  var target: String
  /// 0 or 1.
  var minorVersion: Int
  var fields: HTTPFields
  var framing: Framing

  /// - Parameter bytes: all of it, with the empty line at its end.
  init(parsing bytes: ArraySlice<UInt8>, limits: ProxyLimits) throws(Refusal) {
    var lines = try Self.lines(of: bytes)[...]
    guard let first = lines.popFirst() else { throw .bad("The request has no first line.") }
    (method, target, minorVersion) = try Self.requestLine(first)
    guard lines.count <= limits.fields else {
      throw Refusal(431, "The request has more than \(limits.fields) fields.")
    }
    fields = HTTPFields()
    fields.reserveCapacity(lines.count)
    for line in lines { fields.append(try Self.field(line)) }
    framing = try Self.framing(fields, minorVersion)
    try checkHost()
  }

  /// Lines end with CR and LF; a CR or LF alone, or a zero, stands nowhere.
  private static func lines(of bytes: ArraySlice<UInt8>) throws(Refusal) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = bytes.startIndex
    for index in bytes.indices {
      switch bytes[index] {
      case 0x0A:
        guard index > start, bytes[index - 1] == 0x0D else { throw .bad("A line ends without CR.") }
        lines.append(bytes[start..<index - 1])
        start = index + 1
      case 0x0D:
        guard index + 1 < bytes.endIndex, bytes[index + 1] == 0x0A else {
          throw .bad("A CR stands within a line.")
        }
      case 0: throw .bad("A zero byte stands in the head.")
      default: break
      }
    }
    // The last one is the empty line.
    return lines.dropLast()
  }

  private static func requestLine(
    _ line: ArraySlice<UInt8>
  ) throws(Refusal) -> (HTTPRequest.Method, String, Int) {
    let words = line.split(separator: 0x20, omittingEmptySubsequences: false)
    guard words.count == 3,
      let method = HTTPRequest.Method(String(decoding: words[0], as: UTF8.self)),
      !words[1].isEmpty, words[1].allSatisfy({ $0 > 0x20 && $0 != 0x7F })
    else { throw .bad("The request line is not: method, space, target, space, version.") }
    let version = words[2]
    guard version.count == 8, version.starts(with: "HTTP/".utf8) else {
      throw .bad("The request line ends without a version of HTTP.")
    }
    guard version.dropFirst(5).starts(with: "1.".utf8), let minor = version.last,
      (0x30...0x39).contains(minor)
    else { throw Refusal(505, "Only HTTP/1.0 and HTTP/1.1 are spoken here.") }
    return (method, target(words[1]), minor == 0x30 ? 0 : 1)
  }

  /// Bytes above ASCII, which no URL has, are escaped one by one: no two targets become one.
  private static func target(_ bytes: ArraySlice<UInt8>) -> String {
    guard bytes.contains(where: { $0 >= 0x80 }) else {
      return String(decoding: bytes, as: UTF8.self)
    }
    return bytes.reduce(into: "") { text, byte in
      text +=
        byte < 0x80 ? String(UnicodeScalar(byte)) : "%" + String(byte, radix: 16, uppercase: true)
    }
  }

  private static func field(_ line: ArraySlice<UInt8>) throws(Refusal) -> HTTPField {
    // RFC 9112 section 5.2: a folded line is refused.
    guard let first = line.first, first != 0x20, first != 0x09 else {
      throw .bad("A field is continued on a second line.")
    }
    guard let colon = line.firstIndex(of: 0x3A) else { throw .bad("A field has no colon.") }
    // RFC 9112 section 5.1: white space before the colon is no part of a name.
    let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
    var value = line[(colon + 1)...].drop(while: isSpace)
    while let last = value.last, isSpace(last) { value.removeLast() }
    let field = line[..<colon].withUnsafeBytes { name in
      value.withUnsafeBytes { HTTPField(name: name, value: $0) }
    }
    guard let field else { throw .bad("The name of a field is not one.") }
    return field
  }

  private static func framing(
    _ fields: HTTPFields, _ minorVersion: Int
  ) throws(Refusal) -> Framing {
    let lengths = fields[values: .contentLength]
    let codings = fields[values: .transferEncoding]
    guard codings.isEmpty else {
      guard lengths.isEmpty else {
        throw .bad("The request has both Content-Length and Transfer-Encoding.")
      }
      guard minorVersion == 1 else { throw .bad("HTTP/1.0 has no Transfer-Encoding.") }
      guard codings.count == 1, codings[0].lowercased() == "chunked" else {
        throw Refusal(501, "The only transfer coding known here is chunked.")
      }
      return .chunked
    }
    guard let text = lengths.first else { return .none }
    guard lengths.count == 1, !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let length = Int64(text)
    else { throw .bad("Content-Length is not one number.") }
    return .length(length)
  }

  /// RFC 9112 section 3.2
  private func checkHost() throws(Refusal) {
    let hosts = fields[values: .host]
    guard hosts.count == 1 || (hosts.isEmpty && minorVersion == 0) else {
      throw .bad(hosts.isEmpty ? "The request has no Host." : "The request has more than one Host.")
    }
    let isOdd = { (byte: UInt8) in byte <= 0x20 || byte >= 0x7F || "/\\@?#,\"<>".utf8.contains(byte)
    }
    guard !(hosts.first ?? "").utf8.contains(where: isOdd) else {
      throw .bad("Host is not a host.")
    }
  }

  /// Whether the client wants to go on with this connection, and may: a proxy keeps none of HTTP/1.0 (RFC 9112
  /// section 9.3).
  var keepsConnection: Bool { minorVersion == 1 && !lists("close", in: .connection) }

  /// Whether the lines of that field name that word, in any case.
  private func lists(_ word: String, in name: HTTPField.Name) -> Bool {
    fields[values: name].contains { line in
      line.split(separator: ",")
        .contains { $0.lowercased().filter { $0 != " " && $0 != "\t" } == word }
    }
  }

  /// How many intermediaries may forward it still; nil where nothing is said, or nothing that counts
  /// (RFC 9110 section 7.6.2).
  var maxForwards: Int? {
    guard method == .trace || method == .options else { return nil }
    return fields[.maxForwards].flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil }
  }

  /// Whether it says that its content waits to be asked for (RFC 9110 section 10.1.1).
  var namesContinue: Bool { lists("100-continue", in: .expect) }

  /// Whether it does: what says so in HTTP/1.0, or has no content, counts for nothing.
  var expectsContinue: Bool {
    minorVersion == 1 && framing != .none && framing != .length(0) && namesContinue
  }
}

extension HTTPField.Name {
  static let host = HTTPField.Name("Host") ?? .contentLength
  static let via = HTTPField.Name("Via") ?? .contentLength
  static let cacheStatus = HTTPField.Name("Cache-Status") ?? .contentLength
  static let proxyStatus = HTTPField.Name("Proxy-Status") ?? .contentLength
  static let maxForwards = HTTPField.Name("Max-Forwards") ?? .contentLength
}
