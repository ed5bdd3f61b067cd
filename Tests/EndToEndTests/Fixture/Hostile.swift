/// What an attacker would store: every kind of sequence that could drive or deceive a terminal.
enum Hostile {
  /// Sets title, clipboard, link and colours, asks the terminal for answers, moves, hides, turns round.
  static let text =
    "\u{1B}]0;owned\u{7}\u{1B}]52;c;b3duZWQ=\u{7}\u{1B}]8;;http://owned\u{7}\u{1B}[31m\u{1B}P$q\u{1B}\\"
    + "\u{9B}5n\u{9D}2;owned\u{9C}\u{202E}txt\u{202C}\u{200B}\u{8}\t|"

  static let url = "https://evil.example.com/\(text)/end?\u{1B}[2J=1"

  static let body = "first line\n\(text)\r\n\u{1B}c\u{1B}[?1049l\u{1B}[2J\u{1B}[H\nlast line\n"

  /// What would be in the terminal's input if any of it had come through. None of these is a sequence that
  /// larder itself has a use for.
  static let forbidden = [
    "\u{1B}]0;owned", "\u{1B}]52", "\u{1B}]8;", "owned\u{7}", "\u{1B}P$q", "\u{1B}c", "\u{9B}",
    "\u{9D}", "\u{9C}", "\u{202E}", "\u{202C}", "\u{200B}",
  ]
}
