import Canvas
import FoundationEssentials

/// What is sent to the terminal besides what curses sends.
enum ControlStrings {
  static let pasteOn = "\u{1B}[?2004h"
  static let pasteOff = "\u{1B}[?2004l"
  /// Presses and the wheel, in the form without a limit of columns.
  static let mouseOn = "\u{1B}[?1000h\u{1B}[?1006h"
  static let mouseOff = "\u{1B}[?1006l\u{1B}[?1000l"
  /// Keeps the window's title for the end, and gives it back.
  static let titlePush = "\u{1B}[22;2t"
  static let titlePop = "\u{1B}[23;2t"

  static func title(_ title: VisibleText, ascii: Bool) -> String {
    "\u{1B}]2;\((ascii ? title.ascii : title).plainText)\u{07}"
  }

  /// The largest text that terminals take, counted as it is sent.
  private static let clipboardLimit = 75_000

  /// Puts bytes on the clipboard; nil when they are too many.
  static func clipboard(_ bytes: [UInt8]) -> String? {
    guard bytes.count <= clipboardLimit / 4 * 3 else { return nil }
    return "\u{1B}]52;c;\(Data(bytes).base64EncodedString())\u{07}"
  }

  /// Terminals that understand titles, by the start of their type; others might print them.
  static func hasTitle(type: String) -> Bool {
    ["xterm", "tmux", "screen", "rxvt", "alacritty", "foot", "kitty", "st-", "wezterm", "ghostty"]
      .contains { type.hasPrefix($0) }
  }
}
