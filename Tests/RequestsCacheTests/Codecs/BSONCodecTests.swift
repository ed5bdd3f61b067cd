import FoundationEssentials
import RequestsCache
import Testing

@Suite struct BSONCodecTests {
  private let codec = BSONCodec()

  /// A document of one element with the name `a`.
  private func document(_ type: UInt8, _ value: [UInt8]) -> [UInt8] {
    let count = UInt8(4 + 3 + value.count + 1)
    return [count, 0, 0, 0, type, 0x61, 0] + value + [0]
  }

  @Test(
    arguments: [
      (0x01, [0, 0, 0, 0, 0, 0, 0xF8, 0x3F], .double(1.5)),
      (0x02, [2, 0, 0, 0, 0x78, 0], .text("x")),
      (0x02, [1, 0, 0, 0, 0], .text("")), (0x03, [5, 0, 0, 0, 0], .named([])),
      (0x04, [5, 0, 0, 0, 0], .array([])),
      (0x04, [12, 0, 0, 0, 0x10, 0x37, 0, 1, 0, 0, 0, 0], .array([.integer(1)])),
      (0x05, [2, 0, 0, 0, 0, 1, 2], .bytes([1, 2])), (0x05, [0, 0, 0, 0, 0], .bytes([])),
      (0x05, [5, 0, 0, 0, 2, 1, 0, 0, 0, 9], .bytes([9])), (0x05, [1, 0, 0, 0, 4, 7], .bytes([7])),
      (0x06, [], .null), (0x07, [UInt8](1...12), .text("0102030405060708090a0b0c")),
      (0x08, [1], .bool(true)),
      (0x08, [0], .bool(false)), (0x09, [1, 0, 0, 0, 0, 0, 0, 0], .date(1)),
      (0x09, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], .date(-1)), (0x0A, [], .null),
      (0x0D, [2, 0, 0, 0, 0x78, 0], .text("x")), (0x10, [0xFE, 0xFF, 0xFF, 0xFF], .integer(-2)),
      (0x11, [0, 0, 0, 0, 5, 0, 0, 0], .date(5000)),
      (0x12, [0, 0, 0, 0, 1, 0, 0, 0], .integer(1 << 32)),
    ] as [(UInt8, [UInt8], PlainValue)])
  func `an element is read by its type`(type: UInt8, bytes: [UInt8], value: PlainValue) throws {
    #expect(try codec.value(document(type, bytes)) == .named([("a", value)]))
  }

  @Test(
    arguments: [
      (0x02, [0, 0, 0, 0]), (0x02, [1, 0, 0, 0, 1]), (0x02, [0xFF, 0xFF, 0xFF, 0xFF, 0]),
      (0x02, [0, 0, 0, 0x7F, 0]),
      (0x02, [2, 0, 0, 0, 0xFF, 0]), (0x03, [4, 0, 0, 0, 0]), (0x03, [0xFF, 0xFF, 0xFF, 0x7F, 0]),
      (0x03, [6, 0, 0, 0, 0]), (0x03, [5, 0, 0, 0, 1]), (0x05, [0, 0, 0, 6, 0]),
      (0x05, [0xFE, 0xFF, 0xFF, 0xFF, 0]),
      (0x05, [3, 0, 0, 0, 2, 0, 0, 0]), (0x05, [4, 0, 0, 0, 2, 1, 0, 0, 0]), (0x08, [2]),
      (0x0B, [0x61, 0, 0]),
      (0x13, [UInt8](0..<16)), (0xFF, []), (0x7F, []), (0x00, []), (0x10, [1, 2, 3]), (0x01, [1]),
    ] as [(UInt8, [UInt8])])
  func `an element that can't be is refused`(type: UInt8, bytes: [UInt8]) {
    let reason = codec.reason(document(type, bytes))
    #expect(reason == .malformed || reason == .truncated)
  }

  @Test(
    arguments: [
      [5, 0, 0, 0], [6, 0, 0, 0, 0], [4, 0, 0, 0, 0], [5, 0, 0, 0, 0, 0], [5, 0, 0, 0, 1],
      [0xFF, 0xFF, 0xFF, 0xFF, 0],
      [0, 0xE1, 0xF5, 5, 0], [8, 0, 0, 0, 0x0A, 0x61, 0x62, 0],
    ] as [[UInt8]])
  func `a document whose length is wrong is refused`(bytes: [UInt8]) {
    #expect(codec.reason(bytes) != nil)
  }

  @Test func `numbers are as short as they can be, and the dates of responses are dates`() throws {
    let response = PlainValue.named([
      ("created_at", .text("2026-11-22T10:02:10.777582+00:00")), ("expires", .date(5)),
      ("status_code", .integer(200)),
      ("big", .integer(1 << 40)),
      (
        "history",
        .array([.named([("created_at", .text("1969-12-31T23:59:59.999")), ("expires", .null)])])
      ),
    ])
    let bytes = try codec.encode(response)
    let value = try codec.value(bytes)
    #expect(value["created_at"] == .date(1_795_341_730_777))
    #expect(value["expires"] == .date(5))
    #expect(value["big"] == .integer(1 << 40))
    guard case .array(let hops) = value["history"] else { throw UndecodableValue(.notAResponse) }
    #expect(hops == [.named([("created_at", .date(-1)), ("expires", .null)])])
    #expect(bytes.contains(0x10))
  }

  @Test(
    arguments: [
      ("2026-11-22T10:02:10+00:00", 1_795_341_730_000),
      ("2026-11-22T10:02:10.5Z", 1_795_341_730_500),
      ("2026-11-22 11:02:10+01:00", 1_795_341_730_000),
      ("2026-11-22T05:32:10-0430", 1_795_341_730_000),
      ("2000-02-29T00:00:00", 951_782_400_000), ("0001-01-01T00:00:00", -62_135_596_800_000),
      ("9999-12-31T23:59:59.999999+00:00", 253_402_300_799_999),
    ] as [(String, Int64)])
  func `a moment is read in each way that releases wrote it`(text: String, milliseconds: Int64)
    throws
  {
    let bytes = try codec.encode(.named([("expires", .text(text))]))
    #expect(try codec.value(bytes)["expires"] == .date(milliseconds))
    let again = try JSONCodec().text(.date(milliseconds)).dropFirst().dropLast()
    #expect(try codec.encode(.named([("expires", .text(String(again)))])) == bytes)
  }

  @Test(
    arguments: [
      .text("x"), .named([("a", .longInteger("9223372036854775808"))]),
      .named([("a", .brokenText(Data([0xED, 0xA0, 0x80])))]),
      .named([("a\0b", .null)]), .named([("expires", .text("tomorrow"))]),
      .named([("created_at", .text("2026-13-01T00:00:00"))]),
    ] as [PlainValue])
  func `what BSON has no form for is refused`(value: PlainValue) {
    #expect(throws: UnencodableValue.self) { try codec.encode(value) }
  }
}
