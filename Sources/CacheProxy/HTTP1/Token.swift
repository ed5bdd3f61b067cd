extension UInt8 {
  /// Whether it is one of the characters of which names and other tokens are made (RFC 9110 section 5.6.2).
  var isOfToken: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: "!#$%&'*+-.^_`|~".utf8.contains(self)
    }
  }
}
