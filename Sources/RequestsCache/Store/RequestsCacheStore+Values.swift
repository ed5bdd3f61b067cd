import CacheStore
import FoundationEssentials
import HTTPCaching

extension RequestsCacheStore {
  /// A value of a document, by a codec.
  ///
  /// - Throws: `StoreError`: `secretMissing` where it can't be signed, `unsupported` for what the codec has
  ///   no form for.
  func encode(
    _ document: PlainValue, by codec: any DocumentCodec, expires: ISODate?
  ) throws -> NewValue {
    guard (codec as? SafePickleCodec)?.canSign != false else {
      throw StoreError(.secretMissing, store: path)
    }
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
  /// - Throws: `StoreError`: `corrupt` for what can't be decoded, `unsupported` for what can only be read,
  ///   otherwise as `encode`.
  func edited(
    _ value: StoredValue, _ change: (inout DocumentEdit) -> Void
  ) throws -> NewValue {
    do {
      let (edit, codec) = try value.bytes.withUnsafeBytes { bytes in
        try withReader { try $0.edit(bytes, isText: value.mark.isText) }
      }
      var changed = edit
      change(&changed)
      return try encode(changed.value, by: codec, expires: changed.expires)
    } catch let error as UndecodableValue {
      guard (try? decode(value)) == nil else {
        throw StoreError(
          .unsupported, store: path,
          detail: "this entry has a form of old releases, which larder reads and doesn't write")
      }
      throw StoreError(
        .corrupt, store: path, detail: error.description, key: value.mark.key)
    }
  }

  /// Why a value can't be written anew.
  func skipReason(of value: StoredValue) -> OperationResult.SkipReason {
    let isSignedOtherwise = value.bytes.withUnsafeBytes { bytes in
      signer.recognizes(bytes) && signer.signature(of: bytes) != .valid
    }
    if isSignedOtherwise { return .secretMissing }
    return (try? decode(value)) == nil ? .corrupt : .unchangeable
  }
}
