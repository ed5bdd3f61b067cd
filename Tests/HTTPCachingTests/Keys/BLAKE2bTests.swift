import HTTPCaching
import Testing

@Suite struct BLAKE2bTests {
  static let digests: [(input: [UInt8], length: Int, hex: String)] = [
    (
      Array("abc".utf8), 64,
      "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
        + "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923"
    ),
    (
      [], 64,
      "786a02f742015903c6c6fd852552d272912f4740e15847618a86e217f71f5419"
        + "d25e1031afee585313896444934eb04b903a685b1448b755d56f701afe9be2ce"
    ),
    ([], 16, "cae66941d9efbd404e4d88758ea67670"),
    (Array("abc".utf8), 16, "cf4ab791c62b8d2b2109c90275287816"),
    (Array("larder".utf8), 20, "ba58e82d25262a13e7465a1af8591da5e087e488"),
    (Array("x".utf8), 1, "e2"),
    ([UInt8](repeating: 0x61, count: 127), 16, "2228006d5107a5239e500da574466288"),
    ([UInt8](repeating: 0x61, count: 128), 16, "1271d28e731afb57bdfba6bdaf3501be"),
    ([UInt8](repeating: 0x61, count: 129), 16, "68b7bafbad5055c4ebe6eb170a0f8524"),
    ([UInt8](repeating: 0x61, count: 256), 16, "2dbe331c95d600bb74dcd669f0618bd7"),
    ([UInt8](repeating: 0x61, count: 257), 16, "29e452ed1a672b027a1cd3f5ac4849c6"),
    (
      (0..<10_240).map { UInt8($0 % 256) }, 32,
      "1ed0d7616785400ccd2dc0ba224e13482b6120adff1b9cd7fb31be806b6892d1"
    ),
  ]

  @Test(arguments: digests)
  func `digests are those of other implementations`(input: [UInt8], length: Int, hex: String) {
    #expect(BLAKE2b.hex(input, length: length) == hex)
  }

  /// The unkeyed half of RFC 7693 appendix E: a digest over the digests of inputs of many lengths.
  @Test func `the self-test of RFC 7693 passes`() {
    var digests: [UInt8] = []
    for length in [20, 32, 48, 64] {
      for count in [0, 3, 128, 129, 255, 1024] {
        digests += sequence(count).withUnsafeBytes { BLAKE2b.digest($0, length: length) }
      }
    }
    #expect(
      BLAKE2b.hex(digests, length: 32)
        == "681f345ad53c6360214ea500fd259edddbca775f605fad81b9b189d6d88e15c6")
  }

  /// The RFC's deterministic sequence of bytes, seeded by its length.
  private func sequence(_ count: Int) -> [UInt8] {
    var (a, b) = (0xDEAD_4BAD &* UInt32(count), UInt32(1))
    return (0..<count).map { _ in
      let sum = a &+ b
      (a, b) = (b, sum)
      return UInt8(sum >> 24)
    }
  }
}
