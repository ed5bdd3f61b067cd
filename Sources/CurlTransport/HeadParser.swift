import FieldBytes
import HTTPTransport
import HTTPTypes

/// Builds the final response's head out of the lines that libcurl passes on.
///
/// Interim responses (RFC 9110 section 15.2) are told and left out, trailers (RFC 9112 section 7.1.2) left out, and
/// so is a line whose name is not a token (RFC 9110 section 5.1). What comes out speaks of one length at most: who
/// passes it on must not say another than what there is (RFC 9112 section 6.3).
struct HeadParser {
  private(set) var head: Transfer.Head?
  private let limit: Int
  private let speaksHTTP2: Bool
  private var byteCount = 0
  private var status = HTTPResponse.Status(code: 0)
  private var version = ""
  private var fields: [HTTPField] = []

  private let interim: InterimListener?
  private let memory: LineMemory

  init(
    limit: Int, speaksHTTP2: Bool = true, interim: InterimListener? = nil,
    memory: LineMemory = LineMemory()
  ) {
    self.limit = limit
    self.speaksHTTP2 = speaksHTTP2
    self.interim = interim
    self.memory = memory
  }

  /// Takes one line with its line ending.
  mutating func take(_ rawLine: UnsafeRawBufferPointer) throws(TransportError) {
    byteCount += rawLine.count
    guard byteCount <= limit else { throw TransportError(.tooLarge, detail: "response head") }
    guard head == nil else { return }
    let line = UnsafeRawBufferPointer(rebasing: trimmingLineEnd(rawLine[...]))
    if line.isEmpty {
      try endOfHead()
    } else if line.starts(with: "HTTP/".utf8) {
      try startOfHead(line)
    } else if line[0] == 0x20 || line[0] == 0x09 {
      continueLastField(line)
    } else {
      addField(line)
    }
  }

  private mutating func startOfHead(_ line: UnsafeRawBufferPointer) throws(TransportError) {
    guard speaksHTTP2 || line.starts(with: "HTTP/1.".utf8) else {
      throw TransportError(.badResponse, detail: "it is of another version of HTTP")
    }
    let words = line.split(separator: 0x20, maxSplits: 2, omittingEmptySubsequences: false)
    let code = words.count > 1 ? Int(String(decoding: words[1], as: UTF8.self)) ?? 0 : 0
    version = String(decoding: words[0], as: UTF8.self)
    status = HTTPResponse.Status(
      code: (0...999).contains(code) ? code : 0,
      reasonPhrase: words.count > 2 ? Self.phrase(words[2]) : "")
    fields.removeAll(keepingCapacity: true)
  }

  /// Each byte is a character: nobody knows its encoding (RFC 9112 section 4).
  private static func phrase(_ bytes: UnsafeRawBufferPointer.SubSequence) -> String {
    bytes.allSatisfy { $0 < 0x80 }
      ? String(decoding: UnsafeRawBufferPointer(rebasing: bytes), as: UTF8.self)
      : String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }

  private mutating func endOfHead() throws(TransportError) {
    guard status.code != 101 else {
      // RFC 9110 section 15.2.2: nobody asked for another protocol, and what follows is none that is known.
      throw TransportError(.badResponse, detail: "it switches protocols")
    }
    guard status.code >= 102 else { return }
    if status.code >= 200 {
      try checkCoding()
      try settleLength()
    }
    var list = HTTPFields()
    list.reserveCapacity(fields.count)
    for field in fields { list.append(field) }
    let response = HTTPResponse(status: status, headerFields: list)
    guard status.code >= 200 else { return interim?.hear(response) ?? () }
    head = Transfer.Head(response: response, version: version, isDecoded: false)
  }

  /// RFC 9112 section 6.1: no coding was asked for, so any but chunked leaves unknown what the content is, and is told
  /// before anybody takes it for that of a success.
  private func checkCoding() throws(TransportError) {
    for field in fields where field.name == .transferEncoding {
      let codings = Self.elements(of: field).map { $0.lowercased() }
      guard codings.allSatisfy({ ["chunked", "identity", ""].contains($0) }) else {
        throw TransportError(.badResponse, detail: "its transfer coding is unknown")
      }
    }
  }

  /// Items 3 and 5 of RFC 9112 section 6.3: a transfer coding overrides any length, and of several lengths all
  /// have to be the same number.
  private mutating func settleLength() throws(TransportError) {
    let places = fields.indices.filter { fields[$0].name == .contentLength }
    guard let place = places.first else { return }
    guard !fields.contains(where: { $0.name == .transferEncoding }) else {
      return fields.removeAll { $0.name == .contentLength }
    }
    let lengths = places.flatMap { Self.elements(of: fields[$0]) }
    guard let length = lengths.first, lengths.allSatisfy({ $0 == length }),
      length.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), Int64(length) != nil
    else { throw TransportError(.badResponse, detail: "it has no one length") }
    fields[place].value = length
    for other in places.dropFirst().reversed() { fields.remove(at: other) }
  }

  /// What stands between the commas.
  private static func elements(of field: HTTPField) -> [String] {
    field.withUnsafeBytesOfValue { value in
      value.split(separator: 0x2c, omittingEmptySubsequences: false)
        .map { String(decoding: trimmingSpace($0), as: UTF8.self) }
    }
  }

  /// A folded line is one value with a space (RFC 9112 section 5.2).
  private mutating func continueLastField(_ line: UnsafeRawBufferPointer) {
    guard let last = fields.popLast() else { return }
    let value = last.withUnsafeBytesOfValue { Array($0) } + [0x20] + trimmingSpace(line[...])
    fields.append(HTTPField(name: last.name, lenientValue: value))
  }

  private mutating func addField(_ line: UnsafeRawBufferPointer) {
    if let field = memory.field(line, at: fields.count) { return fields.append(field) }
    guard let colon = line.firstIndex(of: 0x3a) else { return }
    // RFC 9112 section 5.1: white space before the colon is removed.
    let name = UnsafeRawBufferPointer(rebasing: trimmingSpace(line[..<colon]))
    let value = UnsafeRawBufferPointer(rebasing: trimmingSpace(line[(colon + 1)...]))
    guard let field = HTTPField(name: name, value: value) else { return }
    memory.keep(line, field, at: fields.count)
    fields.append(field)
  }
}

private func trimmingLineEnd(_ line: Slice<UnsafeRawBufferPointer>) -> Slice<UnsafeRawBufferPointer>
{
  var line = line
  if line.last == 0x0a { line.removeLast() }
  if line.last == 0x0d { line.removeLast() }
  return line
}

private func trimmingSpace<Bytes: BidirectionalCollection<UInt8>>(
  _ value: Bytes
) -> Bytes.SubSequence {
  let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
  var value = value.drop(while: isSpace)
  while let last = value.last, isSpace(last) { value = value.dropLast() }
  return value
}
