import ArgumentParser
import BrowserUI
import CacheStore
import FoundationEssentials
import HTTPCaching

/// `larder ls`: the entries of a cache, one a line.
struct List: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ls", abstract: "List the entries of a cache.")

  @OptionGroup var target: StoreArgument
  @OptionGroup var selection: SelectionArguments

  @Flag(name: .long, help: "One JSON object a line.")
  var json = false

  @Option(
    name: .long, parsing: .unconditional,
    help:
      "Order: \(EntrySort.Column.allCases.map(\.rawValue).joined(separator: ", ")); -COLUMN reverses. (default: the filter's sort:, else ttl)"
  )
  var sort: String?

  @Option(name: .long, help: "Lines at most.")
  var limit: Int = .max

  mutating func run() async throws {
    let selected = try selection.selected()
    let order = try order(selected)
    let store = try target.open(.readOnly)
    let now = Clock.now()
    let count = try await reportingStoreFaults {
      let filter = try await selected.entries(in: store, now: now)
      let listing = Listing(store: store, filter: filter, sort: order, now: now)
      if let key = selection.wholeKey, limit > 0 {
        let found = try await key.direct(in: store)
        if !found.isEmpty { return listing.print(found, asJSON: json) }
      }
      return try await listing.print(limit: limit, asJSON: json)
    }
    if count == 0 { throw Failure(.nothingMatched) }
  }

  private func order(_ selected: SelectedEntries) throws -> EntrySort {
    guard let sort else { return selected.sort ?? EntrySort() }
    guard let order = EntrySort(word: sort) else {
      throw Failure(.usage, "There is no column \(sort) to sort by; larder ls --help names them.")
    }
    return order
  }
}

extension EntrySort {
  /// An order by its word: a column's name, with `-` in front for the largest first.
  init?(word: String) {
    guard let column = Column(rawValue: String(word.drop { $0 == "-" })) else { return nil }
    self.init(column, descending: word.hasPrefix("-"))
  }
}

/// A plain listing of entries, read page by page.
struct Listing {
  var store: any CacheStore
  var filter: EntryFilter
  var sort: EntrySort
  var now: Date

  /// Rows read at once.
  private static let pageSize = 2_000

  /// Prints the entries; returns how many.
  func print(limit: Int, asJSON: Bool) async throws -> Int {
    var query = EntryQuery(filter: filter, sort: sort, limit: min(limit, Self.pageSize), now: now)
    var printed = 0
    while printed < limit {
      query.limit = min(Self.pageSize, limit - printed)
      let page = try await store.browse(query)
      printed += print(page.rows, asJSON: asJSON)
      guard let last = page.cursors.last, page.rows.count == query.limit else { break }
      query.place = .after(last)
    }
    return printed
  }

  /// Prints these; returns how many.
  func print(_ rows: [EntrySummary], asJSON: Bool) -> Int {
    for row in rows {
      if asJSON {
        Output.rawLine(row.json(at: now).text)
      } else {
        Output.line(row.line(at: now))
      }
    }
    return rows.count
  }
}

extension EntrySummary {
  /// The entry as a line of text: state, method, status, size, expiry, URL.
  func line(at now: Date) -> String {
    let columns = [
      StateLetters.letter(self, now: now), method.padded(to: 4), isCorrupt ? "---" : String(status),
      Sizes.short(size).padded(to: 6, right: true),
      Expiries.text(self, now: now).padded(to: 7, right: true),
    ]
    return columns.joined(separator: " ") + "  " + url
  }

  /// The entry as JSON.
  func json(at now: Date) -> JSONText {
    .object([
      ("key", .string(key)), ("method", .string(method)), ("url", .string(url)),
      ("status", .integer(Int64(status))), ("size", .integer(size)), ("type", .string(mediaType)),
      ("stored", JSONText(stored)), ("expires", JSONText(timeline.freshUntil)),
      ("state", .string(isCorrupt ? "corrupt" : timeline.state(at: now).rawValue)),
      ("rule", .string(timeline.rule.rawValue)), ("hits", .integer(Int64(hits))),
      ("used", JSONText(lastUsed)), ("vary", .string(vary)),
    ])
  }
}

extension String {
  /// The text with blanks to that width; longer text stays as it is.
  func padded(to width: Int, right: Bool = false) -> String {
    let blanks = String(repeating: " ", count: max(0, width - count))
    return right ? blanks + self : self + blanks
  }
}
