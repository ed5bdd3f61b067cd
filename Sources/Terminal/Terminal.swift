package import Canvas
import Glibc

/// The terminal that the process runs in: frames go in, keys come out.
///
/// One at a time. The terminal is given back as it was by ``close()``, at the end of the process, when the
/// process is stopped, and when it crashes.
package final class Terminal: Sendable {
  private let inbox: TerminalInbox
  private let queue: KeyQueue
  private let state: TerminalState
  private let thread: SystemThread

  /// Takes the terminal of standard input and output.
  package static func open(_ options: TerminalOptions = TerminalOptions())
    async throws(TerminalError)
    -> Terminal
  {
    guard let pipe = WakePipe() else { throw .noResources }
    let inbox = TerminalInbox(pipe)
    let queue = KeyQueue()
    let state = TerminalState()
    let start = Start()
    let thread = SystemThread {
      do throws(TerminalError) {
        var thread = try TerminalThread(options, inbox: inbox, keys: queue, state: state)
        start.report(nil)
        thread.run()
      } catch {
        start.report(error)
      }
    }
    guard let thread else { throw .noResources }
    if let error = await start.result() {
      thread.join()
      throw error
    }
    return Terminal(inbox: inbox, queue: queue, state: state, thread: thread)
  }

  /// Takes the terminal, runs the body, and gives the terminal back however the body ends.
  package static func run<Result>(
    _ options: TerminalOptions = TerminalOptions(), _ body: (Terminal) async throws -> Result
  ) async throws -> Result {
    let terminal = try await open(options)
    defer { terminal.close() }
    return try await body(terminal)
  }

  private init(inbox: TerminalInbox, queue: KeyQueue, state: TerminalState, thread: SystemThread) {
    self.inbox = inbox
    self.queue = queue
    self.state = state
    self.thread = thread
  }

  /// What is typed, clicked and pasted, and new sizes. Ends when the terminal goes away or the process is
  /// asked to end by a signal.
  package var keys: Keys { Keys(queue: queue) }

  /// The signal that asked the process to end, if one did.
  package var endingSignal: Int32? { state.facts.endingSignal }

  package var size: Size { state.size }

  /// The symbols that this terminal can show.
  package var glyphs: Glyphs { state.facts.isASCII ? .ascii : .unicode }

  /// Whether the locale has more than ASCII, whatever was asked for.
  package var canShowUnicode: Bool { state.facts.isUTF8 }

  /// Shows a frame soon. A newer one takes its place; one that is shown already costs nothing.
  package func present(_ frame: Frame) { inbox.post(frame, discardingInput: queue.isGated) }

  /// Drops what was typed, and what will be until the frame presented next is on the screen, so that nobody
  /// confirms a dialog that they haven't seen. Keys that were read before are told by ``isDiscarded(_:)``.
  package func discardInput() { queue.closeGate() }

  /// Whether a key was typed before the last ``discardInput()``.
  package func isDiscarded(_ press: KeyPress) -> Bool { queue.isStale(press) }

  /// Takes over looks, colours, mouse and patience; title and ASCII stay what they were.
  package func adapt(_ options: TerminalOptions) { inbox.post(.adapt(options)) }

  /// Paints everything anew.
  package func redraw() { inbox.post(.redraw) }

  /// Stops the process as Ctrl-Z does at a shell; the screen comes back when it goes on.
  package func suspend() { inbox.post(.suspend) }

  /// Puts bytes on the clipboard, where the terminal lets programs do that.
  ///
  /// - Returns: false when there are more than terminals take, 56,250 bytes.
  package func copy(_ bytes: [UInt8]) -> Bool {
    guard let sequence = ControlStrings.clipboard(bytes) else { return false }
    return inbox.post(.copy(sequence))
  }

  /// Gives the terminal to another program, such as a pager, until ``reclaim()``.
  package func release() async {
    await withCheckedContinuation { waiter in
      if !inbox.post(.release(waiter)) { waiter.resume() }
    }
  }

  /// Takes the terminal back after ``release()``.
  package func reclaim() { inbox.post(.reclaim) }

  /// Gives the terminal back for good. Returns when it is as it was.
  package func close() {
    inbox.post(.close)
    thread.join()
  }
}
