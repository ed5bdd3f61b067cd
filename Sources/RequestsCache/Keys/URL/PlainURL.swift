/// URLs that are already as requests-cache compares them, as most are: a look at each byte tells, where to spell
/// them takes a hundred times as long.
enum PlainURL {
  /// Whether a URL is surely its own spelling: of `http` or `https`, with a host, without user or fragment, and
  /// of letters, digits and a few signs only; its query, if it has one, is sorted and has no ignored name.
  static func isPlain(_ url: UnsafeBufferPointer<UInt8>, ignoring names: IgnoredNames) -> Bool {
    var rest = url[...]
    guard take("http", from: &rest) else { return false }
    _ = take("s", from: &rest)
    guard take("://", from: &rest), takeHost(from: &rest), takePath(from: &rest) else {
      return false
    }
    guard let mark = rest.popFirst() else { return true }
    return mark == UInt8(ascii: "?") && isPlainQuery(rest, ignoring: names)
  }

  private typealias Rest = Slice<UnsafeBufferPointer<UInt8>>

  private static func take(_ text: StaticString, from rest: inout Rest) -> Bool {
    let bytes = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    guard rest.starts(with: bytes) else { return false }
    rest = rest.dropFirst(bytes.count)
    return true
  }

  /// A name in lower case without empty labels, and a port that isn't a scheme's own.
  private static func takeHost(from rest: inout Rest) -> Bool {
    let dot = UInt8(ascii: ".")
    var last = dot
    while let byte = rest.first,
      isLowercase(byte) || Hex.isDecimal(byte) || "-.".utf8.contains(byte)
    {
      guard byte != dot || last != dot else { return false }
      last = byte
      rest.removeFirst()
    }
    guard last != dot else { return false }
    guard rest.first == UInt8(ascii: ":") else { return true }
    rest.removeFirst()
    let port = rest.prefix(while: Hex.isDecimal)
    rest = rest[port.endIndex...]
    return (1...5).contains(port.count) && port.first != UInt8(ascii: "0")
      && !port.elementsEqual("80".utf8) && !port.elementsEqual("443".utf8)
  }

  /// Segments that are neither empty, but for the last, nor begin with a dot.
  private static func takePath(from rest: inout Rest) -> Bool {
    guard rest.first == UInt8(ascii: "/") else { return false }
    var last: UInt8 = 0
    while let byte = rest.first, byte != UInt8(ascii: "?") {
      let isSlash = byte == UInt8(ascii: "/")
      guard isSlash || PythonQuoting.none.contains(byte) else { return false }
      if last == UInt8(ascii: "/"), isSlash || byte == UInt8(ascii: ".") { return false }
      last = byte
      rest.removeFirst()
    }
    return true
  }

  /// Pairs with names and values, in order.
  private static func isPlainQuery(_ query: Rest, ignoring names: IgnoredNames) -> Bool {
    var former: (name: Rest, value: Rest)?
    for piece in query.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false) {
      guard let equals = piece.firstIndex(of: UInt8(ascii: "=")) else { return false }
      let (name, value) = (piece[..<equals], piece[(equals + 1)...])
      guard !name.isEmpty, !value.isEmpty, name.allSatisfy(PythonQuoting.none.contains),
        value.allSatisfy(PythonQuoting.none.contains), !names.contains(name)
      else { return false }
      if let former {
        let isInOrder =
          former.name.elementsEqual(name)
          ? !value.lexicographicallyPrecedes(former.value)
          : former.name.lexicographicallyPrecedes(name)
        guard isInOrder else { return false }
      }
      former = (name, value)
    }
    return true
  }

  private static func isLowercase(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
}
