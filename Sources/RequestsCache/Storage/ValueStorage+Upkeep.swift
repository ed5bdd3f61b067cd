import CacheStore

/// What a storage that is somebody else's can be looked over for and put right. A storage without an expiry
/// beside its values, or without an index of uses, has nothing to say of them.
protocol StorageUpkeep {
  /// Whether there is an expiry beside the values.
  var hasExpiry: Bool { get }

  /// What the databases in it say is wrong with them; empty where nothing is.
  func integrity() throws -> [String]

  /// Puts expiries beside values that are still the ones that were seen. Returns how many.
  func setExpiries(_ changes: [ExpiryChange]) throws -> Int

  /// Removes aliases that stand for nothing. Returns how many.
  func removeAliases(_ aliases: [String]) throws -> Int

  /// What is wrong with the index of uses.
  func uses() throws -> Finding?

  /// Puts the index of uses right. Returns how many rows that took.
  func correctUses() throws -> Int
}
