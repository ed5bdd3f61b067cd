extension URLNormalizer {
  /// User with its `@`, host and port.
  struct Authority {
    var user: [UInt8]
    var host: [UInt8]
    var port: [UInt8]

    init(_ text: [UInt8]) {
      let start = text.lastIndex(of: UInt8(ascii: "@")).map { $0 + 1 } ?? 0
      user = Array(text[..<start])
      let rest = text[start...]
      let bracket = rest.first == UInt8(ascii: "[") ? rest.firstIndex(of: UInt8(ascii: "]")) : nil
      let end =
        bracket.map { $0 + 1 } ?? rest.firstIndex(of: UInt8(ascii: ":")) ?? rest.endIndex
      host = Array(rest[..<end])
      let tail = rest[end...]
      port = Array(tail.first == UInt8(ascii: ":") ? tail.dropFirst() : tail)
    }

    var joined: [UInt8] {
      user + host + (port.isEmpty ? [] : [UInt8(ascii: ":")] + port)
    }
  }

  /// Lower case, in ASCII, without empty labels.
  static func labels(_ host: [UInt8]) -> [UInt8] {
    let labels = IDNAHost.mapped(host).split(separator: UInt8(ascii: "."))
    return Array(labels.joined(separator: [UInt8(ascii: ".")]))
  }

  /// Without the zeros before it; none where it is the scheme's own.
  static func port(_ port: [UInt8], scheme: [UInt8]) -> [UInt8] {
    guard !port.isEmpty, port.allSatisfy(Hex.isDecimal) else { return port }
    let digits = port.drop { $0 == 0x30 }
    let number = digits.isEmpty ? "0" : String(decoding: digits, as: UTF8.self)
    let isDefault = defaultPorts[String(decoding: scheme, as: UTF8.self)] == number
    return isDefault ? [] : Array(number.utf8)
  }

  private static let defaultPorts = [
    "ftp": "21", "gopher": "70", "http": "80", "https": "443", "news": "119", "nntp": "119",
    "snews": "563", "snntp": "563", "telnet": "23", "ws": "80", "wss": "443",
  ]

  /// The path without empty and dot segments, `/` for an empty one.
  static func segments(_ path: [UInt8], scheme: [UInt8]) -> [UInt8] {
    let slash = UInt8(ascii: "/")
    guard ["", "http", "https", "ftp", "file"].contains(String(decoding: scheme, as: UTF8.self))
    else { return path }
    let all = path.split(separator: slash, omittingEmptySubsequences: false)
    var kept: [ArraySlice<UInt8>] = []
    for segment in all {
      switch String(decoding: segment.prefix(3), as: UTF8.self) {
      case "": if kept.isEmpty { kept.append(segment) }
      case ".": break
      case "..": if kept.count > 1 { kept.removeLast() }
      default: kept.append(segment)
      }
    }
    if let last = all.last, last.isEmpty || last == dot || last == dots { kept.append([]) }
    return Array(kept.joined(separator: [slash]))
  }

  private static let dot = ArraySlice(".".utf8)
  private static let dots = ArraySlice("..".utf8)

  /// The URL with two slashes after its scheme, and with `https` where it has no scheme.
  static func withScheme(_ url: [UInt8]) -> [UInt8] {
    let slash = UInt8(ascii: "/")
    if url.starts(with: "//".utf8) { return "https:".utf8 + url }
    if url.first == slash || url.elementsEqual("-".utf8) { return url }
    guard let colon = URLPieces.schemeEnd(url[...]) else { return "https://".utf8 + url }
    let scheme = url[..<colon].map(Hex.lowercased)
    if isHostWithPort(scheme, url[(colon + 1)...]) { return "https://".utf8 + url }
    return withSlashes(url)
  }

  /// The URL with exactly two slashes after a scheme that has an authority.
  static func withSlashes(_ url: [UInt8]) -> [UInt8] {
    guard let colon = url.firstIndex(of: UInt8(ascii: ":")) else { return url }
    let scheme = String(decoding: url[..<colon].map(Hex.lowercased), as: UTF8.self)
    guard ["http", "https", "ftp", "ftps"].contains(scheme) else { return url }
    return Array(url[..<colon]) + "://".utf8
      + url[(colon + 1)...].drop { $0 == UInt8(ascii: "/") }
  }

  private static func isHostWithPort(_ scheme: [UInt8], _ rest: ArraySlice<UInt8>) -> Bool {
    guard scheme.contains(UInt8(ascii: ".")) || scheme.elementsEqual("localhost".utf8) else {
      return false
    }
    let end = rest.drop(while: Hex.isDecimal)
    guard end.startIndex > rest.startIndex else { return false }
    return end.drop { $0 == 0x20 }.first.map { "/?#".utf8.contains($0) } ?? true
  }
}
