import CacheStore
import Canvas
import FoundationEssentials

/// The first line: the store, how much it holds, who uses it, whether it can be changed.
struct HeaderLine {
  private let model: Model
  private let reading: LiveReading

  init(_ model: Model, _ reading: LiveReading) {
    self.model = model
    self.reading = reading
  }

  func draw(_ rect: Rect, _ frame: inout Frame) {
    frame.fill(rect, Style(.bar))
    let right = rect.columns < 60 ? shortSession : session(wide: rect.columns >= 100)
    let mode: VisibleText = model.isReadOnly ? "ro" : "rw"
    let trailing = rect.columns < 60 ? right : right + (right.isEmpty ? "" : "  ") + mode
    let parts = rect.split(right: trailing.width + 1)
    frame.write(trailing, in: parts.right, Style(.bar))
    frame.write(leading(parts.rest.columns), in: parts.rest)
  }

  private func leading(_ width: Int) -> StyledText {
    let facts = facts(width)
    let room = width - 9 - facts.reduce(0) { $0 + $1.width + 2 }
    let name = VisibleText(untrusted: shownName(width)).truncated(to: max(8, room), .middle)
    var line = StyledText(" larder", Style(.bar, .bold))
    line.append((width < 60 ? " " : "  ") + name, Style(.bar))
    for (index, fact) in facts.enumerated() {
      line.append((index == 0 && width >= 60 ? "   " : "  ") + fact, Style(.bar))
    }
    return line
  }

  private func shownName(_ width: Int) -> String {
    guard width < 60 else { return model.store.name }
    return String(model.store.name.split(separator: "/").last ?? "")
  }

  private func facts(_ width: Int) -> [VisibleText] {
    let count = model.totals?.count ?? model.list.total
    guard width >= 60 else { return ["\(Numbers.grouped(count))"] }
    var facts: [VisibleText] = ["\(Numbers.count(count, "entry", "entries"))"]
    let bytes = model.storage?.bytesOnDisk ?? model.totals?.bytes
    if let bytes {
      let suffix = width >= 75 && model.storage != nil ? " on disk" : ""
      facts.append("\(Sizes.long(bytes) + suffix)")
    }
    if let totals = model.totals { facts += states(totals, width) }
    return facts
  }

  private func states(_ totals: EntryTotals, _ width: Int) -> [VisibleText] {
    let stale = totals.stale + totals.staleWhileRevalidate
    if width >= 120 {
      let all = [
        ("fresh", totals.fresh), ("stale", stale), ("validate", totals.mustValidate),
        ("never", totals.neverExpires), ("corrupt", totals.corrupt),
      ]
      return all.filter { $0.1 > 0 }.map { "\($0.0) \(Numbers.grouped($0.1))" }
    }
    guard width >= 72 else { return [] }
    return [(stale, "stale"), (totals.corrupt, "corrupt")].filter { $0.0 > 0 }
      .map { "\(Numbers.grouped($0.0)) \($0.1)" }
  }

  private func session(wide: Bool) -> VisibleText {
    guard let session = reading.session else { return "" }
    let state: VisibleText = "\(reading.state.text)"
    guard wide else { return state + " pid \(session.pid)" }
    let name: VisibleText = session.name.isEmpty ? "session" : "session \"\(session.name)\""
    guard model.size.columns >= 160 else { return name + " pid \(session.pid) " + state }
    let up = Durations.uptime(model.now.timeIntervalSince(session.started))
    return name + " pid \(session.pid)   up \(up)   " + state
  }

  private var shortSession: VisibleText {
    if model.isReadOnly { return "ro" }
    switch reading.state {
    case .live: return "live"
    case .idle: return "idle"
    case .none, .noHeartbeat, .ended: return ""
    }
  }
}
