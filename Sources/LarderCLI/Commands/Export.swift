import ArgumentParser
import BrowserUI
import CacheStore
import FoundationEssentials
import Glibc

/// `larder export`: entries as HAR, JSON lines, CSV or curl commands.
struct Export: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write entries as HAR, JSON lines, CSV, curl commands, or one's body.",
    discussion: """
      Values of Authorization, Cookie, Set-Cookie, Proxy-*, API key and CSRF fields, of secret parameters \
      of URLs, and user names and passwords in URLs are replaced: equal values by equal placeholders. \
      Contents of responses stay as they are. In CSV, text that a spreadsheet could take for a formula \
      begins with an apostrophe. Files are readable by their owner alone, and are there whole or not at all.
      """)

  /// One of `KnownExporters`, and the word for it.
  enum Form: String, CaseIterable, ExpressibleByArgument {
    case har, jsonl, csv, curl, body
  }

  @Argument(help: "The form: har, jsonl, csv, curl or body.")
  var form: Form

  @OptionGroup var target: StoreArgument
  @OptionGroup var selection: SelectionArguments

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write to a file; - is standard output.", valueName: "file"),
    completion: .file())
  var output = "-"

  @Flag(name: .long, help: "Leave secrets in.")
  var secrets = false

  @Option(
    name: .long,
    help: ArgumentHelp("A field or URL parameter that is secret too.", valueName: "name"))
  var redact: [String] = []

  @Flag(name: .long, help: "Leave bodies out of har and jsonl.")
  var noBodies = false

  @Option(name: .long, help: "Entries at most.")
  var limit: Int = .max

  @Flag(name: .shortAndLong, help: "Replace a file without asking.")
  var yes = false

  func validate() throws {
    try OptionRules.atMostOne(of: ["--secrets": secrets, "--redact": !redact.isEmpty])
    try OptionRules.atLeast(1, ["--limit": limit])
    try OptionRules.need("har and jsonl", form == .har || form == .jsonl, ["--no-bodies": noBodies])
  }

  mutating func run() async throws {
    let store = try target.open(.readOnly)
    let selected = try selection.selected()
    var run = ExportRun(
      store, exporter, withSecrets: secrets, secretNames: Set(redact.map { $0.lowercased() }),
      now: Clock.now())
    let chosen = try await reportingStoreFaults {
      let entries = try await selected.entries(in: store, now: run.now)
      return try await selection.choice(entries, in: store).filter
    }
    try await reportingStoreFaults {
      let matching = try await store.totals(chosen, now: run.now).count
      guard matching > 0 else { throw Failure(.nothingMatched, "Nothing matched.") }
      guard !exporter.isOneFileEach || min(limit, matching) == 1 else {
        throw Failure(.usage, "\(matching) entries match; a body is written of one alone.")
      }
      try await run.write(chosen, limit: limit, to: try sink())
    }
    if output != "-" { Output.line("\(run.count.words)  \(output)") }
    if output == "-", !run.count.isPlain || isatty(STDERR_FILENO) == 1 {
      Output.complain(run.count.words)
    }
    if run.count.leftOut > 0 { throw Failure(.someFailed) }
  }

  private var exporter: any Exporter {
    switch form {
    case .har: HARExporter(hasBodies: !noBodies)
    case .jsonl: JSONLinesExporter(hasBodies: !noBodies)
    case .csv: CSVExporter()
    case .curl: CurlExporter()
    case .body: BodyExporter()
    }
  }

  private func sink() throws -> ExportSink {
    guard output != "-" else {
      guard form != .body || !Output.isTerminal else {
        throw Failure(
          .usage, "A body isn't written to a terminal: say -o FILE, or larder show --body.")
      }
      return ExportSink(nil)
    }
    do {
      return ExportSink(try AtomicFile(output, mayReplace: yes))
    } catch is AtomicFile.Exists {
      guard Input.canAsk else {
        throw Failure(.usage, "\(output) is there already: say --yes to replace it.")
      }
      guard Input.agrees(to: "\(output) is there already. Replace it?") else {
        throw Failure(.nothingMatched, "Nothing was written.")
      }
      return ExportSink(try AtomicFile(output, mayReplace: true))
    }
  }
}
