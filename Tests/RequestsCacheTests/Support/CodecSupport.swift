import FoundationEssentials
import RequestsCache
import Testing

extension DocumentCodec {
  /// What some bytes hold, as a value of its own.
  func value(_ bytes: some Sequence<UInt8>, limits: PlainTree.Limits = .init()) throws -> PlainValue
  {
    var tree = PlainTree(limits: limits)
    return try Array(bytes).withUnsafeBytes { bytes in
      try decode(bytes, into: &tree)
      return try #require(try tree.withRoot(bytes) { try PlainValue($0) })
    }
  }

  func value(_ text: String) throws -> PlainValue { try value(text.utf8) }

  /// Why some bytes can't be read; nil where they can.
  func reason(
    _ bytes: some Sequence<UInt8>, limits: PlainTree.Limits = .init()
  ) -> UndecodableValue.Reason? {
    var tree = PlainTree(limits: limits)
    return Array(bytes).withUnsafeBytes { bytes in
      do throws(UndecodableValue) {
        try decode(bytes, into: &tree)
        return nil
      } catch {
        return error.reason
      }
    }
  }

  func text(_ value: PlainValue) throws -> String {
    String(decoding: try encode(value), as: UTF8.self)
  }
}

extension PlainValue {
  static func named(_ members: [(String, PlainValue)]) -> PlainValue {
    .map(PlainMap(members.map { PlainMap.Member($0.0, $0.1) }))
  }

  static func bytes(_ bytes: [UInt8]) -> PlainValue { .bytes(Data(bytes)) }

  subscript(name: String) -> PlainValue? {
    guard case .map(let map) = self else { return nil }
    return map[name]
  }
}
