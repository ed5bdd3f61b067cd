/// A store whose keys are made of more than its requests tell, so that it alone can make them anew.
package protocol KeyRecreation: CacheStore {
  /// Gives all entries the keys that the store's present settings make. Returns how many have another
  /// than before.
  ///
  /// - Throws: `StoreError` when the store can't be changed.
  func recreateKeys() async throws -> Int
}
