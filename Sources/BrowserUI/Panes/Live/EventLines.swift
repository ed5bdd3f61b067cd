import CacheStore
import Canvas
import HTTPCaching

/// Events as lines.
enum EventLines {
  /// `10:00:03.4 FWD  api.example.com/v1/users?page=4    fwd=stale fwd-status=304   208 ms   stored`
  static func wide(
    _ event: ActivityEvent, isChosen: Bool = false, width: Int, clock: ClockTimes
  ) -> StyledText {
    let facts =
      facts(event) + ["\(Durations.latency(event.duration))"]
      + (event.status.isStored ? ["stored"] : [])
    return line(
      event, isChosen, target: target(event, withHost: width >= 90),
      facts: facts.joined(separator: "  "), factsWidth: min(46, width / 2), width: width,
      clock: clock)
  }

  /// `10:00:03.4 FWD  /v1/users?page=4      stale 304  208 ms`
  static func narrow(
    _ event: ActivityEvent, isChosen: Bool = false, width: Int, clock: ClockTimes
  ) -> StyledText {
    line(
      event, isChosen, target: target(event, withHost: false),
      facts: shortFacts(event) + "  \(Durations.latency(event.duration))",
      factsWidth: min(24, width / 2), width: width, clock: clock)
  }

  private static func line(
    _ event: ActivityEvent, _ isChosen: Bool, target: VisibleText, facts: VisibleText,
    factsWidth: Int, width: Int, clock: ClockTimes
  ) -> StyledText {
    var line = StyledText("\(clock.preciseTime(event.time))", Style(.muted))
    line.append(isChosen ? ">" : " ", Style(.focus))
    line.append(code(event.outcome) + "  ", style(event.outcome))
    let room = max(0, width - line.width - factsWidth - 1)
    line.append(target.padded(to: room, .leading, .middle) + " ")
    line.append(facts)
    return line.prefix(columns: width)
  }

  /// The URL without its scheme; the method where it isn't GET.
  private static func target(_ event: ActivityEvent, withHost: Bool) -> VisibleText {
    let parts = URLParts(event.url)
    let query = parts.query.map { "?" + $0 } ?? ""
    let method = event.method == "GET" ? "" : event.method + " "
    let host = withHost ? parts.authority : ""
    return VisibleText(untrusted: method + host + parts.path + query, .url)
  }

  private static func code(_ outcome: ActivityEvent.Outcome) -> VisibleText {
    switch outcome {
    case .hit: "HIT"
    case .staleServed: "STA"
    case .revalidated, .changed, .miss: "FWD"
    case .bypass: "BYP"
    case .error: "ERR"
    }
  }

  private static func style(_ outcome: ActivityEvent.Outcome) -> Style {
    switch outcome {
    case .hit: Style(.hit)
    case .staleServed: Style(.staleServable)
    case .revalidated, .changed, .miss: Style(.miss)
    case .bypass: Style(.muted)
    case .error: Style(.error)
    }
  }

  /// The words of RFC 9211.
  private static func facts(_ event: ActivityEvent) -> [VisibleText] {
    let status = event.status
    let words: [VisibleText?] = [
      status.isHit ? timeToLive(event) : nil,
      status.forward.map { "fwd=\($0.rawValue)" },
      status.forwardStatus.map { "fwd-status=\($0)" },
      status.isCollapsed ? "collapsed" : nil,
      status.detail.map { "\($0)" },
    ]
    return words.compactMap(\.self)
  }

  private static func shortFacts(_ event: ActivityEvent) -> VisibleText {
    let status = event.status
    let words: [VisibleText?] = [
      status.isHit ? timeToLive(event) : nil, status.forward.map { "\($0.rawValue)" },
      status.forwardStatus.map { "\($0)" },
    ]
    return words.compactMap(\.self).joined(separator: " ").padded(to: 14)
  }

  private static func timeToLive(_ event: ActivityEvent) -> VisibleText {
    guard let left = event.status.timeToLive else { return "ttl=never" }
    return "ttl=\(Numbers.fixed(left.rounded(.down), places: 0))"
  }
}
