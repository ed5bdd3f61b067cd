import HTTPTransport
import HTTPTypes

/// Builds the final response's head out of the lines that libcurl passes on.
///
/// Interim responses (RFC 9110 section 15.2) are told and left out, trailers (RFC 9112 section 7.1.2) left out, and
/// so is a line whose name is not a token (RFC 9110 section 5.1).
struct HeadParser {
  private(set) var head: Transfer.Head?
  private let limit: Int
  private var byteCount = 0
  private var status = HTTPResponse.Status(code: 0)
  private var version = ""
  private var fields: [(name: HTTPField.Name, value: [UInt8])] = []

  private let interim: InterimListener?

  init(limit: Int, interim: InterimListener? = nil) {
    self.limit = limit
    self.interim = interim
  }

  /// Takes one line with its line ending.
  mutating func take(_ rawLine: UnsafeRawBufferPointer) throws(TransportError) {
    byteCount += rawLine.count
    guard byteCount <= limit else { throw TransportError(.tooLarge, detail: "response head") }
    guard head == nil else { return }
    let line = UnsafeRawBufferPointer(rebasing: trimmingLineEnd(rawLine[...]))
    if line.isEmpty {
      endOfHead()
    } else if line.starts(with: "HTTP/".utf8) {
      startOfHead(line)
    } else if line[0] == 0x20 || line[0] == 0x09 {
      continueLastField(line)
    } else {
      addField(line)
    }
  }

  private mutating func startOfHead(_ line: UnsafeRawBufferPointer) {
    let words = line.split(separator: 0x20, maxSplits: 2, omittingEmptySubsequences: false)
    let code = words.count > 1 ? Int(String(decoding: words[1], as: UTF8.self)) ?? 0 : 0
    let phrase = words.count > 2 ? words[2].map { Character(Unicode.Scalar($0)) } : []
    version = String(decoding: words[0], as: UTF8.self)
    status = HTTPResponse.Status(
      code: (0...999).contains(code) ? code : 0, reasonPhrase: String(phrase))
    fields.removeAll(keepingCapacity: true)
  }

  private mutating func endOfHead() {
    guard status.code >= 102 else { return }
    var list = HTTPFields()
    list.reserveCapacity(fields.count)
    for (name, value) in fields { list.append(HTTPField(name: name, lenientValue: value)) }
    let response = HTTPResponse(status: status, headerFields: list)
    guard status.code >= 200 else { return interim?.hear(response) ?? () }
    head = Transfer.Head(response: response, version: version, isDecoded: false)
  }

  /// A folded line is one value with a space (RFC 9112 section 5.2).
  private mutating func continueLastField(_ line: UnsafeRawBufferPointer) {
    guard let last = fields.indices.last else { return }
    fields[last].value += [0x20] + trimmingSpace(line[...])
  }

  private mutating func addField(_ line: UnsafeRawBufferPointer) {
    guard let colon = line.firstIndex(of: 0x3a),
      let name = HTTPField.Name(String(decoding: line[..<colon], as: UTF8.self))
    else { return }
    fields.append((name, Array(trimmingSpace(line[(colon + 1)...]))))
  }
}

private func trimmingLineEnd(_ line: Slice<UnsafeRawBufferPointer>) -> Slice<UnsafeRawBufferPointer>
{
  var line = line
  if line.last == 0x0a { line.removeLast() }
  if line.last == 0x0d { line.removeLast() }
  return line
}

private func trimmingSpace(_ value: Slice<UnsafeRawBufferPointer>) -> Slice<UnsafeRawBufferPointer>
{
  let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
  var value = value.drop(while: isSpace)
  while let last = value.last, isSpace(last) { value.removeLast() }
  return value
}
