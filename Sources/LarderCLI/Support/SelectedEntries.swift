import BrowserUI
import CacheStore
import Configuration
import FoundationEssentials

/// The entries that a command's words mean, before a store was asked.
enum SelectedEntries {
  /// Those with a key, or a URL.
  case named(EntrySelector)
  case filter(Filter)

  /// Reads a filter as the browser does, with the filters that were saved there.
  ///
  /// - Throws: `Failure` with the offending column.
  init(filter text: String) throws {
    do throws(FilterError) {
      self = .filter(try Filter(text, saved: text.contains("@") ? Self.saved : SavedFilters()))
    } catch {
      throw Failure(.usage, error.description)
    }
  }

  private static var saved: SavedFilters {
    let text = try? ConfigurationFile(named: nil).read()
    let (filters, complaint) = FilterFile.load(
      configured: Configuration(.init(text: text)).preferences.filters)
    if let complaint { Output.complain(complaint) }
    return filters
  }

  /// The order that the words ask for.
  var sort: EntrySort? { if case .filter(let filter) = self { filter.sort } else { nil } }

  /// The entries as a filter, where a list of `things` is all that can be looked at.
  ///
  /// - Throws: `Failure` for what asks for more.
  func indexFilter(_ things: String) throws -> EntryFilter {
    switch self {
    case .named(let selector): return selector.filter
    case .filter(let filter):
      guard !filter.needsRun else {
        throw Failure(
          .usage, "Heads and bodies in \(things) can't be searched: filter by URL, size, ...")
      }
      return filter.entries()
    }
  }

  /// The entries as a filter that a store's index answers. What no index knows is looked for first; then it
  /// names what was found.
  func entries(in store: any CacheStore, now: Date) async throws -> EntryFilter {
    switch self {
    case .named(let selector): return try await selector.filter(in: store, now: now)
    case .filter(let filter):
      guard filter.needsRun else { return filter.entries() }
      let selection = EntrySelection(
        filter.search(), sort: filter.sort ?? EntrySort(), limit: filter.limit)
      let found = try await selection.run(in: store, now: now)
      if found.unreadable > 0 {
        let count = Numbers.count(found.unreadable, "entry", "entries")
        Output.complain("\(count) could not be read, and so not looked into.")
      }
      if found.opaque > 0 {
        let count = Numbers.count(found.opaque, "body has", "bodies have")
        Output.complain(
          "\(count) a coding that larder can't decode (br, zstd): looked at as stored, without a match."
        )
      }
      return .ids(Set(found.found.map(\.id)))
    }
  }
}
