/// What a hostile origin would put into a URL, a field or a body.
enum Hostile {
  /// ESC sequences of all kinds, C1, CR, LF, BS, TAB, turned direction, nothing visible.
  static let text =
    "a\u{1B}[31mred\u{1B}]52;c;ZXZpbA==\u{7}\u{1B}]0;title\u{7}\u{1B}]8;;http://x\u{1B}\\l\u{1B}P1q\u{1B}\\"
    + "\u{9B}2J\u{85}\r\n\u{8}\t\u{7F}\u{202E}txt\u{200B}\u{2066}\u{FEFF}\u{AD}\u{E0041}\u{FFFE}z"

  /// The same as bytes, with what isn't UTF-8 too.
  static let bytes = Array(text.utf8) + [0xFF, 0xFE, 0xC0, 0x80, 0x9B, 0x41, 0xE2, 0x82]
}
