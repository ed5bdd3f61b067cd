import FieldBytes
import HTTPTypes
import Testing

@Suite struct HTTPFieldBytesTests {
  private func field(_ name: [UInt8], _ value: [UInt8]) -> HTTPField? {
    name.withUnsafeBytes { name in value.withUnsafeBytes { HTTPField(name: name, value: $0) } }
  }

  private func bytes(_ field: HTTPField?) -> [UInt8]? {
    field?.withUnsafeBytesOfValue { Array($0) }
  }

  @Test(arguments: [
    "ETag", "Etag", "etag", "Content-Type", "content-type", "CONTENT-TYPE", "Host", "X-Own",
    "!#$%&'*+-.^_`|~",
  ])
  func `a name keeps its spelling`(name: String) {
    let made = field(Array(name.utf8), Array("x".utf8))
    #expect(made?.name.rawName == name)
    #expect(made?.name.canonicalName == name.lowercased())
  }

  @Test(arguments: ["", " ", "a b", "a:", "a\n", "é", "a\u{0}", "(x)", "ETag "])
  func `what is no token is no name`(name: String) {
    #expect(field(Array(name.utf8), []) == nil)
  }

  @Test(arguments: [
    [], Array("plain".utf8), Array("a, \"b\"; c=d".utf8), [0x61, 0x09, 0x62], [0xE9, 0xFF, 0x80],
    Array("é".utf8),
  ])
  func `a value keeps its bytes`(value: [UInt8]) {
    #expect(bytes(field(Array("x-own".utf8), value)) == value)
  }

  @Test func `what no field can have becomes a space`() {
    #expect(bytes(field(Array("Date".utf8), [0x61, 0, 0x0D, 0x0A, 0x62])) == Array("a   b".utf8))
  }
}
