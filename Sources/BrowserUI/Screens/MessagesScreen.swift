package import Canvas

/// Every message of this run, the latest first; the one under the cursor stands below in full where its line
/// has no room for it.
package struct MessagesScreen: ListScreen {
  var list = ScrollingList()

  package var context: KeyContext { .reading }

  package mutating func keyPressed(_ key: Key, in model: inout Model) -> ScreenOutcome {
    guard let action = model.keys.action(for: key, in: context) else { return .unhandled }
    let (count, height) = (model.toasts.all.count, FullScreen.height(model.size))
    if list.move(action, count: count, height: height) {
      list.fit(count: count, height: height - whole(model).count)
      return .stay
    }
    return action == .open ? .stay : .unhandled
  }

  func lines(_ model: Model) -> (count: Int, height: Int, firstRow: Int) {
    (model.toasts.all.count, FullScreen.height(model.size) - whole(model).count, 1)
  }

  /// The message under the cursor over several lines; none where one is enough.
  private func whole(_ model: Model) -> [StyledText] {
    let messages = model.toasts.all
    let place = messages.count - 1 - list.cursor
    guard messages.indices.contains(place) else { return [] }
    let text = StyledText("\(messages[place].text)", Style(messages[place].kind.role))
    guard text.width + Self.timeColumns > model.size.columns else { return [] }
    return Array(text.wrapped(to: model.size.columns - 2).prefix(FullScreen.height(model.size) / 2))
  }

  /// The cursor and the time in front of a message.
  private static let timeColumns = 12

  package func draw(_ model: Model, into frame: inout Frame) {
    let body = FullScreen.draw(
      title: StyledText("Messages", Style(.bar, .bold)), trailing: model.keys.leaving(),
      hint: model.toasts.all.isEmpty
        ? "no messages yet" : model.keys.hint(.lineDown, .lineUp, does: "move"), model, &frame)
    let whole = whole(model)
    let parts = body.split(bottom: whole.count)
    frame.write(whole.map { StyledText(" ") + $0 }, in: parts.bottom)
    let messages = Array(model.toasts.all.reversed())
    for index in 0..<parts.rest.rows where list.top + index < messages.count {
      let message = messages[list.top + index]
      var line = StyledText(list.top + index == list.cursor ? "> " : "  ")
      line.append("\(model.clock.time(message.time))  ", Style(.muted))
      line.append("\(message.text)", Style(message.kind.role))
      frame.write(line, in: parts.rest.row(index))
    }
  }
}

extension Toasts.Kind {
  /// How it looks.
  var role: Role {
    switch self {
    case .info: .info
    case .success: .success
    case .warning: .warning
    case .error: .error
    }
  }
}
