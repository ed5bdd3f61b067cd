extension Sanitizer {
  /// UTF-8 with whatever isn't UTF-8 shown byte by byte.
  mutating func append(bytes: some Collection<UInt8>) {
    var scalars: [Unicode.Scalar] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      var parser = Unicode.UTF8.ForwardParser()
      var iterator = rest.makeIterator()
      switch parser.parseScalar(from: &iterator) {
      case .valid(let encoded):
        scalars.append(Unicode.UTF8.decode(encoded))
        rest = rest.dropFirst(encoded.count)
      case .error(let length):
        append(scalars)
        scalars.removeAll(keepingCapacity: true)
        for byte in rest.prefix(length) { append(invalid: byte) }
        rest = rest.dropFirst(max(1, length))
      case .emptyInput:
        rest = rest.suffix(0)
      }
    }
    append(scalars)
  }
}
