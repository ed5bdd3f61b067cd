import ArgumentParser
import BrowserUI
import CacheStore
import FoundationEssentials

/// `larder vacuum`: gives the space of what was deleted back to the file system.
struct Vacuum: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Give free space in a cache's file back, in steps that let sessions go on.")

  @OptionGroup var target: StoreArgument

  @Flag(name: .long, help: "Say what would be done, and do nothing.")
  var dryRun = false

  mutating func run() async throws {
    let store = try target.open(dryRun ? .readOnly : .readWrite)
    try await reportingStoreFaults {
      let facts = try await store.storage()
      guard !dryRun else {
        return Output.line("would free about \(Sizes.long(facts.reclaimableBytes))")
      }
      let freed = try await store.vacuum(pages: .max)
      let now = try await store.storage().bytesOnDisk
      Output.line("freed \(Sizes.long(freed)), \(Sizes.long(now)) on disk")
    }
  }
}
