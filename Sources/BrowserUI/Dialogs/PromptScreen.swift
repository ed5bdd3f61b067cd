package import Canvas

/// Asks for one line of text, on the status line.
package struct PromptScreen: Screen {
  package enum Purpose: Sendable, Hashable {
    case timeToLive
    case find
    case searchBody
    /// Where to write; its path is what is typed.
    case write(WriteRequest)

    fileprivate var label: VisibleText {
      switch self {
      case .timeToLive: "time to live> "
      case .find: "find> "
      case .searchBody: "search> "
      case .write(let request): "write \(request.exporter) to> "
      }
    }
  }

  package var purpose: Purpose
  private var field: TextField
  private var error: String?

  init(_ purpose: Purpose, proposal: String = "") {
    self.purpose = purpose
    field = TextField(proposal: proposal)
  }

  package var context: KeyContext { .dialog }
  package var isDialog: Bool { true }

  package mutating func keyPressed(_ key: Key, in model: inout Model) -> ScreenOutcome {
    switch key {
    case .escape: return .close
    case .enter: return enter(&model)
    default:
      if field.take(key) { error = nil }
      return .stay
    }
  }

  private mutating func enter(_ model: inout Model) -> ScreenOutcome {
    switch purpose {
    case .timeToLive:
      error = model.timeToLiveError(field.text)
      guard error == nil, let time = TimeToLive(field.text) else { return .stay }
      return .close(model.set(time, on: model.targets, selection: model.selection))
    case .find:
      model.findText = field.text
      return .close(model.findAgain(forward: true))
    case .searchBody:
      if !field.text.isEmpty { model.viewer.searchText = field.text }
      return .close(model.searchBody(forward: true))
    case .write(var request):
      request.path = field.text.trimmingBlanks
      guard !request.path.isEmpty else { return .close }
      return .close(model.write(request))
    }
  }

  package func draw(_ model: Model, into frame: inout Frame) {
    var line = PromptLine(label: " " + purpose.label, field: field)
    if purpose == .timeToLive { line.examples = TimeToLive.examples }
    if let error { line.remark = StyledText("\(error) ", Style(.error)) }
    line.draw(model, &frame)
  }
}

extension Model {
  mutating func findPrompt() -> [Effect] { open(PromptScreen(.find, proposal: findText)) }

  mutating func searchPrompt() -> [Effect] { open(PromptScreen(.searchBody)) }

  mutating func findAgain(forward: Bool) -> [Effect] {
    if focus == .viewer, viewer.tab == .body { return searchBody(forward: forward) }
    guard !findText.isEmpty else { return findPrompt() }
    return seek(.text(findText), forward: forward)
  }
}
