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
    let right = isNarrow ? shortSession : session(wide: columns >= 100)
    let mode: VisibleText = model.isReadOnly ? "ro" : "rw"
    let trailing = isNarrow ? right : right + (right.isEmpty ? "" : "  ") + mode
    let parts = rect.split(right: trailing.width + 1)
    frame.write(trailing, in: parts.right, Style(.bar))
    frame.write(leading(parts.rest.columns), in: parts.rest)
  }

  /// Name and facts; the last facts go before the name is cut short.
  private func leading(_ width: Int) -> StyledText {
    var facts = facts
    let whole = VisibleText(untrusted: shownName)
    let room = { (facts: [VisibleText]) in width - 12 - facts.reduce(0) { $0 + $1.width + 2 } }
    while facts.count > 1, room(facts) < min(whole.width, 32) { facts.removeLast() }
    // In ASCII what stands for the part left out is two columns wider.
    let mark = model.preferences.glyphs.isASCII && room(facts) < whole.width ? 2 : 0
    let name = whole.truncated(to: max(8, room(facts) - mark), .middle)
    var line = StyledText(" larder", Style(.bar, .bold))
    line.append((isNarrow ? " " : "  ") + name, Style(.bar))
    for (index, fact) in facts.enumerated() {
      line.append((index == 0 && !isNarrow ? "   " : "  ") + fact, Style(.bar))
    }
    return line
  }

  private var columns: Int { model.size.columns }
  private var isNarrow: Bool { columns < 60 }

  private var shownName: String {
    guard isNarrow else { return model.store.name }
    return String(model.store.name.split(separator: "/").last ?? "")
  }

  private var facts: [VisibleText] {
    guard !isNarrow else { return [count(short: true)] }
    var facts: [VisibleText] = [count(short: false)]
    let bytes = model.storage?.bytesOnDisk ?? model.totals?.bytes
    if let bytes {
      let suffix = columns >= 100 && model.storage != nil ? " on disk" : ""
      facts.append("\(Sizes.long(bytes) + suffix)")
    }
    if let totals = model.totals { facts += states(totals) }
    return facts
  }

  /// How many entries there are; while the store is still reading them, how many it has read.
  private func count(short: Bool) -> VisibleText {
    if let indexing = model.indexing, indexing.known < indexing.total {
      let known = Numbers.grouped(indexing.known)
      return short ? "\(known)+" : "\(known)+ of \(Numbers.grouped(indexing.total)) entries read"
    }
    guard model.isStoreCounted else { return short ? "" : "loading" }
    let count = model.storeCount
    return short ? "\(Numbers.grouped(count))" : "\(Numbers.count(count, "entry", "entries"))"
  }

  private func states(_ totals: EntryTotals) -> [VisibleText] {
    let stale = totals.stale + totals.staleWhileRevalidate
    if columns >= 160 {
      let all = [
        ("fresh", totals.fresh), ("stale", stale), ("validate", totals.mustValidate),
        ("never", totals.neverExpires), ("corrupt", totals.corrupt),
      ]
      return all.filter { $0.1 > 0 }.map { "\($0.0) \(Numbers.grouped($0.1))" }
    }
    return [(stale, "stale"), (totals.corrupt, "corrupt")].filter { $0.0 > 0 }
      .map { "\(Numbers.grouped($0.0)) \($0.1)" }
  }

  private func session(wide: Bool) -> VisibleText {
    guard let session = reading.session else { return "" }
    let state: VisibleText = "\(reading.state.text)"
    guard wide else { return state + " pid \(session.pid)" }
    let name: VisibleText = session.name.isEmpty ? "session" : "session \"\(session.name)\""
    guard columns >= 160 else { return name + " pid \(session.pid) " + state }
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
