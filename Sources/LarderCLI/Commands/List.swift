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

  @Flag(name: .long, help: "CSV, as larder export csv writes it, with secrets.")
  var csv = false

  @Flag(name: .long, help: "URLs alone, each with a NUL behind it, for xargs -0.")
  var urls0 = false

  @Option(
    name: .long, parsing: .unconditional,
    help:
      "Order: \(EntrySort.Column.allCases.map(\.rawValue).joined(separator: ", ")); -COLUMN reverses. (default: the filter's sort:, else ttl)",
    completion: .list(EntrySort.Column.allCases.flatMap { [$0.rawValue, "-" + $0.rawValue] })
  )
  var sort: String?

  @Option(name: .long, help: "Lines at most.")
  var limit: Int = .max

  func validate() throws {
    try OptionRules.atMostOne(of: ["--json": json, "--csv": csv, "--urls0": urls0])
    try OptionRules.atLeast(1, ["--limit": limit])
  }

  private var form: Listing.Form { json ? .json : csv ? .csv : urls0 ? .urls0 : .lines }

  mutating func run() async throws {
    let selected = try selection.selected()
    let order = try order(selected)
    let store = try target.open(.readOnly)
    let now = Clock.now()
    let count = try await reportingStoreFaults {
      let filter = try await selected.entries(in: store, now: now)
      let listing = Listing(store: store, filter: filter, sort: order, now: now)
      if let key = selection.wholeKey {
        let found = try await key.direct(in: store)
        if !found.isEmpty, form != .csv, form != .urls0 { return listing.print(found, as: form) }
      }
      return try await listing.print(limit: limit, as: form)
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

/// A plain listing of entries, read page by page.
struct Listing {
  var store: any CacheStore
  var filter: EntryFilter
  var sort: EntrySort
  var now: Date

  /// How an entry is printed.
  enum Form { case lines, json, csv, urls0 }

  /// Prints the entries; returns how many.
  func print(limit: Int, as form: Form) async throws -> Int {
    guard form != .urls0 || !Output.isTerminal else {
      throw Failure(.usage, "--urls0 is for pipes: its URLs are as they came.")
    }
    if form == .csv { Output.raw(CSVExporter().opening) }
    var pager = EntryPager(filter, sort: sort, limit: limit, now: now)
    var printed = 0
    while let rows = try await pager.next(in: store) { printed += print(rows, as: form) }
    return printed
  }

  /// Prints these; returns how many.
  func print(_ rows: [EntrySummary], as form: Form) -> Int {
    var nothing = Redaction(isOn: false)
    for row in rows {
      switch form {
      case .lines: Output.line(row.line(at: now))
      case .json: Output.rawLine(row.json(at: now).text)
      case .csv:
        let item = ExportItem(summary: row, now: now)
        let piece = CSVExporter().piece(item, index: 0, redaction: &nothing)
        Output.raw(piece.before)
      case .urls0: Output.raw(row.url.replacing("\0", with: "%00") + "\0")
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
}

extension String {
  /// The text with blanks to that width; longer text stays as it is.
  func padded(to width: Int, right: Bool = false) -> String {
    let blanks = String(repeating: " ", count: max(0, width - count))
    return right ? blanks + self : self + blanks
  }
}
