import CacheStore
package import Canvas
import HTTPCaching

/// Asks for assumptions on the status line; what comes of them is shown while they are typed.
package struct WhatIfPrompt: Screen {
  private var field: TextField
  /// What was assumed before: Esc goes back to it.
  private let former: WhatIf?
  private var error: String?

  init(_ former: WhatIf?) {
    self.former = former
    field = TextField(proposal: former?.text ?? "")
  }

  package var context: KeyContext { .dialog }
  package var isDialog: Bool { true }
  package var takesWheel: Bool { false }

  package mutating func keyPressed(_ key: Key, in model: inout Model) -> ScreenOutcome {
    switch key {
    case .escape:
      model.viewer.whatIf = former
      return .close
    case .enter: return error == nil ? .close : .stay
    default:
      if field.take(key) { typed(&model) }
      return .stay
    }
  }

  /// The last assumptions that could be read stay while the text can't be.
  private mutating func typed(_ model: inout Model) {
    do throws(Failure) {
      let whatIf = try WhatIf(field.text)
      model.viewer.whatIf = whatIf.isEmpty ? nil : whatIf
      error = nil
    } catch {
      self.error = error.sentence
    }
  }

  package func draw(_ model: Model, into frame: inout Frame) {
    var line = PromptLine(label: " what-if> ", field: field, examples: WhatIf.examples)
    if let error {
      line.remark = StyledText("\(error)", Style(.error))
    } else if let outcome = model.whatIfOutcome {
      line.remark = StyledText("-> \(outcome)", Style(.info))
    }
    line.draw(model, &frame)
  }
}

extension Model {
  /// The Explain tab with a prompt for assumptions.
  mutating func askWhatIf() -> [Effect] {
    guard list.focused != nil else { return nothingSelected() }
    let effects = viewer.tab == .explain && layout.viewer != nil ? [] : show(.explain)
    return effects + open(WhatIfPrompt(viewer.whatIf))
  }

  /// The report of the entry that is shown, under the assumptions if there are any.
  var report: FreshnessReport? {
    guard let stored = viewer.entry?.stored else { return nil }
    guard let whatIf = viewer.whatIf else { return FreshnessReport(of: stored, now: now) }
    return whatIf.report(on: stored, now: now, utcOffset: preferences.utcOffset)
  }

  /// What comes of the assumptions; nil without any.
  var whatIfOutcome: String? { viewer.whatIf == nil ? nil : report?.outcome }
}
