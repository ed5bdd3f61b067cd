import ArgumentParser
import BrowserUI
import CacheStore
import FoundationEssentials
import HTTPCaching

/// A store and one entry of it.
struct EntryArguments: ParsableArguments {
  @OptionGroup var target: StoreArgument

  @Argument(help: ArgumentHelp("A key, or the beginning of one, or a URL.", valueName: "key|url"))
  var selector: String

  /// Opens the store and finds the entry.
  ///
  /// - Throws: `Failure` when there is none, or it can't be decoded.
  func find(_ access: StoreAccess, now: Date) async throws -> (any CacheStore, CacheEntry) {
    let (store, located) = try await locate(access, now: now)
    guard case .entry(let entry) = located else { throw Failure(.someFailed, located.complaint) }
    return (store, entry)
  }

  /// Opens the store and finds the entry, or what is known of one that can't be decoded.
  ///
  /// - Throws: `Failure` when there is none.
  func locate(
    _ access: StoreAccess, now: Date
  ) async throws -> (any CacheStore, LocatedEntry) {
    guard let selector = EntrySelector(selector) else {
      throw Failure(.usage, "\(selector) is neither a key nor a URL; larder ls lists both.")
    }
    let store = try target.open(access)
    return try await reportingStoreFaults {
      guard let summary = try await selector.find(in: store, now: now),
        let located = try await LocatedEntry(summary, in: store)
      else {
        throw Failure(
          .nothingMatched,
          "\(store.name) has no entry \(self.selector). larder ls \(store.name) lists what it has.")
      }
      return (store, located)
    }
  }
}

/// An entry, or what is known of one that can't be decoded.
enum LocatedEntry {
  case entry(CacheEntry)
  case undecodable(UndecodableEntry)

  /// Nil when it is gone.
  init?(_ summary: EntrySummary, in store: any CacheStore) async throws {
    do {
      guard let entry = try await store.entry(summary.id) else { return nil }
      self = .entry(entry)
    } catch let error as StoreError where error.code == .corrupt {
      self = .undecodable(
        UndecodableEntry(summary: summary, reason: error.detail ?? error.description))
    }
  }

  /// A sentence about one that can't be decoded.
  var complaint: String? {
    guard case .undecodable(let entry) = self else { return nil }
    return "The entry \(entry.summary.key) can't be decoded: \(entry.reason). larder show tells "
      + "what is known of it, larder rm takes it away."
  }
}

/// What is known of an entry that can't be decoded.
struct UndecodableEntry {
  var summary: EntrySummary
  var reason: String

  var lines: [String] {
    [
      "key      \(summary.key)", "reason   can't be decoded: \(reason)",
      "size     \(Sizes.exact(summary.size))",
      "expires  " + (summary.timeline.freshUntil.map(Timestamp.text) ?? "never, or not known"),
    ]
  }

  func json(at now: Date) -> JSONText {
    guard case .object(let members) = summary.json(at: now) else { return .null }
    return .object(members + [("undecodable", .string(reason))])
  }
}
