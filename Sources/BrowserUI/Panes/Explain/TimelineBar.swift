import Canvas
import FoundationEssentials
import HTTPCaching

/// The life of a response as a bar: fresh, the two stale windows, stale, and where now is.
struct TimelineBar {
  /// A stretch of the bar, in seconds since its start.
  struct Segment {
    var kind: Kind
    var start: TimeInterval
    var end: TimeInterval

    var length: TimeInterval { end - start }
  }

  /// What a stretch means.
  enum Kind {
    case fresh, staleWhileRevalidate, staleIfError, stale, validate
  }

  /// The stretches in order, each longer than nothing.
  let segments: [Segment]
  /// Seconds since the start of the bar.
  let elapsed: TimeInterval
  /// Whether the first stretch has no end.
  let isEndless: Bool

  init(_ report: FreshnessReport) {
    let comparison = report.comparison
    elapsed = max(0, comparison.elapsed.isFinite ? comparison.elapsed : 0)
    isEndless = comparison.lifetime == nil
    let lifetime = max(0, comparison.lifetime ?? max(1, elapsed * 1.5))
    var stretches = Stretches()
    stretches.add(.fresh, until: lifetime)
    if !isEndless {
      stretches.add(.staleWhileRevalidate, until: lifetime + report.staleWhileRevalidate.length)
      stretches.add(.staleIfError, until: lifetime + report.staleIfError.length)
      let isChecked = report.verdict.state == .mustValidate
      stretches.add(isChecked ? .validate : .stale, until: elapsed)
    }
    segments = stretches.segments
  }

  private struct Stretches {
    var segments: [Segment] = []

    mutating func add(_ kind: Kind, until end: TimeInterval) {
      let start = segments.last?.end ?? 0
      if end > start, end.isFinite {
        segments.append(Segment(kind: kind, start: start, end: end))
      }
    }
  }
}

extension TimelineBar.Kind {
  var style: Style {
    switch self {
    case .fresh: Style(.fresh)
    case .staleWhileRevalidate: Style(.staleServable)
    case .staleIfError: Style(.warning)
    case .stale: Style(.stale)
    case .validate: Style(.validate)
    }
  }

  var name: String {
    switch self {
    case .fresh: "fresh"
    case .staleWhileRevalidate: "swr"
    case .staleIfError: "sie"
    case .stale: "stale"
    case .validate: "validated before use"
    }
  }

  /// What fills the stretch where colour and lines can't tell it from the next.
  var asciiFill: Character {
    switch self {
    case .fresh: "="
    case .staleWhileRevalidate: "-"
    case .staleIfError: "."
    case .stale, .validate: "~"
    }
  }
}
