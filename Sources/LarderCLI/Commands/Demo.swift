import ArgumentParser
import BrowserUI
import CachedSession
import Configuration
import FoundationEssentials
import Larder
import LoopbackOrigin

/// `larder demo`: an origin on loopback, a session that keeps using it, and the browser on its store.
struct Demo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Show everything on a cache of its own, with an origin and a session on this machine.",
    discussion: "Needs no network and no files. What it makes is removed when it ends.")

  @OptionGroup var screen: ScreenOptions

  mutating func run() async throws {
    let settings = try screen.settings()
    let folder = try TemporaryFolder(name: "larder-demo")
    defer { folder.remove() }
    let site = DemoSite(now: Clock.now)
    let origin: LoopbackOrigin
    do {
      origin = try LoopbackOrigin.start { site.answer($0) }
    } catch {
      throw Failure(.someFailed, "The demo's origin can't listen on loopback: \(error)")
    }
    defer { origin.stop() }
    var configuration = SessionConfiguration()
    configuration.name = "demo"
    let path = folder.path + "/demo.sqlite"
    let session = CachedSession(path: path, configuration: configuration, now: Clock.now)
    let traffic = DemoTraffic(session: session, origin: origin.url)
    do {
      try await show(path, traffic, settings)
      await session.close()
    } catch {
      await session.close()
      throw error
    }
  }

  /// The browser beside the traffic; where there is no terminal, a listing after one round of it.
  private func show(
    _ path: String, _ traffic: DemoTraffic, _ settings: Configuration
  ) async throws {
    guard Input.canAsk else {
      await traffic.fillOnce()
      let store = try KnownStores.open(path, .readOnly)
      _ = try await Listing(store: store, filter: .all, sort: EntrySort(), now: Clock.now())
        .print(limit: .max, as: .lines)
      return
    }
    let program = try BrowserProgram(settings: settings, file: screen.file) {
      OpenedStore(store: try KnownStores.open(path, .create))
    }
    let running = Task { await traffic.run() }
    defer { running.cancel() }
    try await program.run()
  }
}
