/// What an export wrote.
package struct ExportCount: Sendable, Hashable {
  package var entries = 0
  /// Different secret values that were left out.
  package var redacted = 0
  /// Entries that can't be decoded, or went meanwhile.
  package var leftOut = 0
  /// Bodies that were written with the coding that is on them, as it can't be undone.
  package var coded = 0
  /// That coding, of the last of them.
  package var coding = ""

  package init(entries: Int = 0, redacted: Int = 0, leftOut: Int = 0) {
    self.entries = entries
    self.redacted = redacted
    self.leftOut = leftOut
  }

  /// Whether it is what one would expect.
  package var isPlain: Bool { leftOut == 0 && coded == 0 }

  /// `3 entries, 2 values redacted`
  package var words: String {
    var parts = [Numbers.count(entries, "entry", "entries")]
    if redacted > 0 { parts.append("\(Numbers.count(redacted, "value", "values")) redacted") }
    if leftOut > 0 { parts.append("\(Numbers.grouped(leftOut)) left out: unreadable") }
    if coded > 0 {
      parts.append("\(coded == 1 ? "" : Numbers.grouped(coded) + " ")still coded: \(coding)")
    }
    return parts.joined(separator: ", ")
  }
}
