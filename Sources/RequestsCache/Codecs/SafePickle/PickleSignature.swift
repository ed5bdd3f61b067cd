/// What stands behind a signed pickle: a point, and 27 characters made with a secret.
enum PickleSignature {
  /// The characters, without the point.
  static let length = 27

  /// Whether a value ends as a signed pickle does: the pickle's stop, a point, a signature.
  static func isSigned(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard PickleCodec.beginsPickle(bytes), bytes.count > length + 3 else { return false }
    let end = bytes.count - length
    return bytes[end - 1] == 0x2E && bytes[end - 2] == PickleOpcode.stop
      && bytes[end...].allSatisfy(isDigit)
  }

  /// The signature of a payload, made as itsdangerous makes it.
  static func make(_ payload: UnsafeRawBufferPointer, secret: [UInt8], salt: [UInt8]) -> [UInt8] {
    let parts = salt + Array("signer".utf8) + secret
    let key = parts.withUnsafeBytes { SHA1.digest($0) }
    return digits(HMACSHA1.code(payload, key: key))
  }

  /// Whether two signatures are the same, in a time that doesn't tell where they differ.
  static func areEqual(_ one: some Collection<UInt8>, _ other: some Collection<UInt8>) -> Bool {
    guard one.count == other.count else { return false }
    return zip(one, other).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
    default: false
    }
  }

  /// Base64 for URLs without padding.
  private static func digits(_ code: [UInt8]) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    let padded = code + [0, 0]
    return (0..<length).map { index in
      let (byte, bit) = (index * 6 / 8, index * 6 % 8)
      let pair = UInt16(padded[byte]) << 8 | UInt16(padded[byte + 1])
      return alphabet[Int(pair >> UInt16(10 - bit) & 63)]
    }
  }
}
