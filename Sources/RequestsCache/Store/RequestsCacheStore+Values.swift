import CacheStore
import FoundationEssentials
import HTTPCaching

extension RequestsCacheStore {
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
        try withReader { try $0.edit(bytes, isText: value.mark.isText) }
      }
      var changed = edit
      change(&changed)
      return try encode(changed.value, by: codec, expires: changed.expires)
    } catch let error as UndecodableValue {
      throw StoreError(.corrupt, store: path, detail: error.description)
    }
  }
}
