import CacheStore
import Canvas
import FoundationEssentials

extension Model {
  /// A list is refreshed at most once in so many polls, half a second, while others change the store.
  static let pollsPerRefresh = 2
  /// Totals read the whole index: they are refreshed at most this often.
  static let totalsInterval: TimeInterval = 2
  /// States change without any write: totals are counted anew after this time.
  static let totalsAge: TimeInterval = 30

  mutating func polled(_ result: Result<Poll, Failure>) -> [Effect] {
    pollsSinceTotals += 1
    let again = Effect.startTimer(.poll, milliseconds: preferences.liveInterval)
    switch result {
    case .success(let poll):
      hasPollFailed = false
      if let activity = poll.activity {
        live.absorb(activity, at: now)
      } else {
        live.foundNothingNew(at: now)
      }
      live.refresh(at: now)
      // Totals of a part are of no use once everything is there.
      let isWhole = indexing != nil && poll.indexing == nil
      indexing = poll.indexing
      if indexing != nil, !isTouched { staysAtTop = true }
      // What was asked for beside the first poll may be older than that.
      if changeCounter == nil { (isRefreshDue, totalsTime) = (true, nil) }
      let hasChanged = changeCounter != nil && changeCounter != poll.changeCounter
      changeCounter = poll.changeCounter
      return (isWhole ? requestTotals() : []) + (hasChanged ? refreshAfterChange() : []) + [again]
    case .failure(let failure):
      if hasPollFailed { return [again] }
      hasPollFailed = true
      return say(failure.sentence, .error) + [again]
    }
  }

  /// Someone changed the store.
  mutating func refreshAfterChange() -> [Effect] {
    // Asked anew before its answer is here, a slow list would never show one.
    isRefreshDue = pollsSinceRefresh < Self.pollsPerRefresh || isWindowAwaited
    guard !isRefreshDue else { return [] }
    pollsSinceRefresh = 0
    areTotalsDue = true
    return repeatRun() + refresh() + refreshTotalsSometimes()
  }

  mutating func refreshTotalsSometimes() -> [Effect] {
    // The more there is to count, the rarer: it must not keep a processor busy.
    let patience = 1 + Double(totals?.count ?? 0) / 25_000
    let interval = (areTotalsDue ? Self.totalsInterval : Self.totalsAge) * patience
    if let totalsTime {
      let polled = Double(pollsSinceTotals * preferences.liveInterval) / 1000
      if max(now.timeIntervalSince(totalsTime), polled) < interval { return [] }
    }
    return requestTotals() + [.loadStorage]
  }

  mutating func requestTotals() -> [Effect] {
    totalsTime = now
    pollsSinceTotals = 0
    areTotalsDue = false
    totalsGeneration = nextGeneration()
    return [.loadTotals(.all, .store, generation: totalsGeneration)] + requestExpired()
  }

  /// Entries that went stale in the last minute, where that is part of what is shown.
  private func requestExpired() -> [Effect] {
    guard live.reading(at: now).isDerived, choices.live == .screen || (layout.live?.rows ?? 0) > 1
    else { return [] }
    let filter = EntryFilter.and([
      .number(.timeToLive, .lessOrEqual, 0), .number(.timeToLive, .greater, -60),
    ])
    return [.loadTotals(filter, .expired, generation: totalsGeneration)]
  }

  mutating func totalsLoaded(
    _ result: Result<EntryTotals, Failure>, _ purpose: TotalsPurpose, _ generation: Int
  ) -> [Effect] {
    switch (purpose, result) {
    case (.store, .success(let totals)) where generation == totalsGeneration:
      self.totals = totals
      return requestHosts()
    case (.expired, .success(let totals)):
      expiredLately = totals.count
      return []
    case (.marks, .success(let totals)) where generation == marks.generation:
      marks.bytes = totals.bytes
      return []
    case (.store, .failure(let failure)): return say(failure.sentence, .error)
    default: return []
    }
  }

  mutating func storageLoaded(_ result: Result<StorageFacts, Failure>) -> [Effect] {
    if case .success(let facts) = result { storage = facts }
    return []
  }

  mutating func operationsLoaded(_ result: Result<[StoreOperation], Failure>) -> [Effect] {
    if case .success(let operations) = result { undoLog.load(operations) }
    return []
  }
}
