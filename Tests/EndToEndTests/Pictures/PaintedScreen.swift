/// A captured screen as its viewer sees it. A terminal can say the same screen in more than one way: it
/// knows which blanks were written and which were cleared, and changes colours where it likes.
enum PaintedScreen {
  /// The screen with the style of each run of characters before it, in one way for one look.
  ///
  /// - Parameter captured: what `tmux capture-pane -p -e` printed; for several screens each behind a line
  ///   that begins with a form feed.
  static func look(of captured: String) -> String {
    var style = Style()
    return captured.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      if line.hasPrefix("\u{c}") { style = Style() }
      return look(ofLine: line, &style)
    }.joined(separator: "\n")
  }

  private static func look(ofLine line: Substring, _ style: inout Style) -> String {
    var look = ""
    var written = Style()
    /// Blanks of which nothing shows unless something follows.
    var blanks = ""
    var rest = line.unicodeScalars
    while let scalar = rest.popFirst() {
      if scalar == "\u{1B}", rest.first == "[" {
        let sequence = rest.dropFirst().prefix { $0 != "m" }
        style.apply(sequence.split(separator: ";").map { String($0) })
        rest = rest[sequence.endIndex...].dropFirst()
        continue
      }
      let seen = scalar == " " ? style.ofBlank : style
      if scalar == " ", seen == Style() {
        blanks += " "
        continue
      }
      if !blanks.isEmpty, written != Style() {
        look += Style().description
        written = Style()
      }
      look += blanks
      blanks = ""
      if seen != written { look += seen.description }
      written = seen
      look.unicodeScalars.append(scalar)
    }
    return look
  }

  /// What is set at a place: the sequence that set it, by what it sets.
  private struct Style: Equatable, CustomStringConvertible {
    private var codes: [String: String] = [:]

    /// What of it shows where no character is.
    var ofBlank: Style {
      var blank = self
      blank.codes = codes.filter { ["4", "7", "background"].contains($0.key) }
      return blank
    }

    var description: String {
      "\u{1B}[" + codes.values.sorted().map { $0 + ";" }.joined() + "m"
    }

    mutating func apply(_ words: [String]) {
      var words = words[...]
      if words.isEmpty { codes = [:] }
      while let word = words.popFirst() {
        switch Int(word) ?? 0 {
        case 0: codes = [:]
        case 22:
          codes["1"] = nil
          codes["2"] = nil
        case let code where 23...29 ~= code: codes["\(code - 20)"] = nil
        case 39: codes["foreground"] = nil
        case 49: codes["background"] = nil
        case let code where 30...48 ~= code || 90...107 ~= code:
          let isLong = code == 38 || code == 48
          let colour = isLong ? words.prefix(words.first == "5" ? 2 : 4) : []
          words = words.dropFirst(colour.count)
          let isBehind = 40...48 ~= code || code >= 100
          codes[isBehind ? "background" : "foreground"] = ([word] + colour).joined(separator: ";")
        default: codes[word] = word
        }
      }
    }
  }
}
