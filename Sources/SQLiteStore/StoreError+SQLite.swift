import CacheStore
import SQLite

/// `ENOSPC`: a full disk often shows as a failed write.
private let noSpaceLeft: Int32 = 28

/// What was to be changed is no longer there.
struct Vanished: Error {}

/// The file was removed or replaced while it was open.
struct FileMoved: Error {}

/// A body has more pieces than ids can number: 64 GiB.
struct BodyTooLarge: Error {}

extension StoreError {
  /// What a failure of SQLite means to people.
  init(_ error: SQLiteError, store: String) {
    let code: Code =
      switch error.code {
      case .busy, .locked, .protocolFailure: .locked
      case .full: .full
      case .corrupt, .notADatabase: .corrupt
      case .permission, .cantOpen, .readOnly: .permission
      case .io where error.systemError == noSpaceLeft: .full
      default: .io
      }
    self.init(code, store: store, detail: error.description)
  }

  /// Runs a body and turns what SQLite throws into a `StoreError`.
  static func mapping<Result>(store: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as SQLiteError {
      throw StoreError(error, store: store)
    } catch is DamagedRecord {
      throw StoreError(.corrupt, store: store, detail: "a record can't be decoded")
    } catch is Vanished {
      throw StoreError(.gone, store: store)
    } catch is FileMoved {
      throw StoreError(
        .notFound, store: store, detail: "it was removed or replaced while it was open")
    } catch is BodyTooLarge {
      throw StoreError(.unsupported, store: store, detail: "a body of more than 64 GiB")
    }
  }
}
