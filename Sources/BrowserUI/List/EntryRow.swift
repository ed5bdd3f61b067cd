import CacheStore
import Canvas
import FoundationEssentials
import HTTPCaching

/// One row of the list.
struct EntryRow {
  private let entry: EntrySummary
  private let now: Date
  var isFocused = false
  var isMarked = false
  /// The picture of a spinner while the entry is being revalidated.
  var spinner: Character?

  init(_ entry: EntrySummary, _ model: Model) {
    self.entry = entry
    now = model.now
  }

  func draw(_ columns: ListColumns, _ rect: Rect, _ frame: inout Frame) {
    var lead = isFocused ? StyledText(">", Style(.focus)) : StyledText(" ")
    lead.append(isMarked ? "*" : " ", isMarked ? Style(.mark) : .normal)
    lead.append(letter, Style(role, attributes))
    if let spinner { lead.append("\(String(spinner))", Style(.running)) }
    frame.write(lead, in: rect)
    for place in columns.places {
      let cell = rect.split(left: place.start).rest.split(left: place.width).left
      draw(place.column, cell, &frame)
    }
    guard isFocused else { return }
    frame.restyle(rect) { $0.role == .normal ? Style(.selected, $0.attributes) : $0.reverse }
  }

  private func draw(_ column: ListColumns.Column, _ rect: Rect, _ frame: inout Frame) {
    if column == .url {
      let url = URLText.visible(entry.url)
      let ellipsis = frame.glyphs.ellipsis
      let text = frame.glyphs.isASCII ? url.ascii : url
      frame.write(URLText.cut(text, to: rect.columns, ellipsis: ellipsis), in: rect)
    } else {
      let style = column == .expires ? Style(role, attributes.intersection(.bold)) : .normal
      frame.write(text(column), in: rect, style, align: column.alignment, cut: .clip)
    }
  }

  private func text(_ column: ListColumns.Column) -> VisibleText {
    switch column {
    case .method: "\(entry.method)"
    case .status: entry.isCorrupt || entry.status == 0 ? "---" : "\(entry.status)"
    case .url: ""
    case .size: entry.isCorrupt ? "?" : "\(Sizes.short(entry.size))"
    case .age: "\(Expiries.age(entry, now: now))"
    case .expires: "\(Expiries.text(entry, now: now))"
    case .rule: entry.isCorrupt ? "corrupt" : "\(entry.timeline.rule.rawValue)"
    case .hits: "\(Numbers.grouped(entry.hits))"
    case .type: "\(entry.mediaType)"
    case .used: entry.lastUsed.map { "\(Durations.short(now.timeIntervalSince($0)))" } ?? "-"
    }
  }

  private var state: FreshnessState? { entry.isCorrupt ? nil : entry.timeline.state(at: now) }

  private var letter: VisibleText {
    spinner == nil ? StateLetters.letter(entry, now: now).visible : "r"
  }

  private var role: Role {
    if spinner != nil { return .running }
    switch state {
    case .fresh: return .fresh
    case .neverExpires: return .never
    case .staleWhileRevalidate: return .staleServable
    case .stale: return .stale
    case .mustValidate: return .validate
    case nil: return .corrupt
    }
  }

  /// What tells states apart without colours; corrupt rows are reversed by their role.
  private var attributes: Attributes {
    switch state {
    case .stale: .bold
    case .staleWhileRevalidate: .underline
    case .neverExpires: .dim
    case .fresh, .mustValidate, nil: []
    }
  }
}
