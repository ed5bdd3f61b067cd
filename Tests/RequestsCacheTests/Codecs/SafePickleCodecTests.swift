import RequestsCache
import Testing

@testable import enum RequestsCache.HMACSHA1
@testable import struct RequestsCache.SHA1

@Suite struct SafePickleCodecTests {
  private static let value = PlainValue.map(PlainMap([.init("url", .text("http://a/"))]))

  /// Digests as other implementations make them.
  @Test(arguments: [
    ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
    ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
    ),
    (String(repeating: "a", count: 1_000), "291e9a6c66994949b57ba5e650361e98fc36b1ba"),
    (String(repeating: "x", count: 55), "cef734ba81a024479e09eb5a75b6ddae62e6abf1"),
    (String(repeating: "x", count: 64), "bb2fa3ee7afb9f54c6dfb5d021f14b1ffe40c163"),
  ])
  func `digests are those of other implementations`(text: String, hex: String) {
    let digest = Array(text.utf8).withUnsafeBytes { SHA1.digest($0) }
    #expect(Self.hex(digest) == hex)
  }

  @Test(arguments: [
    (
      [UInt8](repeating: 0x0B, count: 20), "Hi There", "b617318655057264e28bc0b6fb378c8ef146be00"
    ),
    (
      Array("Jefe".utf8), "what do ya want for nothing?",
      "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"
    ),
    (
      [UInt8](repeating: 0xAA, count: 80), "Test Using Larger Than Block-Size Key - Hash Key First",
      "aa4ae5e15272d00e95705637ce8a3b55ed402112"
    ),
  ])
  func `codes are those of RFC 2202`(key: [UInt8], message: String, hex: String) {
    let code = Array(message.utf8).withUnsafeBytes { HMACSHA1.code($0, key: key) }
    #expect(Self.hex(code) == hex)
  }

  @Test func `a value that Python signed is valid with its secret alone`() throws {
    let folder = try #require(PickleFolder.all.first { $0.isSigned })
    for fact in try folder.facts() {
      var bytes = try folder.bytes(try #require(fact.file))
      #expect(Self.signature(bytes, SafePickleCodec()) == .unverified)
      #expect(Self.signature(bytes, .init(secrets: ["corpus-secret-key", "new"])) == .valid)
      #expect(Self.signature(bytes, .init(secrets: ["other"])) == .invalid)
      #expect(
        Self.signature(bytes, .init(secrets: ["corpus-secret-key"], salt: "other")) == .invalid)
      bytes[20] ^= 1
      #expect(Self.signature(bytes, .init(secrets: ["corpus-secret-key"])) == .invalid)
    }
  }

  @Test func `whatever is changed in a signature or before it, it is invalid`() throws {
    let codec = SafePickleCodec(secrets: ["s"])
    let bytes = try codec.encode(Self.value)
    for place in bytes.indices {
      for change in [UInt8(1), 2, 4, 0x20] {
        var changed = bytes
        changed[place] ^= change
        #expect(Self.signature(changed, codec) == .invalid)
      }
    }
  }

  @Test func `the last secret signs`() throws {
    let bytes = try SafePickleCodec(secrets: ["old", "new"]).encode(Self.value)
    #expect(Self.signature(bytes, .init(secrets: ["new"])) == .valid)
    #expect(Self.signature(bytes, .init(secrets: ["old"])) == .invalid)
    #expect(bytes.withUnsafeBytes { SafePickleCodec().recognizes($0) })
    #expect(bytes.withUnsafeBytes { !PickleCodec().recognizes($0) })
  }

  @Test func `without a secret nothing is written, but what is there is read`() throws {
    #expect(throws: UnencodableValue.self) { try SafePickleCodec().encode(Self.value) }
    let bytes = try SafePickleCodec(secrets: ["s"]).encode(Self.value)
    #expect(try Self.read(bytes, SafePickleCodec()) == Self.value)
    #expect(SafePickleCodec().keyText == "SerializerPipeline(name=safe_pickle, n_stages=3)")
  }

  @Test func `a value of another secret is refused, unless it is only to be shown`() throws {
    let bytes = try SafePickleCodec(secrets: ["s"]).encode(Self.value)
    let other = SafePickleCodec(secrets: ["t"])
    #expect(throws: UndecodableValue(.badSignature)) { try Self.read(bytes, other) }
    var (machine, tree) = (PickleMachine(), PlainTree())
    let shown = try bytes.withUnsafeBytes { source in
      try other.decode(source, into: &tree, machine: &machine, checks: false)
      return try tree.withRoot(source) { try PlainValue($0) }
    }
    #expect(shown == Self.value)
  }

  @Test(arguments: [
    "", "\\x80\\x04N.", "\\x80\\x04N.AAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "\\x80\\x04N..AAAAAAAAAAAAAAAAAAAAAAAAAA", "\\x80\\x04N..AAAAAAAAAAAAA=AAAAAAAAAAAAA",
    "..AAAAAAAAAAAAAAAAAAAAAAAAAAA", ".AAAAAAAAAAAAAAAAAAAAAAAAAAA",
  ])
  func `what is not signed is refused`(text: String) {
    let bytes = Pickle.bytes(text)
    #expect(throws: UndecodableValue.self) { try Self.read(bytes, SafePickleCodec()) }
    #expect(Self.signature(bytes, .init(secrets: ["s"])) == .invalid)
  }

  private static func signature(
    _ bytes: [UInt8], _ codec: SafePickleCodec
  ) -> SafePickleCodec.Signature {
    bytes.withUnsafeBytes { codec.signature(of: $0) }
  }

  private static func read(_ bytes: [UInt8], _ codec: SafePickleCodec) throws -> PlainValue? {
    var tree = PlainTree()
    return try bytes.withUnsafeBytes { source in
      try codec.decode(source, into: &tree)
      return try tree.withRoot(source) { try PlainValue($0) }
    }
  }

  private static func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
