public import FoundationEssentials

/// Why a decision went the way it did: the rule, its value, and the clause that it stands in.
///
/// The description is a short sentence for people; `rule` and `section` are for programs. Text in a
/// reason may come from the network and must pass a sanitiser before it is shown.
public struct Reason: Sendable, Hashable, Codable, CustomStringConvertible {
  /// Which rule applied.
  public var rule: Rule
  /// The seconds that the rule speaks of, if any.
  public var seconds: TimeInterval?
  /// The field, directive argument, status or setting that the rule speaks of, if any.
  public var detail: String?

  /// A reason; seconds without end are left out.
  public init(_ rule: Rule, seconds: TimeInterval? = nil, detail: String? = nil) {
    self.rule = rule
    self.seconds = seconds.flatMap { $0.isFinite ? $0 : nil }
    self.detail = detail
  }

  /// The clause, such as `RFC 9111 4.2`, or `setting` where the user decides.
  public var section: String { rule.section }

  /// A short sentence without a full stop, such as `fresh for 358 s`.
  public var description: String {
    var text = rule.sentence
    if let seconds { text += " (\(Self.text(seconds)) s)" }
    if let detail { text += ": \(detail)" }
    return text
  }

  /// Seconds with at most one decimal.
  static func text(_ seconds: TimeInterval) -> String {
    guard seconds.isFinite, seconds.magnitude < 1e12 else { return seconds > 0 ? "ever" : "never" }
    let tenths = Int64((seconds * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    let whole = "\(sign)\(tenths.magnitude / 10)"
    return tenths % 10 == 0 ? whole : "\(whole).\(tenths.magnitude % 10)"
  }
}
