import CacheStore
import EntryTable
import FoundationEssentials

/// What all values of a cache tell, gathered one after another.
struct Checkup {
  private let now: Date
  private let hasExpiry: Bool
  private let secretNames: Set<String>

  private var tree = PlainTree()
  private let reader: ValueReader
  private var readable = 0
  private var undecodable = Tally()
  private var unknown = Tally()
  private var expiry = Tally()
  private var secrets = Tally()
  private var bodies = BodyTally()
  private var forms: [JSONCodec.BytesForm: [String]] = [.base64: [], .base85: []]
  private var formCounts: [JSONCodec.BytesForm: Int] = [:]
  /// The keys of all values.
  private(set) var keys: Set<String> = []

  /// - Parameters:
  ///   - hasExpiry: whether there is an expiry beside the values.
  ///   - names: parameters and fields that are secret.
  init(now: Date, hasExpiry: Bool, names: [String], signer: SafePickleCodec) {
    self.now = now
    self.hasExpiry = hasExpiry
    secretNames = Set(names.map { $0.lowercased() })
    reader = ValueReader(signer: signer)
  }

  /// Takes a value in, once: of a damaged file some are read twice.
  mutating func add(_ mark: ValueMark, _ bytes: UnsafeRawBufferPointer) {
    guard keys.insert(mark.key).inserted else { return }
    do {
      let codec = try reader.codec(of: bytes, isText: mark.isText)
      try decode(codec, bytes, key: mark.key)
      let tree = tree
      guard try tree.withRoot(bytes, { try add(mark, $0) }) != nil else {
        throw UndecodableValue(.notAResponse)
      }
      readable += 1
    } catch {
      note(error, mark)
    }
  }

  private mutating func decode(
    _ codec: any DocumentCodec, _ bytes: UnsafeRawBufferPointer, key: String
  ) throws {
    tree.removeAll()
    guard let json = codec as? JSONCodec else { return try codec.decode(bytes, into: &tree) }
    let found = try json.decodeFindingForm(bytes, into: &tree)
    guard found.isCertain else { return }
    formCounts[found.form, default: 0] += 1
    if forms[found.form, default: []].count < 3 { forms[found.form, default: []].append(key) }
  }

  private mutating func add(_ mark: ValueMark, _ root: PlainNode) throws {
    let facts = try EntryFacts(root)
    note(facts.expires?.roundedSeconds, of: mark, facts)
    for (place, words) in SecretScan.places(in: root, names: secretNames) {
      secrets.add(part: place.rawValue, example: "\(mark.key)  \(words)")
    }
    try withBody(root) {
      bodies.add($0, key: mark.key, url: facts.url, redirects: facts.redirects)
    }
  }

  private func withBody(
    _ root: PlainNode, _ body: (UnsafeRawBufferPointer) -> Void
  ) throws {
    guard let parts = ResponseParts(root: root) else { return }
    if let content = parts.content?.raw, parts.decodedContent?.isNull != false {
      body(content)
    } else {
      try ResponseDocument(root).bodyData.withUnsafeBytes(body)
    }
  }
}

// MARK: What is wrong

extension Checkup {
  private mutating func note(_ seconds: Int64?, of mark: ValueMark, _ facts: EntryFacts) {
    guard hasExpiry, seconds != mark.expires else { return }
    let isPast = facts.expires.map { $0.date <= now } ?? false
    let isKept = mark.expires.map { Double($0) > now.timeIntervalSince1970 } ?? true
    let part =
      isPast && isKept
      ? "expired, kept by the column" : mark.expires == nil ? "column empty" : "column differs"
    expiry.add(
      part: part, item: mark.key,
      example: "\(mark.key)  column \(Self.date(mark.expires)), value \(Self.date(seconds))")
  }

  private static func date(_ seconds: Int64?) -> String {
    seconds.map { ISODate(microseconds: $0.multipliedReportingOverflow(by: 1_000_000).0).text }
      ?? "never"
  }

  private mutating func note(_ error: any Error, _ mark: ValueMark) {
    let words = (error as? UndecodableValue)?.description ?? "\(error)"
    let example = "\(mark.key)  \(words), \(mark.size) bytes"
    switch (error as? UndecodableValue)?.reason {
    case .empty, .truncated, .malformed, nil:
      undecodable.add(bytes: Int64(mark.size), item: mark.key, example: example)
    default: unknown.add(bytes: Int64(mark.size), example: example)
    }
  }

  /// Aliases of what isn't there.
  func dangling(_ aliases: [(alias: String, target: String)]) -> Finding? {
    var tally = Tally()
    for (alias, target) in aliases where !keys.contains(target) {
      tally.add(item: alias, example: "\(alias)  of \(target)")
    }
    return tally.finding(.danglingAlias, fix: .deleteAliases)
  }

  /// A cache that mostly can't be decoded is rather one with a serializer of its owner's own.
  func findings() -> [Finding] {
    let isOwn = undecodable.count > readable && undecodable.count > 1
    return [
      undecodable.finding(.undecodable, fix: isOwn ? nil : .trash), unknown.finding(.unknown),
      expiry.finding(.expiryColumn, fix: .setExpiryColumn), mixedBytes,
      secrets.finding(.secret),
    ].compactMap { $0 } + bodies.findings()
  }

  private var mixedBytes: Finding? {
    let (new, old) = (formCounts[.base64] ?? 0, formCounts[.base85] ?? 0)
    guard new > 0, old > 0 else { return nil }
    return Finding(
      .mixedBytes, count: old,
      parts: [
        .init(name: "in base64, as 1.3 writes it", count: new),
        .init(name: "in base85, which 1.3 misreads", count: old),
      ], examples: (forms[.base85] ?? []).map { "\($0)  in base85" })
  }
}
