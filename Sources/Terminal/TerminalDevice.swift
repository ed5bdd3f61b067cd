import CNCurses
import Canvas
import Glibc

/// The terminal as a device: modes, sequences around the program, and their restoring. Lives on the
/// terminal's thread.
struct TerminalDevice {
  static let input: Int32 = 0
  static let output: Int32 = 1

  /// The name in `TERM`.
  let type: String
  let isASCII: Bool
  /// Whether the locale's characters are UTF-8.
  let isUTF8: Bool
  var hasMouse: Bool { options.mouse }
  private let formerModes: termios
  private(set) var options: TerminalOptions

  /// Looks at the terminal without changing it.
  init(_ options: TerminalOptions) throws(TerminalError) {
    guard isatty(Self.input) == 1, isatty(Self.output) == 1 else { throw .notATerminal }
    type = Self.environment("TERM") ?? ""
    let name = VisibleText(untrusted: type)
    guard !type.isEmpty, cn_set_up_type(Self.output) else {
      throw .unknownType(name)
    }
    guard cn_has_string("cup"), cn_has_string("clear") else { throw .notCapable(name) }
    var modes = termios()
    guard tcgetattr(Self.input, &modes) == 0 else { throw .notATerminal }
    formerModes = modes
    isUTF8 = Self.setUTF8Locale()
    isASCII = options.ascii || !isUTF8
    self.options = options
  }

  /// Takes the terminal: alternate screen, raw modes, no cursor. Restored from here on, whatever happens.
  func take(waking descriptor: Int32) throws(TerminalError) -> ColorDepth {
    arm(waking: descriptor)
    guard cn_open_screen() else {
      cn_disarm()
      throw .unknownType(VisibleText(untrusted: type))
    }
    cn_take_signals()
    raw()
    noecho()
    nonl()
    typeahead(-1)
    leaveok(cn_screen_window(), false)
    let depth = startColors()
    enter()
    return depth
  }

  /// Switches on what the program needs, at the start and when it goes on.
  func enter() {
    cn_activate()
    send(ControlStrings.pasteOn)
    if options.mouse { send(ControlStrings.mouseOn) }
    if let title = options.title, ControlStrings.hasTitle(type: type) {
      send(ControlStrings.titlePush + ControlStrings.title(title, ascii: isASCII))
    }
  }

  /// Gives the terminal back as it was.
  func leave() {
    send(ownEnd)
    endwin()
    cn_deactivate()
  }

  /// Nobody has a larger one, and a frame of the largest that can be claimed would fill the memory.
  private static let maximum = Size(columns: 2000, rows: 1000)

  /// The size now; what curses believes where the terminal doesn't know.
  static func size() -> Size {
    var columns: Int32 = 0
    var rows: Int32 = 0
    if cn_window_size(output, &columns, &rows) {
      return Size(columns: min(Int(columns), maximum.columns), rows: min(Int(rows), maximum.rows))
    }
    return Size(columns: Int(cn_columns()), rows: Int(cn_lines()))
  }

  /// Takes over what may change while the program runs: all but title and ASCII.
  ///
  /// - Parameter isReleased: another program has the terminal: it is told when it comes back.
  mutating func adapt(_ options: TerminalOptions, isReleased: Bool) {
    if options.mouse != self.options.mouse, !isReleased {
      send(options.mouse ? ControlStrings.mouseOn : ControlStrings.mouseOff)
    }
    let title = self.options.title
    self.options = options
    self.options.title = title
  }

  func send(_ text: String) {
    let bytes = Array(text.utf8)
    _ = cn_write(Self.output, bytes, bytes.count)
  }

  /// Switches off what ``enter()`` switched on.
  private var ownEnd: String {
    let hasTitle = options.title != nil && ControlStrings.hasTitle(type: type)
    return ControlStrings.mouseOff + ControlStrings.pasteOff
      + (hasTitle ? ControlStrings.titlePop : "")
  }

  /// What a crash has to send: our own modes off, then what curses would send at its end.
  private func arm(waking descriptor: Int32) {
    var bytes = Array(ownEnd.utf8)
    for name in ["sgr0", "op", "cnorm", "rmcup"] {
      if let value = cn_string(name) { bytes += Self.withoutPadding(String(cString: value)) }
    }
    var modes = formerModes
    bytes.withUnsafeBytes { raw in
      let start = raw.baseAddress?.assumingMemoryBound(to: CChar.self)
      cn_arm(Self.output, descriptor, &modes, start, raw.count)
    }
  }

  /// A capability without its `$<5>` marks for waiting.
  private static func withoutPadding(_ value: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = Array(value.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "$"), rest.first == UInt8(ascii: "<"),
        let end = rest.firstIndex(of: UInt8(ascii: ">"))
      {
        rest = rest[(end + 1)...]
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }

  private func startColors() -> ColorDepth {
    guard has_colors(), start_color() == OK, use_default_colors() == OK else {
      return .none
    }
    return ColorDepth(colors: Int(cn_colors()))
  }

  /// Takes the user's locale for characters, or any UTF-8 one where theirs isn't installed.
  ///
  /// - Returns: whether characters are UTF-8.
  private static func setUTF8Locale() -> Bool {
    if setlocale(LC_CTYPE, "") == nil {
      let names = ["LC_ALL", "LC_CTYPE", "LANG"]
      let wanted = names.compactMap(environment).first { !$0.isEmpty }?.lowercased() ?? ""
      guard wanted.contains("utf-8") || wanted.contains("utf8"),
        setlocale(LC_CTYPE, "C.UTF-8") != nil
      else { return false }
    }
    guard let name = nl_langinfo(Int32(CODESET)) else { return false }
    return String(cString: name) == "UTF-8"
  }

  private static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
