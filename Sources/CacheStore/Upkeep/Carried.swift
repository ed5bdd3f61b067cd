/// What became of an entry that was to be carried into another cache.
package enum Carried: Sendable, Hashable {
  /// It is there now: how many entries it made, how many aliases, and the bytes of their bodies.
  case over(entries: Int, aliases: Int, bytes: Int64)
  /// The other cache needs no entry for it, for this reason.
  case needless(String)
  /// It could not be carried, for this reason.
  case left(String)
}

/// Carries entries from one cache into another, one after another.
package protocol EntryCarrier: Sendable {
  /// Carries one. What is carried is there when this returns, whatever happens next.
  ///
  /// - Throws: `StoreError` when the other cache can't be written at all.
  mutating func carry(_ reference: EntryReference) async throws -> Carried

  /// Carries several, where that is quicker than one after another. Default: it isn't.
  ///
  /// - Returns: what became of each, in their order.
  mutating func carry(_ references: ArraySlice<EntryReference>) async throws -> [Carried]
}

extension EntryCarrier {
  package mutating func carry(_ references: ArraySlice<EntryReference>) async throws -> [Carried] {
    var carried: [Carried] = []
    for reference in references { carried.append(try await carry(reference)) }
    return carried
  }
}
