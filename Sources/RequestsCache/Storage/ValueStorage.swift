import FoundationEssentials

/// Where values lie by key: a table of a SQLite file, or a folder of files. It knows nothing of what is in
/// a value, and is used from any thread.
///
/// What an implementation owes:
/// - a version tells whether a value is still the one that its caller saw;
/// - a read-only storage makes no file and changes none;
/// - a change is there as a whole or not at all, whatever happens meanwhile;
/// - a lock is waited for a bounded time, and held for a fraction of a second.
protocol ValueStorage: StorageUpkeep, Sendable {
  var path: String { get }
  var isReadOnly: Bool { get }

  /// How many values there are; cheap.
  func count() throws -> Int

  /// One value; nil where there is none.
  func value(_ key: String) throws -> StoredValue?

  /// The values of some keys as they are at one moment, in that order: as many of the first as can be read in a
  /// tenth of a second, some megabytes at most, and at least one. Nil stands for one that isn't there.
  func values(_ keys: ArraySlice<String>) throws -> [StoredValue?]

  /// One value that lies at a place, where the way to it by its key is damaged; nil where it doesn't.
  func value(_ key: String, at place: Int64) throws -> StoredValue?

  /// The keys of all values with where each lies; cheap, and so without their versions.
  func places() throws -> [String: Int64]

  /// Cuts all values into pieces of some hundred each, the newest first.
  func pieces() throws -> [ScanPiece]

  /// Cuts the values at these places into pieces.
  func pieces(_ places: [String: Int64]) -> [ScanPiece]

  /// Something that reads pieces, for one thread.
  func scanner() throws -> any ValueScanner

  /// The key that an alias stands for.
  func target(ofAlias key: String) throws -> String?

  /// All aliases with the keys they stand for.
  func aliases() throws -> [(alias: String, target: String)]

  /// The aliases of one key, in order.
  func aliases(of key: String) throws -> [String]

  /// Makes changes, one after another, until the lock has been held long enough. Returns what became of as
  /// many as it got to, at least one.
  func apply(_ changes: ArraySlice<ValueChange>) throws -> [ValueChange.Outcome]

  /// Tells that many changes follow: what is made anew for each transaction is kept until `endChanges`.
  func beginChanges() throws
  func endChanges()

  /// A number that grows whenever anyone changes a value.
  ///
  /// - Parameter thoroughly: whether to look at every value's place; else it is cheap enough to poll, and
  ///   may be a second behind.
  func changeCounter(thoroughly: Bool) throws -> Int64

  /// A number that changes when values may have got the places of others.
  func placing() throws -> Int64

  /// Whether a key's value that can't be decoded is more likely something else, which only has such a name.
  func mayBeForeign(_ key: String) -> Bool

  /// Bytes on disk, and those that no value needs.
  func storage() throws -> (bytes: Int64, reclaimable: Int64)

  /// Gives what no value needs back to the file system, if it can do that in small steps.
  func vacuum() throws -> Int64
}

extension ValueStorage {
  func beginChanges() throws {}
  func endChanges() {}

  /// One at a time.
  func values(_ keys: ArraySlice<String>) throws -> [StoredValue?] {
    try keys.prefix(1).map { try value($0) }
  }
}

/// Reads values in bulk.
protocol ValueScanner {
  /// Calls `body` with each value of a piece that is still there. The bytes are gone afterwards.
  func scan(_ piece: ScanPiece, _ body: (ValueMark, UnsafeRawBufferPointer) throws -> Void) throws
}

/// Some values that lie together.
enum ScanPiece: Sendable {
  /// Those with row numbers in a range.
  case rows(ClosedRange<Int64>)
  /// Those with these keys.
  case keys([String])

  /// Two pieces, the newer values first; empty for what can't be cut.
  var halves: [ScanPiece] {
    switch self {
    case .rows(let range):
      guard range.lowerBound < range.upperBound else { return [] }
      let middle = range.lowerBound / 2 + range.upperBound / 2
      let last = min(max(middle, range.lowerBound), range.upperBound - 1)
      return [.rows(last + 1...range.upperBound), .rows(range.lowerBound...last)]
    case .keys(let keys):
      guard keys.count > 1 else { return [] }
      return [.keys(Array(keys[..<(keys.count / 2)])), .keys(Array(keys[(keys.count / 2)...]))]
    }
  }
}

/// What is known of a value without reading it.
struct ValueMark: Sendable, Hashable {
  var key: String
  /// Where it lies: a row number, or when a file was changed. A new value lies elsewhere.
  var place: Int64
  /// Changes whenever the value does.
  var version: Int64
  /// Bytes.
  var size: Int
  /// The expiry beside the value, in seconds since 1970; nil where there is none.
  var expires: Int64?
  /// Whether it is text; nil where the storage doesn't tell.
  var isText: Bool?
  /// Its type in SQL where it is neither text nor bytes, which no release wrote.
  var oddType: String?
}

/// A value with what is known of it.
struct StoredValue: Sendable {
  var mark: ValueMark
  var bytes: Data
  /// The state of the storage that it was read in, or an earlier one; nil where that isn't known.
  var state: Int64?
}

/// A value to be stored or removed.
struct ValueChange: Sendable {
  /// What must be there for it to be made.
  enum Condition: Sendable, Hashable {
    /// Whatever.
    case anything
    case nothing
    case version(Int64)
  }

  /// What became of it.
  enum Outcome: Sendable, Hashable {
    /// It was made; the new value's mark, if there is one.
    case made(ValueMark?)
    /// Nothing is there.
    case gone
    /// Something else is there.
    case changed
  }

  var key: String
  var condition = Condition.anything
  /// The state of the storage in which the condition was true. While it is in that state, changes from here
  /// alone can have made it false, and a value that is only removed need not be read again.
  var state: Int64?
  /// Nil removes what is there, with the aliases that stand for it.
  var value: NewValue?
  /// Aliases that stand for the value from now on, unless they stand for something that is there.
  var aliases: [String] = []
}

/// A value on its way into a storage.
struct NewValue: Sendable, Hashable {
  var bytes: Data
  var isText: Bool
  /// Whole seconds since 1970; nil for never.
  var expires: Int64?
  /// Its type in SQL where it is neither text nor bytes.
  var oddType: String?
}
