import CNCurses
import Canvas
import Glibc

/// The thread of the terminal: every curses call happens here and nowhere else.
///
/// It sleeps in `poll` on the keyboard and the wake-up pipe. It knows cells and keys; it decides nothing.
struct TerminalThread {
  private var device: TerminalDevice
  private let inbox: TerminalInbox
  private let keys: KeyQueue
  private let state: TerminalState
  private var screen: Screen
  private var decoder = KeyDecoder()
  private var lastFrame: Frame?
  private var isClosing = false
  /// Another program has the terminal.
  private var isReleased = false
  private var hasInput = true
  private var lastInput = ContinuousClock.now

  init(
    _ options: TerminalOptions, inbox: TerminalInbox, keys: KeyQueue, state: TerminalState
  ) throws(TerminalError) {
    device = try TerminalDevice(options)
    let depth = try device.take(waking: inbox.pipe.writing)
    screen = Screen(theme: options.theme, depth: depth, limit: options.colors)
    self.inbox = inbox
    self.keys = keys
    self.state = state
    state.start(
      size: TerminalDevice.size(), isASCII: device.isASCII, isUTF8: device.isUTF8, depth: depth)
  }

  /// Works until it is closed; the terminal is as it was afterwards.
  mutating func run() {
    while !isClosing {
      wait()
      for byte in inbox.pipe.drain() where byte != 0 { handle(signal: Int32(byte)) }
      work()
    }
    if !isReleased { device.leave() }
    cn_disarm()
    keys.finish()
    for case .release(let waiter) in inbox.close().requests { waiter.resume() }
  }

  private mutating func wait() {
    var descriptors = [pollfd(fd: inbox.pipe.reading, events: Int16(POLLIN), revents: 0)]
    if hasInput, !isReleased {
      descriptors.append(pollfd(fd: TerminalDevice.input, events: Int16(POLLIN), revents: 0))
    }
    let ready = poll(&descriptors, nfds_t(descriptors.count), millisecondsLeft())
    if ready > 0, descriptors.count > 1, descriptors[1].revents != 0 {
      readKeys()
      lastInput = .now
    } else if millisecondsLeft() == 0 {
      deliver(decoder.timeOut())
    }
  }

  /// How long the decoder still waits for more of a sequence, for `poll`: -1 is for ever. Frames that wake the
  /// thread meanwhile don't make it longer.
  private func millisecondsLeft() -> Int32 {
    guard let patience = decoder.patience.duration(device.options.escapeDelay) else { return -1 }
    let left = patience - (ContinuousClock.now - lastInput)
    return left <= .zero ? 0 : Int32(left / .milliseconds(1)) + 1
  }

  private mutating func readKeys() {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(TerminalDevice.input, &bytes, bytes.count)
    if count > 0 {
      deliver(decoder.feed(bytes.prefix(count)))
    } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
      // The terminal is gone: nobody will ever type again.
      hasInput = false
      state.end(signal: nil)
      keys.finish()
    }
  }

  /// Hands keys on; reports of a mouse that was not asked for are nobody's input.
  private func deliver(_ decoded: [Key]) {
    for key in decoded where device.hasMouse || !key.isMouse { keys.push(key) }
  }

  private mutating func handle(signal: Int32) {
    switch signal {
    case SIGWINCH: resize()
    case SIGTSTP: suspend()
    case SIGCONT: takeBack()
    default:
      state.end(signal: signal)
      keys.finish()
    }
  }

  private mutating func work() {
    let work = inbox.take()
    for request in work.requests { handle(request) }
    if let frame = work.frame { lastFrame = frame }
    if work.frame != nil, !isReleased, !isClosing, let lastFrame { screen.show(lastFrame) }
    // A frame that was posted while the one before was painted may come after the gate was opened.
    if work.discardsInput, keys.isGated {
      _ = tcflush(TerminalDevice.input, TCIFLUSH)
      decoder.reset()
      keys.openGate()
    }
  }

  private mutating func handle(_ request: TerminalRequest) {
    switch request {
    case .adapt(let options):
      device.adapt(options, isReleased: isReleased)
      (screen.theme, screen.limit) = (options.theme, options.colors)
      repaint()
    case .copy(let sequence): device.send(sequence)
    case .redraw: repaint()
    case .suspend: suspend()
    case .release(let waiter):
      if !isReleased { device.leave() }
      isReleased = true
      waiter.resume()
    case .reclaim:
      isReleased = false
      resume()
    case .close: isClosing = true
    }
  }

  /// Paints everything anew, over whatever another program left there.
  private mutating func repaint() {
    guard !isReleased else { return }
    clearok(cn_screen_window(), true)
    screen.forget()
    if let lastFrame { screen.show(lastFrame) }
  }

  private mutating func resize() {
    guard !isReleased else { return }
    let size = TerminalDevice.size()
    guard !Rect(size).isEmpty else { return }
    // It may have been smaller for a moment, and what didn't fit is gone.
    guard size != state.size else { return repaint() }
    resizeterm(Int32(size.rows), Int32(size.columns))
    screen.forget()
    state.resize(size)
    keys.push(.resize(size))
  }

  private mutating func suspend() {
    guard !isReleased else { return }
    device.leave()
    cn_stop_process()
    resume()
  }

  /// The process was stopped without being asked, and whoever ran meanwhile may have changed the modes.
  private mutating func takeBack() {
    guard !isReleased else { return }
    device.leave()
    resume()
  }

  private mutating func resume() {
    device.enter()
    decoder.reset()
    // Curses takes its modes and the alternate screen back with the next refresh.
    refresh()
    resize()
    repaint()
  }
}

extension Key {
  fileprivate var isMouse: Bool {
    if case .mouse = self { true } else { false }
  }
}

extension KeyDecoder.Patience {
  /// - Parameter escapeDelay: milliseconds for a lone Escape.
  fileprivate func duration(_ escapeDelay: Int) -> Duration? {
    switch self {
    case .none: nil
    case .escape: .milliseconds(escapeDelay)
    case .sequence: .milliseconds(500)
    case .paste: .seconds(2)
    }
  }
}
