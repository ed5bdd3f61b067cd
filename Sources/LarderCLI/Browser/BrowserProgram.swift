import BrowserUI
import CacheStore
import Canvas
import FoundationEssentials
import Terminal

/// The browser as a running program: messages in, effects out, frames to the terminal. The browser itself
/// is a value; everything that waits, reads a clock or writes is here and in `EffectRunner`.
struct BrowserProgram {
  var store: any CacheStore
  var options: ScreenOptions
  var readOnlyReason: String?

  /// Runs until the person quits or the terminal goes away.
  ///
  /// - Throws: `Failure` when there is no screen to draw on.
  func run() async throws {
    let terminal: Terminal
    do {
      terminal = try await Terminal.open(terminalOptions())
    } catch let error as TerminalError {
      throw Failure(.usage, error.description)
    }
    let inbox = MessageInbox()
    let feeders = [
      Task { await feedKeys(from: terminal, to: inbox) },
      Task { await feedTicks(to: inbox) },
    ]
    await loop(terminal, inbox)
    for feeder in feeders { feeder.cancel() }
    terminal.close()
  }

  private func terminalOptions() throws -> TerminalOptions {
    guard let theme = KnownThemes.all.first(where: { $0.name == options.theme }) else {
      let names = KnownThemes.all.map(\.name).joined(separator: ", ")
      throw Failure(.usage, "There is no theme \(options.theme); choose one of \(names).")
    }
    return TerminalOptions(
      theme: theme, noColor: Environment["NO_COLOR"] != nil, ascii: options.ascii,
      mouse: !options.noMouse, title: "larder \(VisibleText(untrusted: store.name))")
  }

  // MARK: The loop

  private func loop(_ terminal: Terminal, _ inbox: MessageInbox) async {
    var model = Model(
      store: StoreDescription(
        name: store.name, capabilities: store.capabilities, readOnlyReason: readOnlyReason),
      preferences: Preferences(
        glyphs: terminal.glyphs, utcOffset: LocalTime.utcOffset, savedFilters: FilterFile.load()))
    let runner = EffectRunner(store: store, terminal: terminal, inbox: inbox)
    var shown: Frame?
    inbox.post(.started(now: Clock.now(), size: terminal.size))
    while let messages = await inbox.next() {
      var isDiscardingInput = false
      for message in messages where !(isDiscardingInput && message.isTyped) {
        for effect in update(&model, message) {
          switch effect {
          case .quit:
            await runner.close()
            return
          case .flushInput: isDiscardingInput = true
          default: runner.start(effect)
          }
        }
      }
      if messages.allSatisfy(\.isQuiet) { continue }
      let frame = view(model)
      if frame != shown || isDiscardingInput {
        terminal.present(frame, discardingInput: isDiscardingInput)
        shown = frame
      }
      // Keys that left the terminal before it dropped the rest.
      if isDiscardingInput { inbox.discardTyped() }
    }
    await runner.close()
  }

  private func feedKeys(from terminal: Terminal, to inbox: MessageInbox) async {
    for await key in terminal.keys where !terminal.isDiscardingInput || !key.isTyped {
      inbox.post(.keyPressed(key))
    }
    inbox.close()
  }

  /// A tick at the turn of each second, so that ages and expiries move together.
  private func feedTicks(to inbox: MessageInbox) async {
    while !Task.isCancelled {
      let second = Date().timeIntervalSince1970
      let rest = 1 - (second - second.rounded(.down))
      try? await Task.sleep(for: .seconds(rest))
      inbox.post(.ticked(now: Clock.now()))
    }
  }
}
