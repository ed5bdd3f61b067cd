public import CacheStore
import EntryTable
public import FoundationEssentials
public import HTTPCaching

extension RequestsCacheStore {
  /// The key of an entry; nil for what no entry is called.
  func key(of id: EntryID) -> String? {
    guard let number = id.number else { return nil }
    return oddKeys.key(number) ?? indexer.index.key(id) ?? EntryNumber.key(number)
  }

  func current(
    _ reference: EntryReference, _ result: inout OperationResult
  ) throws -> (key: String, value: StoredValue)? {
    try current(reference, &result, reading: storage.value)
  }

  /// The value that a reference means; nil, and noted, where it is gone, changed or can't be read.
  func current(
    _ reference: EntryReference, _ result: inout OperationResult,
    reading read: (String) throws -> StoredValue?
  ) throws -> (key: String, value: StoredValue)? {
    do {
      guard let key = key(of: reference.id), let value = try read(key) else {
        result.skipped[reference] = .gone
        return nil
      }
      guard value.mark.version == reference.version else {
        result.skipped[reference] = .changed
        return nil
      }
      return (key, value)
    } catch let error as StoreError where error.code == .corrupt {
      result.skipped[reference] = .corrupt
      return nil
    }
  }

  /// Sets an expiry by hand, in the value and in the column beside it.
  public func setExpiration(
    _ expiration: Expiration, of references: [EntryReference], now: Date
  ) async throws -> OperationResult {
    try await changing { [self] in
      let kind: StoreOperation.Kind = expiration == .immediately ? .expire : .setExpiration
      var run = ChangeRun(self, .new(kind, reason: ""), at: now)
      try run.run(references.inOrderOfPlace) { reference, result in
        guard let (key, value) = try current(reference, &result) else { return nil }
        do {
          return try expiryStep(reference, key, value, expiration.date(from: now), at: now)
        } catch let error as StoreError
          where [.corrupt, .unsupported, .secretMissing].contains(error.code)
        {
          result.skipped[reference] = skipReason(of: value)
          return nil
        }
      }
      return run.result
    }
  }

  private func expiryStep(
    _ reference: EntryReference, _ key: String, _ value: StoredValue, _ date: Date?, at now: Date
  ) throws -> ChangeRun.Step {
    let lifetime: Double? =
      switch try decode(value).stored.settings.session {
      case .never: -1
      case .after(let seconds): seconds
      default: nil
      }
    var former = ExpiryMarks()
    let new = try edited(value) { edit in
      former = edit.expiry
      edit.setExpiry(date, insteadOf: lifetime, at: now)
    }
    let change = ValueChange(key: key, condition: .version(reference.version), value: new)
    return ChangeRun.Step(
      reference: reference, change: change, former: .expiry(former),
      bytes: row(value.mark, value.bytes).size)
  }

  /// Deletes entries, those that can't be decoded too, with their aliases.
  public func delete(
    _ references: [EntryReference], to destination: DeleteDestination, reason: String, now: Date
  ) async throws -> OperationResult {
    try await changing { [self] in
      var run = ChangeRun(self, .new(.delete, reason: reason), at: now)
      run.isUndoable = destination == .trash && options.limits.hasTrash
      let references = references.inOrderOfPlace
      var ahead = ReadAhead(storage, keys: references.compactMap { key(of: $0.id) })
      var seen: Set<EntryReference> = []
      try run.run(references) { reference, result in
        // One that is named twice may still be there.
        guard seen.insert(reference).inserted else {
          result.skipped[reference] = .gone
          return nil
        }
        guard let (key, value) = try current(reference, &result, reading: { try ahead.value($0) })
        else { return nil }
        return ChangeRun.Step(
          reference: reference,
          change: ValueChange(
            key: key, condition: .version(reference.version), state: value.state),
          former: .value(value), bytes: size(reference, value))
      }
      return run.result
    }
  }

  /// The bytes of body of an entry.
  private func size(_ reference: EntryReference, _ value: StoredValue) -> Int64 {
    indexer.index.size(reference) ?? row(value.mark, value.bytes).size
  }

  /// Deletes every entry of these URLs for good. Returns how many went.
  public func invalidate(urls: [String], now: Date) async throws -> Int {
    let settings = try keySettings()
    let normal = urls.map { requestsCacheKey(SentRequest(url: $0), settings: settings).url }
    var keys: Set<String> = []
    for url in Set(urls + normal) {
      for method in ["GET", "HEAD"] {
        let key = requestsCacheKey(SentRequest(method: method, url: url), settings: settings)
        keys.insert(key.text)
      }
      if indexer.isBegun {
        let found = try await references(matching: .equals(.url, url), now: now)
        keys.formUnion(found.compactMap { key(of: $0.id) })
      }
    }
    return try await changing { [self, keys] in
      let changes = keys.sorted().map { ValueChange(key: $0) }
      var gone: [String] = []
      var rest = changes[...]
      while !rest.isEmpty {
        let outcomes = try storage.apply(rest)
        for (change, outcome) in zip(rest, outcomes) where outcome == .made(nil) {
          gone.append(change.key)
        }
        rest = rest.dropFirst(outcomes.count)
      }
      if indexer.isBegun { try indexer.note(put: [], removed: gone) }
      return gone.count
    }
  }

  /// Counts nothing: the layout has no place for it.
  public func record(_ activity: ActivityDelta) async throws {}

  /// Throws former values away that are too old or too many; the cache itself has no limits. Returns 0.
  public func enforceLimits(now: Date) async throws -> Int {
    guard !storage.isReadOnly else { return 0 }
    return try await changing { [self] in
      try trimTrash(now: now)
      return 0
    }
  }

  /// Frees nothing in a SQLite file, which only Python's own rewriting can make smaller.
  public func vacuum(pages: Int) async throws -> Int64 {
    try await changing { [storage] in try storage.vacuum() }
  }
}

extension [EntryReference] {
  /// As the values lie, which versions begin with: a page that several of them share is read and written once.
  fileprivate var inOrderOfPlace: [EntryReference] { sorted { $0.version < $1.version } }
}

extension Expiration {
  /// When what is set now expires; nil for never.
  fileprivate func date(from now: Date) -> Date? {
    switch self {
    case .never: nil
    case .immediately, .doNotCache: now
    case .after(let seconds): now.addingTimeInterval(max(0, seconds))
    case .at(let date): date
    }
  }
}
