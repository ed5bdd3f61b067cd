/// The themes that come with the program.
package enum KnownThemes {
  package static let all: [Theme] = [dark, light, mono, contrast, deuteranopia, tritanopia]

  /// The theme when nothing else is asked for. Only colours of the terminal's own palette.
  package static let dark = Theme(
    name: "dark",
    [
      .title: Look(nil, .bold), .label: Look(.cyan), .muted: Look(.gray), .border: Look(.gray),
      .fresh: Look(.green), .staleServable: Look(.yellow), .stale: Look(.red),
      .validate: Look(.cyan), .never: Look(.green, .dim), .corrupt: Look(.red, .reverse),
      .running: Look(.yellow, .bold), .trash: Look(.magenta, .dim),
      .selected: Look(nil, .reverse), .mark: Look(.yellow, .bold),
      .match: Look(.yellow, .underline), .focus: Look(.cyan, .bold),
      .bar: Look(nil, .reverse), .key: Look(nil, .bold), .disabled: Look(.gray),
      .info: Look(.cyan), .success: Look(.green), .warning: Look(.yellow, .bold),
      .error: Look(.red, .bold), .danger: Look(.red, .bold), .escaped: Look(.magenta, .reverse),
      .name: Look(.blue, .bold), .string: Look(.green), .number: Look(.magenta),
      .keyword: Look(.yellow), .punctuation: Look(.gray), .comment: Look(.gray),
      .heading: Look(.cyan, .bold), .added: Look(.green), .removed: Look(.red),
      .changed: Look(.yellow), .hit: Look(.green), .miss: Look(.red), .chart: Look(.cyan),
    ])

  /// Deeper colours for a light background.
  package static let light = dark.variant(
    "light",
    [
      .label: Look(.deepBlue), .muted: Look(.deepGray), .border: Look(.deepGray),
      .fresh: Look(.deepGreen), .staleServable: Look(.brown), .stale: Look(.deepRed, .bold),
      .validate: Look(.deepBlue), .never: Look(.deepGreen), .running: Look(.brown, .bold),
      .mark: Look(.brown, .bold), .match: Look(.brown, .underline),
      .focus: Look(.deepBlue, .bold), .disabled: Look(.deepGray), .info: Look(.deepBlue),
      .success: Look(.deepGreen), .warning: Look(.brown, .bold), .string: Look(.deepGreen),
      .name: Look(.deepBlue, .bold), .keyword: Look(.brown), .punctuation: Look(.deepGray),
      .comment: Look(.deepGray), .heading: Look(.deepBlue, .bold), .added: Look(.deepGreen),
      .removed: Look(.deepRed), .changed: Look(.brown), .hit: Look(.deepGreen),
      .miss: Look(.deepRed), .chart: Look(.deepBlue),
    ])

  /// Emphasis only.
  package static let mono = Theme(name: "mono", isMonochrome: true, [:])

  /// Bright and bold, nothing dim or gray.
  package static let contrast = dark.variant(
    "contrast",
    [
      .label: Look(nil, .bold), .muted: Look(), .border: Look(), .fresh: Look(.brightGreen, .bold),
      .staleServable: Look(.brightYellow, .bold), .stale: Look(.brightRed, [.bold, .underline]),
      .validate: Look(.brightCyan, .bold), .never: Look(.brightGreen), .trash: Look(.brightMagenta),
      .disabled: Look(nil, .underline), .punctuation: Look(), .comment: Look(),
      .name: Look(.brightCyan, .bold), .error: Look(.brightRed, [.bold, .reverse]),
      .danger: Look(.brightRed, [.bold, .reverse]),
    ])

  /// Blue and orange in place of red and green.
  package static let deuteranopia = dark.variant(
    "deuteranopia",
    [
      .fresh: Look(), .never: Look(nil, .dim), .staleServable: Look(.orange),
      .stale: Look(.skyBlue, .bold), .corrupt: Look(.skyBlue, .reverse), .success: Look(.skyBlue),
      .warning: Look(.orange), .error: Look(.orange, [.bold, .underline]),
      .danger: Look(.orange, [.bold, .underline]), .string: Look(.skyBlue), .added: Look(.skyBlue),
      .removed: Look(.orange), .changed: Look(.orange, .underline), .hit: Look(.skyBlue),
      .miss: Look(.orange),
    ])

  /// Red and cyan in place of blue and yellow.
  package static let tritanopia = dark.variant(
    "tritanopia",
    [
      .fresh: Look(.cyan), .never: Look(.cyan, .dim), .staleServable: Look(.pink),
      .stale: Look(.red, .bold), .validate: Look(nil, .underline), .running: Look(.pink, .bold),
      .mark: Look(.pink, .bold), .match: Look(.pink, .underline), .success: Look(.cyan),
      .warning: Look(.pink, .bold), .name: Look(.cyan, .bold), .string: Look(),
      .keyword: Look(.pink), .added: Look(.cyan), .changed: Look(.pink), .hit: Look(.cyan),
    ])
}

extension Tone {
  fileprivate static let red = palette(1)
  fileprivate static let green = palette(2)
  fileprivate static let yellow = palette(3)
  fileprivate static let blue = Tone(indexed: 12, ansi: 12)
  fileprivate static let magenta = palette(5)
  fileprivate static let cyan = palette(6)
  /// Gray would be black at eight colours: white there.
  fileprivate static let gray = Tone(indexed: 245, ansi: 7)
  fileprivate static let brightRed = palette(9)
  fileprivate static let brightGreen = palette(10)
  fileprivate static let brightYellow = palette(11)
  fileprivate static let brightMagenta = palette(13)
  fileprivate static let brightCyan = palette(14)
  fileprivate static let deepRed = Tone(indexed: 124, ansi: 1)
  fileprivate static let deepGreen = Tone(indexed: 22, ansi: 2)
  fileprivate static let deepBlue = Tone(indexed: 25, ansi: 4)
  fileprivate static let deepGray = Tone(indexed: 240, ansi: 0)
  fileprivate static let brown = Tone(indexed: 94, ansi: 3)
  fileprivate static let orange = Tone(indexed: 208, ansi: 3)
  fileprivate static let skyBlue = Tone(indexed: 75, ansi: 12)
  fileprivate static let pink = Tone(indexed: 211, ansi: 5)
}
