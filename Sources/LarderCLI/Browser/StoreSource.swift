import BrowserUI
import CacheStore

/// A store as the browser has it.
struct OpenedStore: Sendable {
  var store: any CacheStore
  /// Why nothing may be written; nil where it may be.
  var readOnlyReason: String?
}

/// Where the browser's store comes from, at the start and again when its file was replaced.
struct StoreSource: Sendable {
  var trashPolicy: String
  var open: @Sendable () throws -> OpenedStore

  /// What the browser is told of a store from here.
  func description(of opened: OpenedStore) -> StoreDescription {
    StoreDescription(
      name: opened.store.name, capabilities: opened.store.capabilities,
      readOnlyReason: opened.readOnlyReason, trashPolicy: trashPolicy)
  }
}
