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
  func find(now: Date) async throws -> CacheEntry { try await locate(now: now).1.decoded() }

  /// Opens the store and finds the entry, or what is known of one that can't be decoded.
  ///
  /// - Throws: `Failure` when there is none.
  func locate(now: Date) async throws -> (any CacheStore, LocatedEntry) {
    let selector = try EntrySelector(naming: selector)
    let store = try target.open(.readOnly)
    return (
      store, try await reportingStoreFaults { try await selector.locate(in: store, now: now) }
    )
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

  /// - Throws: `Failure` for one that can't be decoded.
  func decoded() throws -> CacheEntry {
    guard case .entry(let entry) = self else { throw Failure(.someFailed, complaint) }
    return entry
  }

  /// A sentence about one that can't be decoded.
  var complaint: String? {
    guard case .undecodable(let entry) = self else { return nil }
    guard entry.reason != StoreError.otherSignature else {
      return
        "The entry \(entry.summary.key) is signed with another secret. Name a file that holds it with "
        + "--secret-file, or set LARDER_SECRET."
    }
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
