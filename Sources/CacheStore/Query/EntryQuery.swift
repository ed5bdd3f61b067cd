public import FoundationEssentials

/// One page of a list: filter, order and place.
public struct EntryQuery: Sendable, Hashable {
  /// Which entries.
  public var filter: EntryFilter
  /// In which order. Equal values follow the entry's place in the store, oldest first, so the order
  /// is total; descending is exactly the reverse.
  public var sort: EntrySort
  /// Where the page lies.
  public var place: Place
  /// Rows at most.
  public var limit: Int
  /// The moment for which states and times are meant.
  public var now: Date
  /// Whether the page tells where it lies and how many rows the list has; true by default. Whoever goes through
  /// all pages needs neither, and a store may have to look at every row for it.
  public var isCounted = true

  /// Where a page lies.
  public enum Place: Sendable, Hashable {
    /// The first rows.
    case start
    /// The last rows.
    case end
    /// The rows behind this one.
    case after(EntryCursor)
    /// The rows before this one.
    case before(EntryCursor)
    /// The page that begins at this row number.
    case row(Int)
    /// A page with that entry in its middle; the first page when it isn't in the list.
    case around(EntryID)
  }

  /// A query; defaults to the first 100 entries, soonest expiry first.
  public init(
    filter: EntryFilter = .all, sort: EntrySort = EntrySort(), place: Place = .start,
    limit: Int = 100, now: Date
  ) {
    self.filter = filter
    self.sort = sort
    self.place = place
    self.limit = limit
    self.now = now
  }
}

/// The order of a list.
public struct EntrySort: Sendable, Hashable, Codable {
  /// What to order by.
  public enum Column: String, Sendable, Hashable, CaseIterable, Codable {
    /// Seconds until stale; entries that never expire come last, corrupt ones after them.
    case timeToLive = "ttl"
    /// Fresh, then never expiring, swr, stale, validate, corrupt.
    case state
    case method, status, url, size, age, rule, hits
    case mediaType = "type"
    case lastUsed = "used"
    case stored
  }

  /// What to order by.
  public var column: Column
  /// Largest first.
  public var isDescending: Bool

  /// An order; soonest expiry first by default.
  public init(_ column: Column = .timeToLive, descending: Bool = false) {
    self.column = column
    self.isDescending = descending
  }
}

/// A row's place in an order: made by the store that returned the row, meaningful to it alone.
public struct EntryCursor: Sendable, Hashable {
  /// The sort value as the store compares it.
  public enum Value: Sendable, Hashable {
    case integer(Int64)
    case real(Double)
    case text(String)
  }

  /// The value of the column that the list is ordered by.
  public var value: Value
  /// The entry.
  public var id: EntryID

  /// A cursor.
  public init(value: Value, id: EntryID) {
    self.value = value
    self.id = id
  }
}

/// A page of a list.
public struct EntryPage: Sendable, Hashable {
  /// The rows.
  public var rows: [EntrySummary]
  /// The cursors of the rows, in the same order.
  public var cursors: [EntryCursor]
  /// The number of the first row in the whole list, from 0; 0 where the query is not counted.
  public var firstRow: Int
  /// How many rows the whole list has; 0 where the query is not counted.
  public var total: Int

  /// Makes a page.
  public init(rows: [EntrySummary], cursors: [EntryCursor], firstRow: Int, total: Int) {
    self.rows = rows
    self.cursors = cursors
    self.firstRow = firstRow
    self.total = total
  }
}

/// Count and sizes of a set of entries.
public struct EntryTotals: Sendable, Hashable {
  /// Entries.
  public var count = 0
  /// Bytes of their bodies.
  public var bytes: Int64 = 0
  /// Fresh ones at the query's moment. The states add up to `count`.
  public var fresh = 0
  /// Those that never expire, and fresh immutable ones.
  public var neverExpires = 0
  /// Stale ones inside their `stale-while-revalidate` window.
  public var staleWhileRevalidate = 0
  /// Other stale ones.
  public var stale = 0
  /// Those that are validated before each use.
  public var mustValidate = 0
  /// Those that can't be decoded; in no other state.
  public var corrupt = 0
  /// The latest use among them.
  public var lastUsed: Date?
  /// The hosts with the most bytes, at most ten, with count and bytes.
  public var topHosts: [Host] = []

  /// A host's share.
  public struct Host: Sendable, Hashable {
    /// Host, with port where it isn't the scheme's own.
    public var name: String
    /// Entries.
    public var count: Int
    /// Bytes of their bodies.
    public var bytes: Int64

    /// A host's share.
    public init(name: String, count: Int, bytes: Int64) {
      self.name = name
      self.count = count
      self.bytes = bytes
    }
  }

  /// Nothing.
  public init() {}
}
