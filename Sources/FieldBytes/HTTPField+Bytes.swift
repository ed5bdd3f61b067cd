package import HTTPTypes

extension HTTPField {
  /// A field out of bytes that were received or stored; nil where the name is not a token (RFC 9110 section 5.1).
  /// Nothing of the value is lost but NUL, CR and LF, which no field can have (section 5.5).
  package init?(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
    guard let name = KnownNames.name(name) ?? Name(String(decoding: name, as: UTF8.self)) else {
      return nil
    }
    // Most values are plain text, which is a field value as it is.
    let isPlain =
      value.allSatisfy { 0x20...0x7e ~= $0 } && value.first != 0x20 && value.last != 0x20
    if isPlain {
      self.init(name: name, value: String(decoding: value, as: UTF8.self))
    } else {
      self.init(name: name, lenientValue: value)
    }
  }
}
