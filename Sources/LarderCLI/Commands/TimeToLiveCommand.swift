import ArgumentParser
import BrowserUI
import CacheStore
import FoundationEssentials
import HTTPCaching

/// `larder ttl`: sets the expiry of entries by hand.
struct TimeToLiveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ttl", abstract: "Set when entries expire.",
    discussion: "A time is such as \(TimeToLive.examples); +10m needs one entry that expires.")

  @OptionGroup var target: StoreArgument

  @Argument(help: "The time to live.")
  var time: String

  @OptionGroup var selection: SelectionArguments
  @OptionGroup var consent: ConsentOptions

  mutating func run() async throws {
    guard let time = TimeToLive(time) else {
      throw Failure(.usage, "\(time) is no time: try \(TimeToLive.examples).")
    }
    let command = BulkCommand(
      target: target, selection: selection, consent: consent, verb: "Set the expiry of")
    try await command.run { store, references, now in
      let expiration = try await Self.expiration(time, of: references, in: store)
      return try await store.setExpiration(expiration, of: references, now: now)
    }
  }

  private static func expiration(
    _ time: TimeToLive, of references: [EntryReference], in store: any CacheStore
  ) async throws -> Expiration {
    var current: Date?
    if references.count == 1 {
      current = try await store.entry(references[0].id)?.summary.timeline.freshUntil
    }
    guard let expiration = time.expiration(from: current) else {
      throw Failure(.usage, "+ and - need one entry that expires.")
    }
    return expiration
  }
}
