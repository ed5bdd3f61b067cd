public import CacheStore
import EntryTable
public import FoundationEssentials
public import HTTPCaching
import HTTPTypes

extension RequestsCacheStore {
  /// Stores an entry as requests-cache would, replacing the one with the same key. Another variant than
  /// the one that has the key is stored under a key of its own.
  @discardableResult
  public func put(_ entry: NewEntry, body: Data) async throws -> EntryReference {
    try await changing { [self] in
      let codec = try codecOfNewValues()
      let change = try change(entry, body: body, codec)
      let former = try formerCopies(of: change)
      if !former.isEmpty { _ = try storage.apply(former[...]) }
      guard case .made(let mark?)? = try storage.apply([change]).first else {
        throw StoreError(.io, store: path)
      }
      let row = change.value.map { self.row(mark, $0.bytes) }
      if indexer.isBegun, let row {
        try indexer.note(put: [row], removed: former.map(\.key))
      }
      return EntryReference(id: oddKeys.remember(mark.key), version: mark.version)
    }
  }

  /// What Python stored, with the redirects, under the keys that are to be aliases now: it would answer on in
  /// the place of what led to them.
  private func formerCopies(of change: ValueChange) throws -> [ValueChange] {
    try change.aliases.filter { $0 != change.key }.compactMap { alias in
      guard let value = try storage.value(alias), let former = try? decode(value).document,
        !former.history.isEmpty
      else { return nil }
      return ValueChange(key: alias, condition: .version(value.mark.version))
    }
  }

  /// Stores many entries, some hundred in a transaction.
  package func put(all entries: [(entry: NewEntry, body: Data)]) async throws {
    try await changing { [self] in
      let codec = try codecOfNewValues()
      let changes = try entries.map { try change($0.entry, body: $0.body, codec) }
      var rows: [EntryRow] = []
      var rest = changes[...]
      while !rest.isEmpty {
        let outcomes = try storage.apply(rest)
        for (change, outcome) in zip(rest, outcomes) {
          if case .made(let mark?) = outcome, let value = change.value, indexer.isBegun {
            rows.append(row(mark, value.bytes))
          }
        }
        rest = rest.dropFirst(outcomes.count)
      }
      if indexer.isBegun { try indexer.note(put: rows, removed: []) }
    }
  }

  /// - Parameter former: what it replaces; the redirects in it stay.
  private func change(
    _ entry: NewEntry, body: Data, _ codec: any DocumentCodec, in former: StoredValue? = nil
  ) throws -> ValueChange {
    // Python would take it for all of it.
    guard !entry.stored.isPart else {
      throw StoreError(.unsupported, store: path, detail: "a part of a response")
    }
    let expires = entry.stored.expiryForPython
    var document = NewDocument(
      entry: entry, body: body, expires: expires, requestBody: try requestBody(of: entry),
      ignoredNames: try ignoredFields(), hasNaiveDates: try formOfNewValues().hasNaiveDates
    ).value
    if let former, case .map(let old)? = try? decode(former).document.plainValue(),
      let history = old["history"], case .map(var members) = document
    {
      members["history"] = history
      document = .map(members)
    }
    let value = try encode(document, by: codec, expires: expires.map(ISODate.init))
    var change = ValueChange(key: try place(of: entry), value: value)
    change.aliases = try aliases(of: entry)
    return change
  }

  /// The request's content as Python stores it: in the spelling of the key, and without what is ignored.
  private func requestBody(of entry: NewEntry) throws -> [UInt8] {
    guard let body = entry.requestBody, !body.isEmpty else { return [] }
    let request = SentRequest(entry.stored.request, body)
    return requestsCacheKey(request, settings: try keySettings()).body
  }

  /// The key of an entry: its own, or that of its variant where another one has it.
  private func place(of entry: NewEntry) throws -> String {
    let key = entry.key.hex
    guard !entry.varyFields.isEmpty, let value = try storage.value(key),
      let present = try? decode(value).stored,
      Variance.match(present, entry.stored.request) != .matches,
      let variant = try variantKey(
        of: SentRequest(entry.stored.request, entry.requestBody),
        varying: entry.stored.response.headerFields)
    else { return key }
    return variant
  }

  /// The keys of the URLs that redirected to an entry.
  private func aliases(of entry: NewEntry) throws -> [String] {
    guard !entry.redirects.isEmpty else { return [] }
    var settings = try keySettings()
    settings.verify = .on
    let fields = SentRequest(entry.stored.request, nil).fields
    let keys = entry.redirects.map {
      requestsCacheKey(
        SentRequest(method: entry.keyParts.method, url: $0, fields: fields), settings: settings
      ).text
    }
    return keys + [entry.key.hex]
  }

  /// Begins to store a body of unknown size. It is gathered in memory, as its value is one.
  public func stageBody() async throws -> any BodyStaging {
    guard !storage.isReadOnly else { throw StoreError(.readOnly, store: path) }
    return GatheredBody(
      self, limit: FolderValues.sizeLimit / 2,
      refusal: StoreError(.unsupported, store: path, detail: "a body of more than 512 MiB"))
  }

  /// Replaces fields and times of an entry and keeps its body.
  public func freshen(
    _ reference: EntryReference, with stored: StoredResponse, now: Date
  ) async throws -> EntryReference? {
    try await changing { [self] in
      guard let key = key(of: reference.id), let value = try storage.value(key),
        value.mark.version == reference.version
      else { return nil }
      let (expires, ignored) = (stored.expiryForPython, try ignoredFields())
      let new = try edited(value) {
        $0.freshen(stored, expires: expires, now: now, ignoring: ignored)
      }
      let change = ValueChange(
        key: key, condition: .version(reference.version), value: new)
      guard case .made(let mark?)? = try storage.apply([change]).first else { return nil }
      if indexer.isBegun { try indexer.note(put: [row(mark, new.bytes)], removed: []) }
      return EntryReference(id: reference.id, version: mark.version)
    }
  }

  /// Replaces an entry that its caller saw; what it was can come back.
  public func replace(
    _ reference: EntryReference, with entry: NewEntry, body: Data, now: Date
  ) async throws -> OperationResult {
    try await changing { [self] in
      var run = ChangeRun(self, .new(.revalidate, reason: ""), at: now)
      run.isUndoable = options.limits.hasTrash
      try run.run([reference]) { reference, result in
        guard let (key, value) = try current(reference, &result) else { return nil }
        let codec = try codec(of: value)
        var change = try change(entry, body: body, codec, in: value)
        change.key = key
        change.condition = .version(reference.version)
        return ChangeRun.Step(
          reference: reference, change: change, former: .value(value), bytes: Int64(body.count))
      }
      return run.result
    }
  }

  /// The serializer of a value, or that of new ones where it can't be told or written.
  private func codec(of value: StoredValue) throws -> any DocumentCodec {
    let codec = try? value.bytes.withUnsafeBytes { bytes in
      try withReader { try $0.codec(of: bytes, isText: value.mark.isText) }
    }
    return try codec ?? codecOfNewValues()
  }
}
