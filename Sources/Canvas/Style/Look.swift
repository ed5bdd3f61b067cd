/// How a theme shows a role.
struct Look: Sendable, Hashable {
  var foreground: Tone?
  var background: Tone?
  /// Emphasis that goes with the colours.
  var attributes: Attributes

  init(_ foreground: Tone? = nil, on background: Tone? = nil, _ attributes: Attributes = []) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }
}

extension Role {
  /// The emphasis that stands for the role where there are no colours.
  var monochrome: Attributes {
    switch self {
    case .stale, .running, .title, .mark, .focus, .key, .name, .heading, .added, .warning, .danger:
      .bold
    case .staleServable, .match, .keyword, .changed: .underline
    case .never, .trash, .muted, .disabled, .comment, .removed, .miss: .dim
    case .corrupt, .selected, .bar, .escaped: .reverse
    case .error: [.bold, .underline]
    case .normal, .label, .border, .fresh, .validate, .info, .success, .dialog, .string, .number,
      .punctuation, .hit, .chart:
      []
    }
  }
}
