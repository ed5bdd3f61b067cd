import FoundationEssentials
import RequestsCache
import Testing

@Suite struct RealValueTests {
  @Test func `there are values of each serializer and of releases before 1.3`() {
    #expect(Set(Fixture.all.map(\.codec)).isSuperset(of: ["json", "ujson", "yaml", "bson"]))
    #expect(Fixture.all.contains { $0.file.hasPrefix("0.9.8") })
  }

  @Test(arguments: Fixture.all)
  func `a value of a release is recognized and holds what Python says`(fixture: Fixture) throws {
    let bytes = try fixture.bytes()
    let isText = !fixture.codec.hasPrefix("orjson") && fixture.codec != "bson"
    let codec = try bytes.withUnsafeBytes { try KnownCodecs.detect($0, isText: isText) }
    #expect(codec.name == fixture.codec)
    let value = try codec.value(bytes)
    #expect(value["url"] == .text(fixture.url))
    #expect(value["status_code"] == .integer(fixture.status))
    #expect(value["request"]?["method"] == .text(fixture.method))
    #expect(digest(value["_content"]) == fixture.content)
    #expect(digest(value["request"]?["body"]) == fixture.requestBody)
    #expect(hops(value).map { digest($0["_content"]) ?? "" } == fixture.hops)
    #expect(members(value["headers"]) == fixture.headers)
    #expect(milliseconds(value["created_at"]) == fixture.created)
    #expect(milliseconds(value["expires"]) == fixture.expires)
  }

  @Test(arguments: Fixture.all)
  func `a value of a release is the same after it was written again`(fixture: Fixture) throws {
    let bytes = try fixture.bytes()
    var codec = try #require(KnownCodecs.named(fixture.codec))
    if let json = codec as? JSONCodec {
      var tree = PlainTree()
      let finding = try bytes.withUnsafeBytes { try json.decodeFindingForm($0, into: &tree) }
      let settled = json.settled(by: finding)
      codec = settled
      #expect((finding.form == .base85) == !fixture.file.hasPrefix("1.3"))
      #expect(settled.flavour == (finding.form == .base85 ? .json : json.flavour))
    }
    let value = try codec.value(bytes)
    #expect(try codec.value(codec.encode(value)) == value)
  }

  @Test(arguments: Fixture.all.filter { $0.codec == "bson" || $0.file.contains("1.3.3-json") })
  func `what Python wrote in its usual order is written byte for byte`(fixture: Fixture) throws {
    let codec = try #require(KnownCodecs.named(fixture.codec))
    let bytes = try fixture.bytes()
    #expect(try codec.encode(codec.value(bytes)) == bytes)
  }

  private func digest(_ value: PlainValue?) -> String? {
    guard case .bytes(let bytes) = value else { return nil }
    return SHA256.hex(bytes)
  }

  private func hops(_ value: PlainValue) -> [PlainValue] {
    guard case .array(let hops) = value["history"] else { return [] }
    return hops
  }

  private func members(_ value: PlainValue?) -> Int {
    guard case .map(let map) = value else { return 0 }
    return map.members.count
  }

  private func milliseconds(_ value: PlainValue?) -> Int64? {
    guard case .date(let milliseconds) = value else {
      return isoMilliseconds(value)
    }
    return milliseconds
  }

  /// By way of BSON, which makes a date of it.
  private func isoMilliseconds(_ value: PlainValue?) -> Int64? {
    guard let value, let bytes = try? BSONCodec().encode(.named([("created_at", value)])),
      case .date(let milliseconds) = try? BSONCodec().value(bytes)["created_at"]
    else { return nil }
    return milliseconds
  }
}
