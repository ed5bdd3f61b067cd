package import FoundationEssentials

/// One thing that an examination of a cache found, with all places where it is.
package struct Finding: Sendable, Hashable {
  /// What is wrong, or could be better.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The database is damaged.
    case integrity
    /// A transaction that its writer didn't end lies beside the file.
    case journal
    /// Values that can't be decoded, and that nobody else could.
    case undecodable
    /// Values that no known serializer wrote: compressed, encrypted, or of objects.
    case unknown
    /// An expiry beside a value is not the one in it.
    case expiryColumn = "expiry-column"
    /// Aliases of keys that are not there.
    case danglingAlias = "dangling-alias"
    /// Bytes of some values are in base64 and of some in base85, which no release reads both right.
    case mixedBytes = "mixed-bytes"
    /// The index of uses, by which files are evicted, has other files than the folder.
    case uses
    /// Heads and bodies that no entry has.
    case orphan
    /// Secrets that are stored in clear.
    case secret
    /// The same body stored more than once.
    case duplicateBody = "duplicate-body"
    /// The same response stored for the URL that was asked for and for the one that it redirected to.
    case redirectDuplicate = "redirect-duplicate"
    /// Pages of the file that nothing is in.
    case reclaimable
  }

  /// What can be done about it without a loss.
  package enum Fix: String, Sendable, Hashable {
    /// Deletes the values, to the trash.
    case trash
    /// Sets the expiry beside each value to the one in it.
    case setExpiryColumn = "set-expiry-column"
    case deleteAliases = "delete-aliases"
    case correctUses = "correct-uses"
    case removeOrphans = "remove-orphans"
    /// Gives the pages back to the file system, a few at a time.
    case vacuum
  }

  /// A part of what was found, by a word.
  package struct Part: Sendable, Hashable {
    package var name: String
    package var count: Int

    package init(name: String, count: Int) {
      self.name = name
      self.count = count
    }
  }

  package var kind: Kind
  package var count: Int
  /// Bytes that it takes, or wastes; 0 where that means nothing.
  package var bytes: Int64
  /// What the count is made of; empty where there is nothing to tell apart.
  package var parts: [Part]
  /// Some of the places, in words. Never a secret itself; untrusted otherwise.
  package var examples: [String]
  /// Nil where nothing can be done safely.
  package var fix: Fix?
  /// The keys, aliases or entries to fix, all of them.
  package var items: [String]

  package init(
    _ kind: Kind, count: Int, bytes: Int64 = 0, parts: [Part] = [], examples: [String] = [],
    fix: Fix? = nil, items: [String] = []
  ) {
    self.kind = kind
    self.count = count
    self.bytes = bytes
    self.parts = parts
    self.examples = examples
    self.fix = fix
    self.items = items
  }

  /// Whether something is wrong; otherwise it is only good to know.
  package var isFault: Bool {
    switch kind {
    case .secret, .duplicateBody, .redirectDuplicate, .reclaimable, .unknown: false
    default: true
    }
  }

  /// A damaged database, in SQLite's words.
  ///
  /// - Parameters:
  ///   - unreadable: how much is known to be in it and can't be read.
  ///   - name: what that is, as `values that can't be read`.
  package static func damage(_ words: [String], unreadable: Int, _ name: String) -> Finding {
    Finding(
      .integrity, count: words.count,
      parts: unreadable > 0 ? [.init(name: name, count: unreadable)] : [],
      examples: Array(words.prefix(exampleLimit)))
  }

  /// How many examples are worth reading.
  package static let exampleLimit = 5
}

/// What became of a fix.
package struct FixResult: Sendable, Hashable {
  /// How many items are right now.
  package var fixed: Int
  package var bytes: Int64
  /// How many were left alone, because they changed meanwhile.
  package var left: Int
  /// What can be undone.
  package var operation: OperationID?

  package init(fixed: Int = 0, bytes: Int64 = 0, left: Int = 0, operation: OperationID? = nil) {
    self.fixed = fixed
    self.bytes = bytes
    self.left = left
    self.operation = operation
  }
}

/// A store that can say what is wrong with it.
package protocol ExaminableStore: CacheStore {
  /// Reads everything, and changes nothing. What is damaged is found, not thrown.
  func examine(now: Date) async throws -> [Finding]

  /// Does what a finding's fix says, as far as it still holds.
  func fix(_ finding: Finding, now: Date) async throws -> FixResult
}
