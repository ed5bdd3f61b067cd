/// The head of a request: lenient about what it does not need, strict about framing.
struct RequestHead {
  /// How long the content is.
  enum Framing: Equatable {
    case none
    case length(Int)
    case chunked
  }

  var request: OriginRequest
  var framing: Framing
  var keepsConnection: Bool

  /// The index after the empty line that ends a head.
  static func end(in bytes: [UInt8]) -> Int? {
    var lineStart = 0
    while let newline = bytes[lineStart...].firstIndex(of: 10) {
      let isEmpty = newline == lineStart || (newline == lineStart + 1 && bytes[lineStart] == 13)
      if isEmpty, lineStart > 0 { return newline + 1 }
      lineStart = newline + 1
    }
    return nil
  }

  init?(parsing bytes: ArraySlice<UInt8>) {
    var lines = bytes.split(separator: 10, omittingEmptySubsequences: true)
      .map { $0.last == 13 ? $0.dropLast() : $0 }
    guard !lines.isEmpty else { return nil }
    let words = lines.removeFirst().split(separator: 32)
    guard words.count == 3, words[2].starts(with: "HTTP/1.".utf8) else { return nil }
    request = OriginRequest(
      method: String(decoding: words[0], as: UTF8.self),
      target: String(decoding: words[1], as: UTF8.self))
    request.fields = lines.compactMap(Self.field)
    guard let framing = Self.framing(of: request) else { return nil }
    self.framing = framing
    let connection = (request.value("Connection") ?? "").lowercased()
    keepsConnection = connection != "close" && (words[2].last == 0x31 || connection == "keep-alive")
  }

  private static func field(_ line: ArraySlice<UInt8>) -> OriginRequest.Field? {
    guard let colon = line.firstIndex(of: 58) else { return nil }
    let isSpace = { (byte: UInt8) in byte == 32 || byte == 9 }
    var value = line[(colon + 1)...].drop(while: isSpace)
    while let last = value.last, isSpace(last) { value.removeLast() }
    return OriginRequest.Field(
      name: String(decoding: line[..<colon], as: UTF8.self), bytes: Array(value))
  }

  /// Nil when the framing makes no sense.
  private static func framing(of request: OriginRequest) -> Framing? {
    if let coding = request.value("Transfer-Encoding") {
      return coding.lowercased() == "chunked" ? .chunked : nil
    }
    guard let text = request.value("Content-Length") else { return Framing.none }
    guard let length = Int(text), length >= 0 else { return nil }
    return .length(length)
  }
}
