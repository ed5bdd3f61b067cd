/// Takes the content of a request out of what was received.
struct BodyDecoder {
  enum Progress { case done, needsMore, broken }

  /// Bytes of a chunk's size line, or of the trailers.
  private static let lineLimit = 64 * 1024

  private(set) var body: [UInt8] = []
  private let framing: RequestHead.Framing
  private let limit: Int
  /// Bytes of the present chunk that are missing; nil when a chunk's size line is due.
  private var missing: Int?

  init(_ framing: RequestHead.Framing, limit: Int) {
    self.framing = framing
    self.limit = limit
    if case .length(let length) = framing { missing = length }
  }

  /// Moves bytes from `input` into the body.
  mutating func take(from input: inout [UInt8]) -> Progress {
    if case .chunked = framing { return takeChunks(from: &input) }
    return takeContent(from: &input)
  }

  private mutating func takeContent(from input: inout [UInt8]) -> Progress {
    let wanted = missing ?? 0
    guard wanted <= limit - body.count else { return .broken }
    let count = min(wanted, input.count)
    body += input[..<count]
    input.removeFirst(count)
    missing = wanted - count
    return count == wanted ? .done : .needsMore
  }

  private mutating func takeChunks(from input: inout [UInt8]) -> Progress {
    while true {
      if missing == nil {
        guard let newline = input.firstIndex(of: 10) else {
          return input.count < Self.lineLimit ? .needsMore : .broken
        }
        let digits = input[..<newline].prefix { $0 != 13 && $0 != 59 }
        guard let size = Int(String(decoding: digits, as: UTF8.self), radix: 16), size >= 0
        else { return .broken }
        if size == 0 { return takeEnd(from: &input, after: newline) }
        missing = size
        input.removeFirst(newline + 1)
      }
      let progress = takeContent(from: &input)
      guard progress == .done else { return progress }
      guard input.count >= 2 else { return .needsMore }
      input.removeFirst(2)
      missing = nil
    }
  }

  /// The last chunk's line stays until the empty line after the trailers is there.
  private func takeEnd(from input: inout [UInt8], after newline: Int) -> Progress {
    guard let end = RequestHead.end(in: input) else {
      return input.count < Self.lineLimit ? .needsMore : .broken
    }
    input.removeFirst(end)
    return .done
  }
}
