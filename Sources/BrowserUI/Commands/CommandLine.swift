import CacheStore
package import Canvas

/// The command line behind `:`.
package struct CommandLine: Screen {
  private var field = TextField()
  private var error: String?

  package var context: KeyContext { .dialog }
  package var isDialog: Bool { true }

  package mutating func keyPressed(_ key: Key, in model: inout Model) -> ScreenOutcome {
    switch key {
    case .escape: return .close
    case .backspace where field.text.isEmpty: return .close
    case .tab:
      let words = field.text.prefix(field.caret).split(whereSeparator: \.isWhitespace)
      let completion = model.completion
      field.completeWord { word in
        let isFirst = words.count < 2 && words.first.map(String.init) ?? "" == word
        let name = isFirst ? nil : words.first.map(String.init)
        return Command.completions(of: word, for: name, completion)
      }
    case .enter:
      guard !field.text.allSatisfy(\.isWhitespace) else { return .close }
      switch Command.parse(field.text, saved: model.savedFilters) {
      case .success(let command): return .close(model.run(command))
      case .failure(let failure): error = failure.sentence
      }
    default:
      if field.take(key) { error = nil }
    }
    return .stay
  }

  package func draw(_ model: Model, into frame: inout Frame) {
    let row = model.layout.status
    frame.fill(row)
    let parts = row.split(left: 2)
    frame.write(" :", in: parts.left, Style(.key))
    field.draw(into: &frame, parts.rest, hasCaret: true)
    guard let error else { return }
    let rest = parts.rest.split(left: VisibleText(untrusted: field.text).width + 3).rest
    frame.write("\(error)", in: rest, Style(.error))
  }
}
