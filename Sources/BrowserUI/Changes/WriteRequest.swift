package import CacheStore
package import FoundationEssentials

/// Entries that are to be written to a file.
package struct WriteRequest: Sendable, Hashable {
  /// The name of one of `KnownExporters`.
  package var exporter: String
  package var entries: Set<EntryID>
  /// As it was typed: relative to where larder was started, `~/` at its start is the home folder. For several
  /// bodies it is a folder.
  package var path: String
  /// Whether secrets are left in.
  package var withSecrets: Bool
  /// Names of fields and parameters that are secret besides the usual ones.
  package var secretNames: Set<String>
  /// Whether a file that is there already is replaced.
  package var mayReplace = false

  package init(
    exporter: String, entries: Set<EntryID>, path: String, withSecrets: Bool,
    secretNames: Set<String> = []
  ) {
    self.exporter = exporter
    self.entries = entries
    self.path = path
    self.withSecrets = withSecrets
    self.secretNames = secretNames
  }
}

/// A request that is being performed.
package struct Writing: Sendable, Hashable {
  package var request: WriteRequest
  package var began: Date
  /// Entries that are written.
  package var done = 0
}

/// What became of a `WriteRequest`.
package enum WriteOutcome: Sendable, Hashable {
  case written(ExportCount)
  /// A file is there, and nothing was written.
  case exists
  /// It was stopped: so many files are there whole. One file for all entries isn't there.
  case cancelled(files: Int)
}

/// What is to be compared.
package enum Comparison: Sendable, Hashable {
  /// Two entries, the one stored first in the place of the former.
  case entries(EntryID, EntryID)
  /// What an entry was, with what it is.
  case former(EntryID)
}
