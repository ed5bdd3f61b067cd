import CacheStore
import EntryTable
import SQLite

/// What was to be changed is no longer there.
struct Vanished: Error {}

/// The file was removed or replaced while it was open.
struct FileMoved: Error {}

/// A body has more pieces than ids can number: 64 GiB.
struct BodyTooLarge: Error {}

extension StoreError {
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
      throw StoreError.moved(store)
    } catch is BodyTooLarge {
      throw StoreError(.unsupported, store: store, detail: "a body of more than 64 GiB")
    }
  }
}
