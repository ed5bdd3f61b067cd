package import Canvas

/// Every message of this run, the latest first.
package struct MessagesScreen: Screen {
  private var list = ScrollingList()

  package var context: KeyContext { .reading }

  package mutating func keyPressed(_ key: Key, in model: inout Model) -> ScreenOutcome {
    guard let action = model.keys.action(for: key, in: context) else { return .unhandled }
    let height = FullScreen.height(model.size)
    if list.move(action, count: model.toasts.all.count, height: height) { return .stay }
    return action == .open ? .stay : .unhandled
  }

  package func draw(_ model: Model, into frame: inout Frame) {
    let body = FullScreen.draw(
      title: StyledText("Messages", Style(.bar, .bold)), trailing: model.keys.leaving(),
      hint: model.toasts.all.isEmpty ? "no messages yet" : model.keys.hint(.lineDown, .lineUp, does: "move"), model, &frame)
    let clock = ClockTimes(utcOffset: model.preferences.utcOffset)
    let messages = Array(model.toasts.all.reversed())
    for index in 0..<body.rows where list.top + index < messages.count {
      let message = messages[list.top + index]
      var line = StyledText(list.top + index == list.cursor ? "> " : "  ")
      line.append("\(clock.time(message.time))  ", Style(.muted))
      line.append("\(message.text)", Style(message.kind.role))
      frame.write(line, in: body.row(index))
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
