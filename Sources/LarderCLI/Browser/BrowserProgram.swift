import BrowserUI
import CacheStore
import Canvas
import Configuration
import FoundationEssentials
import Terminal

/// The browser as a running program: messages in, effects out, frames to the terminal. The browser itself
/// is a value; everything that waits, reads a clock or writes is here and in `EffectRunner`.
struct BrowserProgram {
  /// What it shows, as it was opened.
  private let opened: OpenedStore
  private let source: StoreSource
  private let settings: Configuration
  private let file: ConfigurationFile

  /// - Parameter open: opens the store, now and again when its file is replaced.
  /// - Throws: what `open` throws.
  init(
    settings: Configuration, file: ConfigurationFile,
    open: @escaping @Sendable () throws -> OpenedStore
  ) throws {
    opened = try open()
    source = StoreSource(trashPolicy: settings.preferences.trashPolicy, open: open)
    self.settings = settings
    self.file = file
  }

  private var store: any CacheStore { opened.store }

  /// Runs until the person quits or the terminal goes away.
  ///
  /// - Throws: `Failure` when there is no screen to draw on, `EndedBySignal` when a signal asked it to end.
  func run() async throws {
    let terminal: Terminal
    do {
      terminal = try await Terminal.open(terminalOptions(settings.preferences))
    } catch {
      throw Failure(.usage, error.description)
    }
    let inbox = MessageInbox()
    let feeders = [
      Task { await feedKeys(from: terminal, to: inbox) },
      Task { await feedTicks(to: inbox) },
    ]
    let memory = StateFile()
    let (start, complaint) = memory.load()
    let saved = FilterFile.load(configured: settings.preferences.filters)
    var model = model(terminal, saved.filters)
    model.restore(start)
    for complaint in [complaint, saved.complaint].compactMap(\.self) {
      inbox.post(.noticed(complaint))
    }
    await loop(&model, terminal, inbox)
    for feeder in feeders { feeder.cancel() }
    terminal.close()
    await trimTrash()
    if let sentence = memory.save(model.state, since: start) { Output.complain(sentence) }
    if let signal = terminal.endingSignal { throw EndedBySignal(number: signal) }
  }

  /// Keeps the trash within what the person set; without a word of theirs it is for sessions to do.
  private func trimTrash() async {
    let isSet = ["trash.age", "trash.size"].contains { settings.origins[$0] != nil }
    guard isSet, store.capabilities.contains(.trash) else { return }
    _ = try? await store.enforceLimits(now: Clock.now())
  }

  private func terminalOptions(_ preferences: Preferences) -> TerminalOptions {
    var options = TerminalOptions(preferences)
    options.title = "larder \(VisibleText(untrusted: store.name))"
    return options
  }

  // MARK: The loop

  private func loop(_ model: inout Model, _ terminal: Terminal, _ inbox: MessageInbox) async {
    let runner = EffectRunner(
      store: store, source: source, terminal: terminal, inbox: inbox, file: file)
    var shown: Frame?
    inbox.post(.started(now: Clock.now(), size: terminal.size))
    tellFaults(to: inbox)
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
      if isDiscardingInput {
        // Before the frame is there: what is typed then is meant for it.
        terminal.discardInput()
        inbox.discardTyped()
      }
      if frame != shown || isDiscardingInput {
        terminal.present(frame)
        shown = frame
      }
    }
    await runner.close()
  }

  private func model(_ terminal: Terminal, _ filters: SavedFilters) -> Model {
    var preferences = settings.preferences
    preferences.glyphs = terminal.glyphs
    preferences.canShowUnicode = terminal.canShowUnicode
    preferences.utcOffset = LocalTime.utcOffset
    preferences.savedFilters = filters
    return Model(
      store: source.description(of: opened), preferences: preferences,
      options: OptionSources(path: file.name, origins: settings.origins))
  }

  /// What is wrong with the settings: the first of it is on the screen, all of it in the messages.
  private func tellFaults(to inbox: MessageInbox) {
    let faults = settings.faults.map { $0.words(file: file.name) }
    for fault in faults.dropFirst().reversed() { inbox.post(.noticed(fault)) }
    guard let first = faults.first else { return }
    let more = faults.count > 1 ? " (and \(faults.count - 1) more: see :messages)" : ""
    inbox.post(.noticed(first + more))
  }

  private func feedKeys(from terminal: Terminal, to inbox: MessageInbox) async {
    for await press in terminal.keys {
      inbox.post(.keyPressed(press.key)) { terminal.isDiscarded(press) }
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

extension Preferences {
  /// What a store keeps that a browser changes: no entry goes because a browser was opened.
  var limits: StoreLimits {
    var limits = StoreLimits()
    limits.maximumBytes = nil
    limits.trashAge = trashAge
    limits.trashBytes = trashBytes
    return limits
  }
}

extension TerminalOptions {
  init(_ preferences: Preferences) {
    self.init(
      theme: preferences.theme, colors: preferences.colors, ascii: preferences.glyphs.isASCII,
      mouse: preferences.mouse, escapeDelay: preferences.escapeDelay)
  }
}
