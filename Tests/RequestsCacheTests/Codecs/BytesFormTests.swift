import FoundationEssentials
import RequestsCache
import TestSupport
import Testing

@Suite struct BytesFormTests {
  private func finding(_ text: String, assuming form: JSONCodec.BytesForm = .detect) throws -> (
    JSONCodec.FormFinding, PlainValue
  ) {
    let codec = JSONCodec(bytesForm: form)
    var tree = PlainTree()
    let finding = try Array(text.utf8).withUnsafeBytes {
      try codec.decodeFindingForm($0, into: &tree)
    }
    return (finding, try codec.value(text))
  }

  @Test(
    arguments: [
      // The letters of one alphabet alone, and the empty values of both.
      (#"{"_content": "PH%2y"}"#, .base85, Array("None".utf8)),
      (#"{"_content": "AP8Q/w=="}"#, .base64, [0, 255, 16, 255]),
      (#"{"_content": "AP8="}"#, .base64, [0, 255]), (#"{"_content": null}"#, .base64, []),
      (#"{"_content": ""}"#, .base85, []),
      // Both are possible: other bytes of the document, its age and its length tell.
      (#"{"_content": "QR9g", "request": {"body": "PH%2y"}}"#, .base85, [0x51, 0xE3, 0x89]),
      (#"{"_content": "QR9g", "request": {"body": null}}"#, .base64, [0x41, 0x1F, 0x60]),
      (#"{"_content": "QR9g", "raw": {}}"#, .base85, [0x51, 0xE3, 0x89]),
      (#"{"_content": "QR9g", "cache_key": "a"}"#, .base85, [0x51, 0xE3, 0x89]),
      (
        #"{"_content": "QR9g", "created_at": "2022-01-02T03:04:05.678901"}"#, .base85,
        [0x51, 0xE3, 0x89]
      ),
      (#"{"_content": "QR9g", "history": [{"_content": ""}]}"#, .base85, [0x51, 0xE3, 0x89]),
      // MongoDB's Extended JSON, today's and the one before; what only looks like it has no bytes.
      (
        #"{"_content": {"$binary": {"base64": "QR9g", "subType": "00"}}, "raw": {}}"#,
        .extendedJSON, [0x41, 0x1F, 0x60]
      ),
      (#"{"_content": {"$binary": "QR9g", "$type": "00"}}"#, .extendedJSON, [0x41, 0x1F, 0x60]),
      (
        #"{"_content": {"$binary": {"base64": "", "subType": "00"}}}"#, .extendedJSON, []
      ),
    ] as [(String, JSONCodec.BytesForm, [UInt8])])
  func `a document tells in which form its bytes are`(
    text: String, form: JSONCodec.BytesForm, content: [UInt8]
  ) throws {
    for assumed in [JSONCodec.BytesForm.base64, .base85] {
      let (found, value) = try finding(text, assuming: assumed)
      #expect(found == JSONCodec.FormFinding(form: form, isCertain: true))
      #expect(value["_content"] == .bytes(content))
    }
  }

  @Test func `Extended JSON is written as it was read, and what only looks like it stays`() throws {
    let text = """
      {"_content": {"$binary": {"base64": "AP8Q/w==", "subType": "00"}}, "raw": {}, \
      "request": {"body": {"$binary": {"base64": "", "subType": "00"}}}}
      """
    let (found, value) = try finding(text)
    let codec = JSONCodec().settled(by: found)
    let written = String(decoding: try codec.encode(value), as: UTF8.self)
    #expect(written.contains(#"{"$binary": {"base64": "AP8Q/w==", "subType": "00"}}"#))
    #expect(written.contains(#""body": {"$binary": {"base64": "", "subType": "00"}}"#))
    #expect(try codec.value(written) == value)
    for odd in [#"{"$binary": 1}"#, #"{"$binary": {"base64": "?"}}"#, #"{"binary": "QR9g"}"#] {
      let (_, value) = try finding(#"{"_content": \#(odd)}"#)
      guard case .map? = value["_content"] else {
        Issue.record("\(odd) is \(String(describing: value["_content"]))")
        continue
      }
    }
  }

  @Test func `what the document leaves open is what the caller assumes`() throws {
    let text = #"{"_content": "QR9g", "headers": {"Content-Length": "3"}}"#
    #expect(try finding(text).1["_content"] == .bytes([0x41, 0x1F, 0x60]))
    let (found, value) = try finding(text, assuming: .base85)
    #expect(found == JSONCodec.FormFinding(form: .base85, isCertain: false))
    #expect(value["_content"] == .bytes([0x51, 0xE3, 0x89]))
  }

  @Test func `a length tells, unless the body was sent in another encoding`() throws {
    let text = #""_content": "AAAAAAAAAAAAAAAAAAAA", "headers": {"content-length": "16"LAST}"#
    let plain = "{" + text.replacing("LAST", with: "") + "}"
    #expect(try finding(plain).0 == JSONCodec.FormFinding(form: .base85, isCertain: true))
    let encoded = "{" + text.replacing("LAST", with: #", "Content-Encoding": "gzip""#) + "}"
    #expect(try finding(encoded).0 == JSONCodec.FormFinding(form: .base64, isCertain: false))
  }

  @Test func `bodies of requests, next requests and earlier hops are bytes too`() throws {
    let hop = #"{"_content": "AAA=", "request": {"body": "AAE="}, "_next": {"body": "AAI="}}"#
    let value = try finding(
      #"{"request": {"body": "AAM="}, "_next": {"body": null}, "history": [\#(hop)], "body": "AAA="}"#
    ).1
    #expect(value["request"]?["body"] == .bytes([0, 3]))
    #expect(value["_next"]?["body"] == .bytes([]))
    guard case .array(let hops) = value["history"] else { throw UndecodableValue(.notAResponse) }
    #expect(hops[0]["_content"] == .bytes([0, 0]))
    #expect(hops[0]["request"]?["body"] == .bytes([0, 1]))
    #expect(hops[0]["_next"]?["body"] == .bytes([0, 2]))
    #expect(value["body"] == .text("AAA="))
  }

  @Test func `a value in neither form stays a text`() throws {
    #expect(try finding(#"{"_content": "no \" base"}"#).1["_content"] == .text("no \" base"))
    #expect(
      try finding(#"{"_content": 1, "request": [], "history": {}}"#).1["_content"] == .integer(1))
  }

  @Test(arguments: Array(0..<70) + [1000, 4096])
  func `bytes of any length come back in both forms`(count: Int) throws {
    var generator = SeededGenerator(seed: UInt64(count))
    let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    for form in [JSONCodec.BytesForm.base64, .base85] {
      let codec = JSONCodec(bytesForm: form)
      let value = PlainValue.named([("_content", .bytes(bytes))])
      #expect(try codec.value(codec.encode(value)) == value)
    }
  }
}
