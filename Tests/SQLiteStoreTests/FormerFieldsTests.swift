import FoundationEssentials
import HTTPCaching
import HTTPTypes
import Testing

@testable import SQLiteStore

/// What a head decodes to doesn't depend on the head that was decoded before it.
@Suite struct FormerFieldsTests {
  private static let long = String(repeating: "x", count: 9000)

  private static let heads: [[(String, [UInt8])]] = [
    [],
    fields("Date: a", "ETag: \"1\"", "Vary: accept"),
    fields("Date: b", "ETag: \"1\"", "Vary: accept"),
    fields("date: b", "Etag: \"1\"", "VARY: accept"),
    fields("Date: b", "ETag: \"12\"", "Vary: accept"),
    fields("Vary: accept", "ETag: \"12\"", "Date: b"),
    fields("Date: b", "ETag: \"12\""),
    fields("Set-Cookie: a", "Set-Cookie: b", "Set-Cookie: a"),
    fields("Set-Cookie: b", "Set-Cookie: a", "Set-Cookie: a"),
    fields("X-Own: " + long, "Date: b"),
    [("X-Own", [0xE9, 0x80]), ("Date", [0xFF])],
    [("X-Own", [0xE9, 0x81]), ("Date", [])],
  ]

  private static func fields(_ lines: String...) -> [(String, [UInt8])] {
    lines.map { line in
      let colon = line.firstIndex(of: ":") ?? line.endIndex
      return (String(line[..<colon]), Array(line[colon...].dropFirst(2).utf8))
    }
  }

  private static func encoded(
    _ request: [(String, [UInt8])], _ response: [(String, [UInt8])]
  ) throws -> [UInt8] {
    var stored = StoredResponse(
      request: HTTPRequest(method: .get, scheme: "https", authority: "example.com", path: "/"),
      response: HTTPResponse(status: .ok), requestTime: Date(timeIntervalSinceReferenceDate: 1),
      responseTime: Date(timeIntervalSinceReferenceDate: 2))
    for (name, value) in request {
      let name = try #require(HTTPField.Name(name))
      stored.request.headerFields.append(HTTPField(name: name, lenientValue: value))
    }
    for (name, value) in response {
      let name = try #require(HTTPField.Name(name))
      stored.response.headerFields.append(HTTPField(name: name, lenientValue: value))
    }
    let key = HeadCodec.KeyPart(
      matchedFields: [], ignoredParameters: [], varyFields: [], redirects: [])
    return HeadCodec.encode(stored, key)
  }

  private func decoded(_ bytes: [UInt8], after former: inout FormerHead) throws -> [String] {
    let stored = try bytes.withUnsafeBytes {
      try HeadCodec.decodeStored($0, after: &former)
    }
    return (Array(stored.request.headerFields) + Array(stored.response.headerFields)).map { field in
      "\(field.name.rawName): \(field.withUnsafeBytesOfValue { Array($0) })"
    }
  }

  @Test func `any head after any other`() throws {
    for first in Self.heads {
      for second in Self.heads {
        var former = FormerHead()
        _ = try decoded(try Self.encoded(first, second), after: &former)
        for (request, response) in [(first, second), (second, first), (second, second)] {
          let wanted = (request + response).map { "\($0.0): \($0.1)" }
          #expect(try decoded(try Self.encoded(request, response), after: &former) == wanted)
        }
      }
    }
  }

  @Test func `a head that was cut off changes nothing for the next`() throws {
    let (first, second) = (Self.heads[1], Self.heads[4])
    let bytes = try Self.encoded(second, second)
    var former = FormerHead()
    _ = try decoded(try Self.encoded(first, first), after: &former)
    for count in 0..<bytes.count - 40 {
      #expect(throws: DamagedRecord.self) { try decoded(Array(bytes[..<count]), after: &former) }
      let wanted = (first + second).map { "\($0.0): \($0.1)" }
      #expect(try decoded(try Self.encoded(first, second), after: &former) == wanted)
    }
  }
}
