import Canvas

/// What values a setting takes.
package enum SettingKind: Sendable, Hashable {
  case flag
  /// A whole number within bounds, of so many of a unit such as `ms`; the step is that of the options screen.
  case number(ClosedRange<Int>, unit: String = "", step: Int = 1)
  /// One of these words.
  case choice([String])
  /// One of the themes that there are.
  case theme
  /// Some of these words, or any where there are none.
  case words([String])
  /// A column to sort by, with `-` in front for the largest first.
  case sort
  /// A time such as `7d`.
  case duration
  /// A size such as `64M`.
  case size

  /// What stands behind a number: ` ms`.
  var unit: String {
    if case .number(_, let unit, _) = self, !unit.isEmpty { " " + unit } else { "" }
  }

  /// As the documentation names it.
  package var name: String {
    switch self {
    case .flag: "true or false"
    case .number(let range, let unit, _):
      "number, \(range.lowerBound) to \(range.upperBound)" + (unit.isEmpty ? "" : " \(unit)")
    case .choice(let words): words.joined(separator: ", ")
    case .theme: "name of a theme"
    case .words(let words):
      words.isEmpty ? "list of names" : "list of \(words.joined(separator: ", "))"
    case .sort: "column, with - for largest first"
    case .duration: "time, such as 7d or 12h, 1m or longer"
    case .size: "size, such as 64M or 1G, 1M or larger"
    }
  }

  /// What a value has to be, as it stands in a sentence.
  package var demand: String {
    switch self {
    case .flag: name
    case .choice: "one of \(name)"
    case .words(let words) where !words.isEmpty:
      "a list of some of \(words.joined(separator: ", "))"
    case .number(let range, _, _): "a number from \(range.lowerBound) to \(range.upperBound)\(unit)"
    case .theme: "the \(name), such as \(KnownThemes.dark.name)"
    case .sort: "a column, such as size, or -size for the largest first"
    case .words, .duration, .size: "a \(name)"
    }
  }
}

extension SettingKind {
  /// The value that a word of a variable or a flag means.
  package func value(of word: String) -> Result<SettingValue, Failure> {
    let text = word.trimmingBlanks
    switch self {
    case .flag:
      switch text.lowercased() {
      case "1", "true", "yes", "on": return .success(.flag(true))
      case "0", "false", "no", "off", "": return .success(.flag(false))
      default: return .failure(mismatch(text))
      }
    case .number:
      guard let number = Int(text) else { return .failure(mismatch(text)) }
      return check(.number(number))
    case .words:
      let words = text.split { $0 == "," || $0.isWhitespace }.map(String.init)
      return check(.list(words == ["none"] ? [] : words))
    case .choice, .theme, .sort, .duration, .size: return check(.text(text))
    }
  }

  /// Whether a value is one of this kind; a sentence where it isn't.
  package func check(_ value: SettingValue) -> Result<SettingValue, Failure> {
    switch (self, value) {
    case (.flag, .flag): return .success(value)
    case (.number(let range, _, _), .number(let number)) where range.contains(number):
      return .success(value)
    case (.choice(let words), .text(let word)) where words.contains(word): return .success(value)
    case (.choice(let words), .text(let word)):
      return .failure(Failure(NearestName.advice(for: word, among: words, kind: "give \(demand)")))
    case (.theme, .text): return .success(value)
    case (.words(let known), .list(let words)):
      guard !known.isEmpty, let stray = words.first(where: { !known.contains($0) }) else {
        return .success(value)
      }
      return .failure(Failure(NearestName.advice(for: stray, among: known, kind: "give \(demand)")))
    case (.sort, .text(let text)): return Self.sort(text).map { _ in value }
    case (.duration, .text(let text)): return Self.seconds(text).map { _ in value }
    case (.size, .text(let text)): return Self.bytes(text).map { _ in value }
    default: return .failure(mismatch(value.plain))
    }
  }

  private func mismatch(_ text: String) -> Failure {
    Failure("\"\(text)\" doesn't fit: give \(demand)")
  }
}
