import ArgumentParser
import BrowserUI
import CacheStore
import FoundationEssentials
import RequestsCache

/// `larder convert`: a cache of one kind into one of another.
struct Convert: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Carry entries into a cache of another kind or serializer.",
    discussion: """
      A cache of requests-cache becomes one of larder's own, and the other way round; with --serializer, or \
      where DST ends in a slash, it becomes one of requests-cache in any case: a file of SQLite, or a \
      folder. Keys are made anew for it. What is carried is there even if the command is stopped half-way; \
      --append goes on.
      """)

  @Argument(help: ArgumentHelp("The cache to read.", valueName: "src"), completion: .file())
  var source: String

  @Argument(help: ArgumentHelp("The cache to make.", valueName: "dst"), completion: .file())
  var target: String

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The serializer of the new cache: "
        + "\(ConversionTarget.serializers.joined(separator: ", ")).",
    ), completion: .list(ConversionTarget.serializers))
  var serializer: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Only entries that match, as in the browser.", valueName: "words"))
  var filter: String?

  @OptionGroup var secret: SecretOptions

  @Flag(name: .long, help: "Add to a cache that has entries; what is there stays.")
  var append = false

  @Flag(name: .long, help: "One JSON object.")
  var json = false

  @Flag(name: .shortAndLong, help: "No progress, and no word when all went well.")
  var quiet = false

  mutating func run() async throws {
    let selected = try SelectedEntries(filter: filter ?? "")
    let report = try await reportingStoreFaults { try await convert(selected) }
    if json {
      Output.rawLine(report.json(to: target).text)
    } else if !quiet || !report.isComplete {
      report.print(to: target)
    }
    if !report.isComplete { throw Failure(.someFailed) }
  }

  private func convert(_ selected: SelectedEntries) async throws -> ConversionReport {
    let from = try secret.open(source, .readOnly)
    let now = Clock.now()
    let entries = try await selected.entries(in: from, now: now)
    let references = try await from.references(matching: entries, now: now)
    guard !references.isEmpty else { throw Failure(.nothingMatched, "Nothing matched.") }
    let into = try await ConversionTarget(
      path: target, serializer: serializer, secrets: secret.secrets(), mayAppend: append
    ).open(for: from)
    var carrier = try ConversionTarget.carrier(from: from, to: into)
    let report = try await carry(references, from, with: &carrier)
    await into.close()
    return report
  }

  /// Entries carried at once: as many are in memory.
  private static let batch = 32

  private func carry(
    _ references: [EntryReference], _ from: any CacheStore, with carrier: inout any EntryCarrier
  ) async throws -> ConversionReport {
    var report = ConversionReport()
    var next = ContinuousClock.now
    defer { Output.progress(nil) }
    var rest = references[...]
    while !rest.isEmpty {
      let batch = rest.prefix(Self.batch)
      rest = rest.dropFirst(batch.count)
      for (reference, carried) in zip(batch, try await carrier.carry(batch)) {
        var name = ""
        if case .left = carried { name = try await from.name(of: reference) }
        report.note(carried, name)
      }
      guard !quiet, ContinuousClock.now >= next else { continue }
      next = .now + .milliseconds(100)
      Output.progress(
        "\(Numbers.grouped(report.done))/\(Numbers.grouped(references.count)) entries, "
          + Sizes.long(report.bytes))
    }
    return report
  }
}

extension CacheStore {
  /// What people call an entry.
  fileprivate func name(of reference: EntryReference) async throws -> String {
    let query = EntryQuery(filter: .ids([reference.id]), limit: 1, now: Clock.now())
    guard let row = try await browse(query).rows.first else { return reference.id.rawValue }
    return row.isCorrupt ? row.key : "\(row.method) \(row.url)"
  }
}
