extension TmuxRobot {
  /// Presses keys by tmux's names: `j`, `Enter`, `F5`, `C-d`, `Escape`, `S-Down`, `BTab`, `NPage`.
  func press(_ keys: String...) throws {
    try tmux(["send-keys", "--"] + keys)
  }

  /// Types a text as it is.
  func type(_ text: String) throws {
    try tmux(["send-keys", "-l", "--", text])
  }

  /// Sends bytes to the program as if the terminal had sent them, in one go.
  func send(_ bytes: some Sequence<UInt8>) throws {
    let codes = bytes.map { String($0, radix: 16) }
    try tmux(["send-keys", "-H", "--"] + codes)
  }

  /// A left click, counted from 0, in the form that xterm and tmux send.
  func click(column: Int, row: Int) throws {
    for end in ["M", "m"] { try send("\u{1B}[<0;\(column + 1);\(row + 1)\(end)".utf8) }
  }

  func resize(columns: Int, rows: Int) throws {
    try tmux(["resize-window", "-x", String(columns), "-y", String(rows)])
  }
}
