import CacheStore
import Canvas
import FoundationEssentials

/// What a dialog says about the entries that it asks about.
struct ConfirmText {
  private let dialog: ConfirmDialog
  private let model: Model

  init(_ dialog: ConfirmDialog, _ model: Model) {
    self.dialog = dialog
    self.model = model
  }

  private static let hostLimit = 4
  /// Columns beside a label.
  private static let room = DialogBox.columns - 16

  var lines: [StyledText] {
    if dialog.purpose == .quit {
      var lines: [StyledText] = []
      if model.tasks.unfinished > 0 {
        lines.append(fact("Task", "what it has not asked yet stays as it is"))
      }
      if model.writing != nil { lines.append(fact("File", "what is not written yet is left out")) }
      if !model.changesUnderWay.isEmpty {
        lines.append(fact("Change", "what is not changed yet stays as it is"))
      }
      return lines + [StyledText()]
    }
    var lines = [fact("Selection", dialog.selection)]
    lines.append(fact(verb, amount))
    if let totals = dialog.totals { lines.append(fact("Of these", states(totals))) }
    if let safety { lines.append(fact("Safety", safety)) }
    if case .revalidate = dialog.purpose, let brakes = model.preferences.pace.brakes {
      lines.append(fact("Pace", brakes))
    }
    if let session { lines.append(fact("In use", session)) }
    if let note = dialog.note { lines += [StyledText(), StyledText(" \(note)", Style(.warning))] }
    return lines + [StyledText()] + hosts
  }

  private func fact(_ name: VisibleText, _ value: String) -> StyledText {
    let ellipsis = model.preferences.glyphs.ellipsis
    let text = URLText.cut(URLText.visible(value), to: Self.room, ellipsis: ellipsis)
    return StyledText(" " + name.padded(to: 12), Style(.label)) + StyledText(text)
  }

  private var verb: VisibleText {
    switch dialog.purpose {
    case .delete, .emptyTrash: "Removes"
    case .setExpiration: "Changes"
    case .revalidate, .quit: "Asks for"
    case .replaceFile: "Writes"
    }
  }

  private var amount: String {
    let entries = Numbers.count(dialog.count, "entry", "entries")
    return dialog.totals.map { "\(entries), \(Sizes.long($0.bytes))" } ?? entries
  }

  private func states(_ totals: EntryTotals) -> String {
    let stale = totals.stale + totals.staleWhileRevalidate
    let parts = [
      (stale, "stale"), (totals.fresh + totals.neverExpires, "still fresh"),
      (totals.mustValidate, "to check"), (totals.corrupt, "corrupt"),
    ]
    var words = parts.filter { $0.0 > 0 }.map { "\(Numbers.grouped($0.0)) \($0.1)" }
    if isDelete, dialog.needsNumber, dialog.count > 1, parts[1].0 == 0 {
      words.append("none still fresh")
    }
    let long = words.joined(separator: ", ")
    let short = long.replacing("still fresh", with: "fresh")
    guard let used = totals.lastUsed else { return long.count <= Self.room ? long : short }
    let ago = "used \(Durations.short(model.now.timeIntervalSince(used))) ago"
    let forms = ["\(long); last \(ago)", "\(long); \(ago)", "\(short); \(ago)"]
    return forms.first { $0.count <= Self.room } ?? short
  }

  private var isDelete: Bool {
    if case .delete = dialog.purpose { true } else { false }
  }

  private var safety: String? {
    switch dialog.purpose {
    case .delete(.trash):
      "to trash, \(model.store.trashPolicy)" + model.said("; ", .undo, does: "restores")
    case .delete(.purge), .emptyTrash: "gone for good: this can't be undone"
    case .setExpiration: model.said("", .undo, does: "undoes")
    case .revalidate: model.preferences.pace.limits
    case .replaceFile: "what is in it now is lost: no undo"
    case .quit: nil
    }
  }

  private var session: String? {
    let reading = model.live.reading(at: model.now)
    guard let session = reading.session, session.ended == nil else { return nil }
    switch reading.state {
    case .live, .idle:
      let name = session.name.isEmpty ? "a session" : "session \"\(session.name)\""
      return "\(name) pid \(session.pid) is running"
    case .none, .noHeartbeat, .ended: return nil
    }
  }

  private var hosts: [StyledText] {
    guard let totals = dialog.totals, !totals.topHosts.isEmpty else { return [] }
    let shown = totals.topHosts.prefix(Self.hostLimit)
    let lines = shown.map { host in
      let name = VisibleText(untrusted: host.name).padded(to: 24, .leading, .middle)
      let count = VisibleText(untrusted: Numbers.grouped(host.count)).padded(to: 7, .trailing)
      let bytes = VisibleText(untrusted: Sizes.long(host.bytes)).padded(to: 10, .trailing)
      return StyledText("   " + name + count + bytes)
    }
    return lines + [StyledText()]
  }
}
