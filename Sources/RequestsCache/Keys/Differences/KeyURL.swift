/// A URL of a key, taken apart to be compared.
struct KeyURL {
  private let pieces: URLPieces
  private let authority: URLNormalizer.Authority

  init(_ url: String) {
    pieces = URLPieces(Array(url.utf8))
    authority = URLNormalizer.Authority(pieces.authority)
  }

  var segments: [ArraySlice<UInt8>] {
    pieces.path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
  }

  func hasHost(of other: KeyURL) -> Bool { authority.host == other.authority.host }

  func hasPath(of other: KeyURL) -> Bool { pieces.path == other.pieces.path }

  func differences(from stored: KeyURL) -> [RequestsKeyDifference] {
    var result: [RequestsKeyDifference] = []
    add(pieces.scheme, stored.pieces.scheme, RequestsKeyDifference.scheme, to: &result)
    add(address, stored.address, RequestsKeyDifference.host, to: &result)
    if authority.user != stored.authority.user { result.append(.user) }
    add(pieces.path, stored.pieces.path, RequestsKeyDifference.path, to: &result)
    result += parameters(from: stored)
    add(pieces.fragment, stored.pieces.fragment, RequestsKeyDifference.fragment, to: &result)
    return result
  }

  func parameters(from stored: KeyURL) -> [RequestsKeyDifference] {
    guard pieces.query != stored.pieces.query else { return [] }
    let (left, right) = (NamedValues(query: pieces.query), NamedValues(query: stored.pieces.query))
    return NamedValues.differing(left, right)
      .map { .parameter(name: $0.name, wanted: $0.wanted, stored: $0.stored) }
  }

  private var address: [UInt8] {
    authority.host + (authority.port.isEmpty ? [] : [UInt8(ascii: ":")] + authority.port)
  }

  private func add(
    _ wanted: [UInt8], _ stored: [UInt8], _ make: (String, String) -> RequestsKeyDifference,
    to result: inout [RequestsKeyDifference]
  ) {
    guard wanted != stored else { return }
    result.append(
      make(String(decoding: wanted, as: UTF8.self), String(decoding: stored, as: UTF8.self)))
  }
}
