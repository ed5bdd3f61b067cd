import CacheStore
import FoundationEssentials
import HTTPCaching
import Synchronization

extension RequestsCacheStore {
  /// The serializer of new values.
  func codecOfNewValues() throws -> any DocumentCodec {
    if let known = newCodec.withLock({ $0 }) { return known }
    let codec = try options.serializer.map(named) ?? newestCodec() ?? storage.usualCodec
    newCodec.withLock { $0 = codec }
    return codec
  }

  private func named(_ name: String) throws -> any DocumentCodec {
    switch name {
    case signer.name: return signer
    case "pickle": return PickleCodec()
    default:
      guard let codec = KnownCodecs.named(name) else {
        throw StoreError(
          .unsupported, store: path,
          detail: "there is no serializer \(name): say pickle, safe_pickle, json, ujson, orjson, "
            + "yaml or bson")
      }
      return codec
    }
  }

  /// That of the newest value that can be read.
  private func newestCodec() throws -> (any DocumentCodec)? {
    guard let piece = try storage.pieces().first else { return nil }
    let scanner = try storage.scanner()
    var found: (any DocumentCodec)?
    try scanner.scan(piece) { mark, bytes in
      guard found == nil else { return }
      found = try? withReader { try $0.codec(of: bytes, isText: mark.isText) }.settled(by: bytes)
    }
    return found
  }

  /// A value of a document, by a codec.
  func encode(
    _ document: PlainValue, by codec: any DocumentCodec, expires: ISODate?
  ) throws -> NewValue {
    do {
      return NewValue(
        bytes: Data(try codec.encode(document)), isText: codec.isText,
        expires: expires?.roundedSeconds)
    } catch {
      throw StoreError(.unsupported, store: path, detail: "\(error)")
    }
  }

  /// The value with a change to its document, written by the serializer that wrote it.
  ///
  /// - Throws: `StoreError`: `corrupt` for what can't be decoded, `unsupported` for what can only be read.
  func edited(
    _ value: StoredValue, _ change: (inout DocumentEdit) -> Void
  ) throws -> NewValue {
    do {
      let (edit, codec) = try value.bytes.withUnsafeBytes { bytes in
        try withReader { reader in
          let codec = try reader.codec(of: bytes, isText: value.mark.isText)
          var tree = PlainTree()
          let writer = try codec.decodeForWriting(bytes, into: &tree)
          guard let plain = try tree.withRoot(bytes, { try PlainValue($0) }) else {
            throw UndecodableValue(.notAResponse)
          }
          return (try DocumentEdit(plain), writer)
        }
      }
      var changed = edit
      change(&changed)
      return try encode(changed.value, by: codec, expires: changed.expires)
    } catch let error as UndecodableValue {
      throw StoreError(.corrupt, store: path, detail: error.description)
    }
  }
}

extension DocumentCodec {
  /// The codec with what else the value tells: older releases called all of their JSON `json`.
  fileprivate func settled(by bytes: UnsafeRawBufferPointer) throws -> any DocumentCodec {
    guard let json = self as? JSONCodec else { return self }
    var tree = PlainTree()
    return json.settled(by: try json.decodeFindingForm(bytes, into: &tree))
  }

  /// Decodes, and returns the codec that writes such a value back in the same form.
  fileprivate func decodeForWriting(
    _ bytes: UnsafeRawBufferPointer, into tree: inout PlainTree
  ) throws(UndecodableValue) -> any DocumentCodec {
    guard let json = self as? JSONCodec else {
      try decode(bytes, into: &tree)
      return self
    }
    let found = try json.decodeFindingForm(bytes, into: &tree)
    return JSONCodec(flavour: json.flavour, bytesForm: found.form)
  }
}

extension ValueStorage {
  /// What requests-cache writes into an empty cache of that kind.
  var usualCodec: any DocumentCodec {
    guard let folder = self as? FolderValues else { return PickleCodec() }
    return switch folder.ending {
    case ".pkl": PickleCodec()
    case ".yaml": YAMLCodec()
    case ".bson": BSONCodec()
    default: JSONCodec()
    }
  }
}
