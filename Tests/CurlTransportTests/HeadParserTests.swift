import HTTPTransport
import HTTPTypes
import Testing

@testable import CurlTransport

/// What a head is doesn't depend on the head that came before it.
@Suite struct HeadParserTests {
  private static let heads: [[String]] = [
    [],
    ["Server: a", "Date: b", "ETag: \"1\""],
    ["Server: a", "Date: c", "ETag: \"1\""],
    ["server: a", "DATE: c", "Etag: \"1\""],
    ["Date: c", "Server: a", "ETag: \"1\""],
    ["Server: a", " folded", "ETag: \"1\""],
    ["Server: a", "no field", "ETag: \"1\"", "X: \u{E9}"],
    ["Set-Cookie: a", "Set-Cookie: a", "Set-Cookie: b"],
    ["Content-Length: 1, 1", "Content-Length: 1", "X: " + String(repeating: "x", count: 300)],
    (0..<40).map { "X-\($0): \($0)" },
    (0..<40).map { "X-\($0): \($0 % 7)" },
  ]

  private func fields(_ lines: [String], _ memory: LineMemory) throws -> [String] {
    var parser = HeadParser(limit: 100_000, memory: memory)
    for line in ["HTTP/1.1 200 OK"] + lines + [""] {
      try Array((line + "\r\n").utf8).withUnsafeBytes { try parser.take($0) }
    }
    return try #require(parser.head).response.headerFields.map { field in
      "\(field.name.rawName): \(field.withUnsafeBytesOfValue { Array($0) })"
    }
  }

  @Test func `any head after any other`() throws {
    for first in Self.heads {
      for second in Self.heads {
        let memory = LineMemory()
        for lines in [first, second, first, second] {
          #expect(try fields(lines, memory) == fields(lines, LineMemory()))
        }
      }
    }
  }
}
