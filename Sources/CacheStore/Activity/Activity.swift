public import FoundationEssentials
public import HTTPCaching

/// What happened to one request, in the words of RFC 9211.
public struct ActivityEvent: Sendable, Hashable {
  /// Its number in the store; 0 until recorded. Numbers have no gaps.
  public var sequence: Int64
  /// When the answer was complete.
  public var time: Date
  /// The request method.
  public var method: String
  /// The normalised URL.
  public var url: String
  /// Hit, or why it went forward, and what came of it.
  public var status: CacheStatus
  /// Which count it belongs to.
  public var outcome: CacheOutcome
  /// Seconds from request to complete answer.
  public var duration: TimeInterval
  /// Bytes of body given to the client.
  public var bytes: Int64
  /// The entry it answered from or was stored as, if any.
  public var entry: EntryID?

  /// What became of a request; each request has exactly one.
  public typealias Outcome = CacheOutcome

  /// Makes an event.
  public init(
    sequence: Int64 = 0, time: Date, method: String, url: String, status: CacheStatus,
    outcome: CacheOutcome, duration: TimeInterval, bytes: Int64, entry: EntryID? = nil
  ) {
    self.sequence = sequence
    self.time = time
    self.method = method
    self.url = url
    self.status = status
    self.outcome = outcome
    self.duration = duration
    self.bytes = bytes
    self.entry = entry
  }
}

/// Counts that only grow. Ratios are of differences between two readings.
public struct ActivityCounters: Sendable, Hashable {
  /// Requests per outcome.
  public var outcomes: [CacheOutcome: Int64] = [:]
  /// Bytes of body served from the store.
  public var bytesFromStore: Int64 = 0
  /// Bytes of body that came from origins.
  public var bytesFromOrigin: Int64 = 0
  /// Seconds of waiting saved: the stored fetch time less the time the answer took.
  public var secondsSaved: Double = 0
  /// Responses written to the store.
  public var storeWrites: Int64 = 0
  /// Requests for which the store failed and the origin answered alone.
  public var storeFaults: Int64 = 0
  /// Requests that shared another's transfer.
  public var collapsed: Int64 = 0
  /// Answers without contact with the origin, per duration bucket (see `bucket(for:)`).
  public var hitDurations = [Int64](repeating: 0, count: bucketCount)
  /// Other answers, per duration bucket.
  public var missDurations = [Int64](repeating: 0, count: bucketCount)

  /// Duration buckets: four to a factor of ten, from 10 microseconds to 100 seconds.
  public static let bucketCount = 28

  /// The bucket of a duration in seconds.
  public static func bucket(for seconds: TimeInterval) -> Int {
    var bound = 1e-5
    for bucket in 0..<(bucketCount - 1) {
      bound *= 1.778_279_410_038_923
      if seconds < bound { return bucket }
    }
    return bucketCount - 1
  }

  /// Adds other counts to these.
  public mutating func add(_ other: ActivityCounters) {
    outcomes.merge(other.outcomes, uniquingKeysWith: +)
    bytesFromStore += other.bytesFromStore
    bytesFromOrigin += other.bytesFromOrigin
    secondsSaved += other.secondsSaved
    storeWrites += other.storeWrites
    storeFaults += other.storeFaults
    collapsed += other.collapsed
    for bucket in 0..<ActivityCounters.bucketCount {
      hitDurations[bucket] += other.hitDurations[bucket]
      missDurations[bucket] += other.missDurations[bucket]
    }
  }

  /// All lookups: everything except bypasses.
  public var lookups: Int64 {
    outcomes.reduce(0) { $0 + ($1.key == .bypass ? 0 : $1.value) }
  }

  /// Zero everywhere.
  public init() {}
}

/// A session that uses the store, as its last heartbeat described it.
public struct SessionRecord: Sendable, Hashable, Identifiable {
  /// Unique per session: a random number in hexadecimal.
  public var id: String
  /// The process.
  public var pid: Int32
  /// What the program calls it; empty if unnamed.
  public var name: String
  /// When it began.
  public var started: Date
  /// When it last wrote.
  public var lastBeat: Date
  /// When it ended in order; nil while it runs or when it was killed.
  public var ended: Date?
  /// Its settings in a line, for people.
  public var settings: String

  /// Makes a record.
  public init(
    id: String, pid: Int32, name: String, started: Date, lastBeat: Date, ended: Date? = nil,
    settings: String = ""
  ) {
    self.id = id
    self.pid = pid
    self.name = name
    self.started = started
    self.lastBeat = lastBeat
    self.ended = ended
    self.settings = settings
  }
}

/// What a session counted since it last wrote.
public struct ActivityDelta: Sendable, Hashable {
  /// The session itself, with its heartbeat.
  public var session: SessionRecord
  /// To be added to the totals.
  public var counters: ActivityCounters
  /// To be added per host.
  public var hosts: [String: HostActivity]
  /// New events, oldest first.
  public var events: [ActivityEvent]
  /// Entries that answered: hits to add, and the time of the last.
  public var uses: [EntryID: EntryUse]

  /// The use of one entry.
  public struct EntryUse: Sendable, Hashable {
    /// Hits to add.
    public var hits: Int
    /// When it last answered.
    public var lastUsed: Date

    /// A use.
    public init(hits: Int, lastUsed: Date) {
      self.hits = hits
      self.lastUsed = lastUsed
    }
  }

  /// Nothing counted yet.
  public init(
    session: SessionRecord, counters: ActivityCounters = ActivityCounters(),
    hosts: [String: HostActivity] = [:], events: [ActivityEvent] = [],
    uses: [EntryID: EntryUse] = [:]
  ) {
    self.session = session
    self.counters = counters
    self.hosts = hosts
    self.events = events
    self.uses = uses
  }
}

/// A host's counts.
public struct HostActivity: Sendable, Hashable {
  /// Answers without contact with the origin.
  public var hits: Int64
  /// All lookups.
  public var lookups: Int64

  /// A host's counts.
  public init(hits: Int64 = 0, lookups: Int64 = 0) {
    self.hits = hits
    self.lookups = lookups
  }
}

/// The statistics of a store at a moment.
public struct ActivitySnapshot: Sendable, Hashable {
  /// Totals since the store was made or reset.
  public var counters: ActivityCounters
  /// The hosts with the most lookups, at most 50.
  public var hosts: [String: HostActivity]
  /// Sessions, the latest beat first, at most 20.
  public var sessions: [SessionRecord]
  /// New events, oldest first.
  public var events: [ActivityEvent]
  /// The highest sequence number written so far; 0 when none was.
  public var lastSequence: Int64
  /// Events between the asked sequence number and the first one here that the ring has overwritten.
  public var missedEvents: Int64
  /// What was seen to happen to entries, in stores whose sessions write no statistics; else nil.
  public var observed: ObservedChanges?

  /// A snapshot; empty by default.
  public init(
    counters: ActivityCounters = ActivityCounters(), hosts: [String: HostActivity] = [:],
    sessions: [SessionRecord] = [], events: [ActivityEvent] = [], lastSequence: Int64 = 0,
    missedEvents: Int64 = 0, observed: ObservedChanges? = nil
  ) {
    self.observed = observed
    self.counters = counters
    self.hosts = hosts
    self.sessions = sessions
    self.events = events
    self.lastSequence = lastSequence
    self.missedEvents = missedEvents
  }
}
