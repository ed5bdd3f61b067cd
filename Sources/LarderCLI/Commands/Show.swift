import ArgumentParser
import BodyViews
import BrowserUI
import CacheStore
import Canvas
import FoundationEssentials
import HTTPCaching
import HTTPTypes

/// `larder show`: one entry, its heads and its body.
struct Show: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show one entry: what was asked, what was answered.")

  @OptionGroup var entry: EntryArguments

  @Flag(name: .long, help: "Write exactly the body, and nothing else.")
  var body = false

  @Flag(name: .long, help: "Show the fields of the response alone.")
  var headers = false

  @Flag(name: .long, help: "Show the row as the store has it.")
  var raw = false

  @Flag(name: .long, help: "One JSON object.")
  var json = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Show the body as the browser does, safe for a terminal: auto, or the name of a view.",
      discussion: "Views: \(KnownViews.all.map(\.id).joined(separator: ", ")).", valueName: "view"),
    completion: .list(["auto"] + KnownViews.all.map(\.id)))
  var view: String?

  mutating func validate() throws {
    try OptionRules.atMostOne(of: [
      "--body": body, "--headers": headers, "--raw": raw, "--json": json, "--view": view != nil,
    ])
    guard let view, view != "auto", KnownViews.view(view) == nil else { return }
    throw ValidationError("There is no view \(view); larder show --help names them.")
  }

  mutating func run() async throws {
    let now = Clock.now()
    let (store, located) = try await entry.locate(now: now)
    switch located {
    case .entry(let found): try await show(found, of: store, at: now)
    case .undecodable(let found): try show(found, because: located.complaint, at: now)
    }
  }

  private func show(_ found: CacheEntry, of store: any CacheStore, at now: Date) async throws {
    if let view {
      try await printBody(of: found, as: view == "auto" ? nil : view, in: store)
    } else if body {
      try await writeBody(found.body, of: store)
      if found.stored.isPart {
        Output.complain("That is a part of the response; no more is stored.")
      }
    } else if json {
      Output.rawLine(found.json(at: now).text)
    } else if raw {
      let context = PaneContext(
        width: Output.columns, now: now, clock: LocalTime.clock)
      for line in RawPane.lines(found, in: context) { Output.line(line.plainText) }
    } else {
      printHeads(found)
    }
  }

  /// What is known, unless heads or body are asked for, which are not.
  private func show(
    _ found: UndecodableEntry, because complaint: String?, at now: Date
  ) throws {
    guard !body, !headers else { throw Failure(.someFailed, complaint) }
    if json {
      Output.rawLine(found.json(at: now).text)
    } else {
      found.lines.forEach(Output.line)
    }
    throw Failure(.someFailed)
  }

  private func writeBody(_ body: BodyReference, of store: any CacheStore) async throws {
    try await reportingStoreFaults {
      for range in body.pieces { try Output.body(try await store.read(body, range: range)) }
    }
  }

  /// The first of it that the browser would show at once; what it notes goes to standard error.
  private func printBody(
    of found: CacheEntry, as view: String?, in store: any CacheStore
  ) async throws {
    try await reportingStoreFaults {
      let size = min(found.body.size, Int64(BodyWindow.structuredLimit))
      let bytes = size == 0 ? Data() : try await store.read(found.body, range: 0..<size)
      let shown = KnownViews.render(
        BodyInput(
          bytes: bytes, totalSize: found.body.size,
          fields: found.stored.response.headerFields, encodedSize: found.body.encodedSize),
        as: view)
      for line in shown.lines { Output.line(line.text.plainText) }
      Output.complain(BodyLayout(shown).status(line: 0).plainText)
    }
  }

  private func printHeads(_ entry: CacheEntry) {
    let stored = entry.stored
    if !headers {
      Output.line("\(entry.summary.method) \(entry.summary.url)")
      for field in stored.request.headerFields {
        Output.line("> \(field.name.rawName): \(field.value)")
      }
      Output.line("")
    }
    let status = stored.response.status
    Output.line("\(status.code) \(status.reasonPhrase)")
    for field in stored.response.headerFields {
      Output.line("\(field.name.rawName): \(field.value)")
    }
  }
}
