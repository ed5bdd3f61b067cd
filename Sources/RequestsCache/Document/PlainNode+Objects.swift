/// What documents have besides plain maps: the objects that releases before 1.0 pickled, taken as
/// data.
extension PlainNode {
  /// The name of an object's class.
  private var className: PlainNode? {
    guard kind == .object else { return nil }
    var parts = children
    return parts.next()
  }

  func isObject(_ name: StaticString) -> Bool { className?.isText(name) ?? false }

  /// What an object was made with.
  private var arguments: Children? {
    guard kind == .object else { return nil }
    var parts = children
    _ = parts.next()
    return parts.next()?.children
  }

  /// What an object was given after it was made: the last thing in it.
  var state: PlainNode? {
    guard kind == .object else { return nil }
    var parts = children
    _ = (parts.next(), parts.next())
    return parts.next()
  }

  /// The members of a map, or of an object whose state is one.
  var record: PlainNode? {
    if kind == .map { return self }
    guard let state, state.kind == .map else { return nil }
    return state
  }

  /// A date, whatever form it has.
  var isoDate: ISODate? {
    switch kind {
    case .text: return raw.flatMap { ISODate($0) }
    case .date: return milliseconds.map { ISODate(milliseconds: $0) }
    default: break
    }
    guard isObject("datetime.datetime"), var arguments, let bytes = arguments.next()?.raw else {
      return nil
    }
    return ISODate(pickled: bytes, offset: arguments.next()?.zoneOffset)
  }

  private var zoneOffset: Int? {
    guard isObject("datetime.timezone"), var arguments else { return nil }
    return arguments.next()?.seconds.flatMap { Int(exactly: $0.rounded()) }
  }

  /// A length of time in seconds: a number, or a `timedelta`.
  var seconds: Double? {
    if let number { return number }
    guard isObject("datetime.timedelta"), var arguments else { return nil }
    let days = arguments.next()?.number ?? 0
    let seconds = arguments.next()?.number ?? 0
    let microseconds = arguments.next()?.number ?? 0
    let total = days * 86_400 + seconds + microseconds / 1e6
    return abs(total) < 1e15 ? total : nil
  }

  /// Calls `body` with the name and value of each header, whatever holds them.
  ///
  /// Of an object's, no more than 20,000: the same list may stand in it many times.
  func forEachHeader(_ body: (PlainNode, PlainNode) -> Void) {
    if kind == .map { return forEachMember(body) }
    guard let fields = state?["_store"] ?? state?["_container"], fields.kind == .map else { return }
    var left = Self.mostVisits
    var rest = fields.children
    while left > 0, rest.next() != nil, let field = rest.next() {
      var parts = field.children
      left -= 1
      guard let name = parts.next() else { continue }
      while left > 0, let value = parts.next() {
        left -= 1
        body(name, value)
      }
    }
  }

  /// Calls `body` with the name and value of each cookie of a map or a cookie jar; of a jar, with
  /// the same limit.
  func forEachCookie(_ body: (PlainNode, PlainNode) -> Void) {
    if kind == .map { return forEachMember(body) }
    var left = Self.mostVisits
    state?["_cookies"]?.forEachCookie(below: 2, &left, body)
  }

  /// A jar has its cookies by name, within paths, within domains.
  private func forEachCookie(
    below levels: Int, _ left: inout Int, _ body: (PlainNode, PlainNode) -> Void
  ) {
    guard kind == .map else { return }
    var rest = children
    while left > 0, let name = rest.next(), let value = rest.next() {
      left -= 1
      if levels > 0 {
        value.forEachCookie(below: levels - 1, &left, body)
      } else if let text = value.state?["value"] {
        body(name, text)
      }
    }
  }

  private static var mostVisits: Int { 20_000 }

  /// Whether it is a text or byte string with this name in it, in whatever case; `name` is
  /// lower-case.
  func isHeader(_ name: StaticString) -> Bool { raw?.isHeader(name) ?? false }
}

extension UnsafeRawBufferPointer {
  /// Whether it is this name, in whatever case; `name` is lower-case.
  func isHeader(_ name: StaticString) -> Bool {
    guard count == name.utf8CodeUnitCount else { return false }
    for index in 0..<count {
      let (byte, letter) = (self[index], name.utf8Start[index])
      guard byte == letter || (0x41...0x5A).contains(byte) && byte | 0x20 == letter else {
        return false
      }
    }
    return true
  }
}
