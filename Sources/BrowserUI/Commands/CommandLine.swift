import CacheStore
package import Canvas

/// The command line behind `:`.
package struct CommandLine: Screen {
  private var field = TextField()
  private var error: String?
  /// What the word before the caret could become, after Tab couldn't choose.
  private var candidates: [String] = []
  /// Which of the former commands is shown; nil for what was typed.
  private var place: Int?

  /// With words that stand there already.
  init(_ text: String = "") { field = TextField(text) }

  package var context: KeyContext { .dialog }
  package var isDialog: Bool { true }
  package var takesWheel: Bool { false }

  package mutating func keyPressed(_ key: Key, in model: inout Model) -> ScreenOutcome {
    switch key {
    case .escape: return .close
    case .backspace where field.text.isEmpty: return .close
    case .tab:
      let before = field.text
      let words = field.text.prefix(field.caret).split(whereSeparator: \.isWhitespace)
      let completion = model.completion
      let found = field.completeWord { word in
        let isFirst = words.count < 2 && words.first.map(String.init) ?? "" == word
        let name = isFirst ? nil : words.first.map(String.init)
        return Command.completions(of: word, for: name, completion)
      }
      candidates = found.count > 1 && field.text == before ? found.map(\.word) : []
    case .up: recall(1, model.commandHistory)
    case .down: recall(-1, model.commandHistory)
    case .enter:
      guard !field.text.allSatisfy(\.isWhitespace) else { return .close }
      switch Command.parse(field.text, saved: model.savedFilters) {
      case .success(let command):
        model.remember(command: field.text)
        return .close(model.run(command))
      case .failure(let failure): error = failure.sentence
      }
    default:
      if field.take(key) { (error, candidates, place) = (nil, [], nil) }
    }
    return .stay
  }

  package func draw(_ model: Model, into frame: inout Frame) {
    let text = error ?? candidates.joined(separator: " ")
    let remark = StyledText("\(text)", Style(error == nil ? .muted : .error))
    PromptLine(label: " :", field: field, remark: remark).draw(model, &frame)
  }

  /// Shows an older (1) or newer (-1) command.
  private mutating func recall(_ step: Int, _ history: [String]) {
    let next = (place ?? -1) + step
    guard next < history.count else { return }
    place = next < 0 ? nil : next
    field.set(next < 0 ? "" : history[next])
    (error, candidates) = (nil, [])
  }
}

extension Model {
  private static let commandLimit = 100

  /// Keeps a command of this run for the next time; the latest first, each once.
  mutating func remember(command: String) {
    commandHistory.removeAll { $0 == command }
    commandHistory.insert(command, at: 0)
    commandHistory = Array(commandHistory.prefix(Self.commandLimit))
  }
}
