package import CacheStore

/// What the browser is told about the store that it shows.
package struct StoreDescription: Sendable, Hashable {
  /// Its path, or `memory`.
  package var name: String
  /// What it can do.
  package var capabilities: StoreCapabilities
  /// Why nothing may be written, such as `opened with --read-only`; nil when writing is allowed.
  package var readOnlyReason: String?
  /// How long what was deleted can come back, in words.
  package var trashPolicy: String

  package init(
    name: String, capabilities: StoreCapabilities = .all, readOnlyReason: String? = nil,
    trashPolicy: String = Preferences().trashPolicy
  ) {
    self.name = name
    self.capabilities = capabilities
    self.readOnlyReason = readOnlyReason
    self.trashPolicy = trashPolicy
  }
}
