package import CacheStore
package import Canvas
package import HTTPCaching

/// Asks before something that many entries or a download depend on. Enter alone presses Cancel; `y`,
/// Tab and Enter, or a typed number confirm. The key that opened it never does.
package struct ConfirmDialog: Screen {
  /// What is asked.
  package enum Purpose: Sendable, Hashable {
    case delete(DeleteDestination)
    case setExpiration(Expiration)
    case revalidate(isConditional: Bool)
    case emptyTrash
    case replaceFile(WriteRequest)
    case quit
  }

  package var purpose: Purpose
  package private(set) var references: [EntryReference]
  /// Which entries, in words.
  package private(set) var selection: String
  /// How many; that of the references unless it is about something else.
  var count: Int
  /// What they are; nil until it is known.
  var totals: EntryTotals?
  /// A sentence above the buttons.
  var note: String?
  var generation = 0
  var field = TextField()
  private var isCancelFocused = true
  private var isNumberWrong = false

  init(
    _ purpose: Purpose, references: [EntryReference], selection: String, count: Int? = nil
  ) {
    self.purpose = purpose
    self.references = references
    self.selection = selection
    self.count = count ?? references.count
  }

  package var context: KeyContext { .dialog }
  package var isDialog: Bool { true }
  package var dropsTypeAhead: Bool { true }

  /// Entries were left out of the list of what it is about.
  mutating func leaveOut(_ entries: Set<EntryID>) {
    let before = references.count
    references.removeAll { entries.contains($0.id) }
    count = references.count
    selection += ", \(Numbers.grouped(before - count)) left out"
    (totals, isNumberWrong, field) = (nil, false, TextField())
  }

  /// Whether the number has to be typed: it can't be undone, or it is about many.
  var needsNumber: Bool {
    switch purpose {
    case .delete(.purge), .emptyTrash: true
    case .delete(.trash): count > Model.manyEntries
    case .setExpiration, .revalidate, .replaceFile, .quit: false
    }
  }

  /// The reason kept with what is deleted.
  var reason: String { references.count == 1 ? "deleted in the browser" : selection }

  package mutating func keyPressed(_ key: Key, in model: inout Model) -> ScreenOutcome {
    switch key {
    case .escape, .character("q"), .character("n"): return cancel(&model)
    case .tab, .backTab, .left, .right:
      isCancelFocused.toggle()
      return .stay
    case .enter: return enter(&model)
    case .character("y") where !needsNumber: return confirm(&model)
    case .character("p") where !references.isEmpty:
      return .stay(model.openPreview(of: references))
    case .character("D") where purpose == .delete(.trash):
      purpose = .delete(.purge)
      field = TextField()
      return .stay
    case .character(let digit) where needsNumber && digit.isASCII && digit.isNumber,
      .character(let digit) where needsNumber && digit == ",":
      _ = field.take(.character(digit))
      isNumberWrong = false
      return .stay
    case .backspace:
      _ = field.take(key)
      return .stay
    default: return .stay
    }
  }

  /// A click on Cancel cancels; one on the other button goes to it, and only another one there presses it.
  package mutating func clicked(_ point: Point, in model: inout Model) -> ScreenOutcome {
    let row = DialogBox.inside(height: height(ConfirmText(self, model).lines), model.size).lastRow
    guard row.contains(point) else { return .stay }
    var end = row.column
    for (button, line) in buttons {
      let start = end
      end += line.width
      guard (start..<end).contains(point.column) else { continue }
      switch button {
      case .cancel: return cancel(&model)
      case .confirm where !isCancelFocused: return confirm(&model)
      case .confirm: isCancelFocused = false
      case .preview: return keyPressed(.character("p"), in: &model)
      case .purge: return keyPressed(.character("D"), in: &model)
      case nil: break
      }
    }
    return .stay
  }

  private mutating func enter(_ model: inout Model) -> ScreenOutcome {
    guard needsNumber else { return isCancelFocused ? cancel(&model) : confirm(&model) }
    if field.text.isEmpty, isCancelFocused { return cancel(&model) }
    if field.text.filter({ $0 != "," }) == String(count) { return confirm(&model) }
    isNumberWrong = true
    field = TextField()
    return .stay
  }

  private func confirm(_ model: inout Model) -> ScreenOutcome { .close(model.confirmed(self)) }

  /// What was to be written has been announced: that it wasn't is told too.
  private func cancel(_ model: inout Model) -> ScreenOutcome {
    guard case .replaceFile = purpose else { return .close }
    return .close(model.say("nothing was written: the file is as it was"))
  }

  package mutating func received(_ message: Message, in model: inout Model) -> [Effect] {
    if case .totalsLoaded(.success(let totals), .dialog, let generation) = message,
      generation == self.generation
    {
      self.totals = totals
    }
    return []
  }

  package func draw(_ model: Model, into frame: inout Frame) {
    let lines = ConfirmText(self, model).lines
    let box = DialogBox.draw(title: title, height: height(lines), &frame)
    // What is asked stands there, however little room is left for what it is about.
    let text = box.split(bottom: needsNumber ? 2 : 1).rest
    frame.write(lines, in: text)
    if needsNumber { drawNumber(box.row(min(lines.count, text.rows)), &frame) }
    frame.write(buttons.reduce(StyledText()) { $0 + $1.text }, in: box.lastRow)
  }

  private func height(_ lines: [StyledText]) -> Int { lines.count + 2 + (needsNumber ? 1 : 0) }

  private func drawNumber(_ row: Rect, _ frame: inout Frame) {
    let wrong = isNumberWrong ? "not that number: type \(count)" : "Type \(count) to confirm:"
    let label = VisibleText(untrusted: " " + wrong + " ")
    frame.write(label, in: row, isNumberWrong ? Style(.error) : .normal)
    field.draw(into: &frame, row.split(left: label.width).rest, hasCaret: true)
  }

  private enum Button { case cancel, confirm, preview, purge }

  /// What the last line says, part by part; blanks belong to no button.
  private var buttons: [(button: Button?, text: StyledText)] {
    var parts: [(Button?, StyledText)] = [(nil, StyledText(" "))]
    parts.append(
      (.cancel, StyledText("[ Cancel ]", isCancelFocused ? Style(.focus, .reverse) : .normal)))
    if !needsNumber {
      let style = isCancelFocused ? .normal : Style(.danger, .reverse)
      parts += [(nil, StyledText("  ")), (.confirm, StyledText("[ \(button) y ]", style))]
    }
    if !references.isEmpty {
      parts += [
        (nil, StyledText("    ", Style(.muted))),
        (.preview, StyledText("p preview list", Style(.muted))),
      ]
    }
    if purpose == .delete(.trash) {
      let text: VisibleText = needsNumber ? "D purge instead of trash" : "D purge"
      parts += [
        (nil, StyledText("    ", Style(.muted))), (.purge, StyledText(text, Style(.muted))),
      ]
    }
    return parts
  }

  private var button: VisibleText {
    switch purpose {
    case .delete: "Delete"
    case .setExpiration(.immediately): "Expire"
    case .setExpiration: "Set"
    case .revalidate: "Send"
    case .emptyTrash: "Empty"
    case .replaceFile: "Replace"
    case .quit: "Quit"
    }
  }

  private var title: String {
    let entries = Numbers.count(count, "entry", "entries")
    switch purpose {
    case .delete(.trash): return "Delete \(entries)?"
    case .delete(.purge): return "Purge \(entries) for good?"
    case .setExpiration(.immediately): return "Expire \(entries)?"
    case .setExpiration: return "Set the expiry of \(entries)?"
    case .revalidate(true): return "Revalidate \(entries)?"
    case .revalidate(false): return "Refetch \(entries)?"
    case .emptyTrash: return "Empty the trash of \(entries)?"
    case .replaceFile: return "Replace the file?"
    case .quit: return "Quit while a task runs?"
    }
  }
}
