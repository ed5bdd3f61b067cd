import ArgumentParser
import BrowserUI
import CacheStore
import Configuration
import FoundationEssentials

/// `larder STORE` and `larder` alone: the browser, or a plain listing where there is no terminal.
struct Browse: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Open the browser on a cache (the default command).")

  @Argument(
    help: "The cache; without one, larder looks for caches and lets you pick.",
    completion: .file())
  var store: String?

  @Flag(name: .long, help: "Open for looking only: nothing is written.")
  var readOnly = false

  @OptionGroup var secret: SecretOptions
  @OptionGroup var screen: ScreenOptions

  mutating func run() async throws {
    let settings = try screen.settings()
    let words = Array(Swift.CommandLine.arguments.dropFirst())
    if let advice = MeantWords.commandAdvice(for: words) { throw Failure(.storeFailed, advice) }
    guard let path = try store ?? pick() else { return }
    guard Input.canAsk else {
      let store = try secret.open(path, .readOnly)
      _ = try await reportingStoreFaults {
        try await Listing(store: store, filter: .all, sort: EntrySort(), now: Clock.now())
          .print(limit: .max, as: .lines)
      }
      return
    }
    let opening = BestOpening(
      path: path, isReadOnly: readOnly, secrets: try secret.secrets(),
      limits: settings.preferences.limits)
    try await BrowserProgram(settings: settings, file: screen.file) { try opening.run() }.run()
  }

  /// Lets the person pick one of the caches found; the only one is taken at once. Where nobody can pick,
  /// prints what was found and returns nil.
  private func pick() throws -> String? {
    let found = Discovery.usual.run()
    guard !found.isEmpty else {
      throw Failure(
        .nothingMatched,
        "No cache here nor in your cache directory. Name one (larder PATH), or try larder demo.")
    }
    let isInteractive = Input.canAsk
    for (index, cache) in found.enumerated() {
      let number = isInteractive ? "\(index + 1)".padded(to: 3, right: true) + "  " : ""
      Output.line(
        number + Sizes.short(cache.bytes).padded(to: 6, right: true) + "  "
          + Timestamp.text(cache.modified) + "  " + cache.path)
    }
    guard isInteractive else { return nil }
    guard found.count > 1 else { return found[0].path }
    Output.prompt("Open which? 1-\(found.count) ")
    guard let answer = readLine().flatMap({ Int($0) }), found.indices.contains(answer - 1) else {
      throw Failure(.nothingMatched, "Nothing was opened.")
    }
    return found[answer - 1].path
  }
}

/// Opens a cache for changes where that is allowed; else for looking, with why nothing may be written.
private struct BestOpening: Sendable {
  var path: String
  var isReadOnly: Bool
  var secrets: [String]
  var limits: StoreLimits

  func run() throws -> OpenedStore {
    do {
      return try open()
    } catch let error as StoreError {
      throw Failure(error)
    }
  }

  private func open() throws -> OpenedStore {
    if isReadOnly { return try look("opened with --read-only") }
    if WritePermission.isTaken(from: path) { return try look("the file has no write permission") }
    if WritePermission.isTaken(fromFolderOf: path) {
      return try look("no file can be made in its folder")
    }
    do {
      return OpenedStore(
        store: try KnownStores.open(path, .browse, secrets: secrets, limits: limits))
    } catch let error as StoreError where error.code == .permission || error.code == .readOnly {
      return try look("the file can't be written")
    }
  }

  private func look(_ reason: String) throws -> OpenedStore {
    OpenedStore(
      store: try KnownStores.open(path, .browseReadOnly, secrets: secrets), readOnlyReason: reason)
  }
}
