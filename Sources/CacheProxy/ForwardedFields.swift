import HTTPTypes

/// What tells an origin behind the proxy who asked: `Forwarded` (RFC 7239), and `X-Forwarded-For`, which most
/// applications read. Each is a list to whose end a proxy adds the address that its own connection comes from.
enum ForwardedFields {
  /// Bytes of such a list that are passed on.
  private static let limit = 2048

  /// Adds to both lists. One that a client sent goes on in front if it is well-formed, as another proxy may have
  /// made it; else it goes, so that nobody hides what follows in a quotation that doesn't end.
  ///
  /// - Parameters:
  ///   - client: the address, as numbers.
  ///   - host: the request's `Host`, which has no quotation marks.
  static func add(to fields: inout HTTPFields, client: String, host: String?) {
    let node = client.contains(":") ? "\"[\(client)]\"" : client
    let asked = host.map { $0.isEmpty ? "" : ";host=\"\($0)\"" } ?? ""
    add("for=\(node)\(asked);proto=http", to: &fields, .forwarded) { value in
      var scanner = Scanner(rest: value[...])
      return scanner.takesAll()
    }
    add(client, to: &fields, .xForwardedFor) { value in
      value.allSatisfy { $0.isOfToken || " ,:[]".utf8.contains($0) }
    }
  }

  private static func add(
    _ element: String, to fields: inout HTTPFields, _ name: HTTPField.Name,
    where isWellFormed: ([UInt8]) -> Bool
  ) {
    let lines = fields[values: name].filter { !$0.isEmpty }
    let goesOn =
      lines.allSatisfy { isWellFormed(Array($0.utf8)) }
      && lines.reduce(0) { $0 + $1.utf8.count } <= limit
    fields[name] = ((goesOn ? lines : []) + [element]).joined(separator: ", ")
  }

  /// Reads a value of `Forwarded` (RFC 7239 section 4).
  private struct Scanner {
    var rest: ArraySlice<UInt8>

    mutating func takesAll() -> Bool {
      repeat {
        dropSpace()
        if let first = rest.first, !",;".utf8.contains(first) {
          guard takeToken(), take("="), takesValue() else { return false }
        }
        dropSpace()
      } while take(";") || take(",")
      return rest.isEmpty
    }

    private mutating func takesValue() -> Bool {
      guard take("\"") else { return takeToken() }
      while let byte = rest.popFirst() {
        if byte == UInt8(ascii: "\"") { return true }
        guard (0x20..<0x7F).contains(byte) else { return false }
        if byte == UInt8(ascii: "\\"), rest.popFirst() == nil { return false }
      }
      return false
    }

    private mutating func takeToken() -> Bool {
      let count = rest.prefix { $0.isOfToken }.count
      rest = rest.dropFirst(count)
      return count > 0
    }

    private mutating func take(_ mark: Unicode.Scalar) -> Bool {
      guard rest.first == UInt8(ascii: mark) else { return false }
      rest = rest.dropFirst()
      return true
    }

    private mutating func dropSpace() { rest = rest.drop { $0 == 0x20 || $0 == 0x09 } }
  }
}

extension HTTPField.Name {
  static let forwarded = HTTPField.Name("Forwarded") ?? .contentLength
  static let xForwardedFor = HTTPField.Name("X-Forwarded-For") ?? .contentLength
}
