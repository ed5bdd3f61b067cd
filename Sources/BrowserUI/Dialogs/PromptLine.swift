import Canvas

/// A line of text that is asked for on the status line: a label, what is typed, and behind it what is to be
/// said of that.
struct PromptLine {
  /// With the blanks around it.
  var label: VisibleText
  var field: TextField
  /// What could be typed, shown while nothing is.
  var examples = ""
  var remark = StyledText()

  func draw(_ model: Model, _ frame: inout Frame) {
    let row = model.layout.status
    frame.fill(row)
    let parts = row.split(left: label.width)
    frame.write(label, in: parts.left, Style(.key))
    if field.text.isEmpty {
      frame.write("\(examples)", in: parts.rest.split(left: 2).rest, Style(.muted))
    }
    field.draw(into: &frame, parts.rest, hasCaret: true)
    let typed = VisibleText(untrusted: field.text).width
    frame.write(remark, in: parts.rest.split(left: typed + 3).rest)
  }
}
