/// What was seen to happen to entries since a store was opened, by comparing what it lists with what it
/// listed before. Counts that only grow; what came and went between two looks is in none of them.
public struct ObservedChanges: Sendable, Hashable {
  /// Entries that were not there before.
  public var stored: Int64
  /// Entries that were there with another version.
  public var refreshed: Int64
  /// Entries that are no longer there.
  public var removed: Int64

  /// Counts; zero by default.
  public init(stored: Int64 = 0, refreshed: Int64 = 0, removed: Int64 = 0) {
    self.stored = stored
    self.refreshed = refreshed
    self.removed = removed
  }
}
