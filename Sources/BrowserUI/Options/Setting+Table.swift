import CacheStore
import Canvas

extension Setting {
  /// All settings, in the order of the options screen.
  package static let all: [Setting] = looks + list + live + trash + bulk + secrets

  private static let looks = [
    Setting(
      "theme", .theme, "the looks", flag: "--theme",
      { .text($0.theme.name) },
      { preferences, value in
        let theme = preferences.themes.first { $0.name == value.plain }
        if let theme { preferences.theme = theme }
      }),
    flag("ascii", "ASCII alone, also where the locale is UTF-8", flag: "--ascii") {
      $0.glyphs.isASCII
    } set: {
      $0.glyphs = $1 || !$0.canShowUnicode ? .ascii : .unicode
    },
    Setting(
      "colours", .choice(ColorDepth.names), "the most colours; the terminal may have fewer",
      common: .init(name: "NO_COLOR", word: "none"), { .text($0.colors.name) },
      { preferences, value in ColorDepth(name: value.plain).map { preferences.colors = $0 } }),
    flag("mouse", "clicks and the wheel are keys", flag: "--no-mouse", \.mouse),
    flag("reduced_motion", "spinners stand still", { !$0.animates }, set: { $0.animates = !$1 }),
    number(
      "escape_delay", 0...1000, "ms", step: 25, "how long an Escape waits for the rest of a key",
      common: .init(name: "ESCDELAY", word: nil), \.escapeDelay),
  ]

  private static let list = [
    Setting(
      "sort", .sort, "the order of the list at the start", { .sort($0.sort) },
      { preferences, value in
        if let sort = EntrySort(word: value.plain) { preferences.sort = sort }
      }),
    Setting(
      "columns", .words(ListColumn.optional.map(\.rawValue)),
      "columns that come where there is room, besides status, URL and expiry",
      { preferences in
        .list(ListColumn.optional.filter(preferences.columns.contains).map(\.rawValue))
      },
      { preferences, value in
        if case .list(let words) = value {
          preferences.columns = Set(words.compactMap(ListColumn.init))
        }
      }),
    share(
      "layout.stacked", .stacked, "the list's share of the height where the viewer is below it"),
    share("layout.side_by_side", .sideBySide, "the list's share of the width beside the viewer"),
    share("layout.columns", .columns, "the same where hosts have a pane too"),
  ]

  private static let live = [
    number(
      "live.interval", 100...60_000, "ms", step: 250, "time between two looks at the sessions",
      \.liveInterval),
    number(
      "live.window", 60...300, "s", step: 60,
      "the longest window of the live pane, in whole minutes", \.liveWindow),
  ]

  private static let trash = [
    Setting(
      "trash.age", .duration, "how long deleted entries can be restored",
      { .seconds($0.trashAge) },
      { preferences, value in
        if case .success(let age) = SettingKind.seconds(value.plain) { preferences.trashAge = age }
      }),
    Setting(
      "trash.size", .size, "how large the trash may be: beyond it the oldest go",
      { .bytes($0.trashBytes) },
      { preferences, value in
        if case .success(let size) = SettingKind.bytes(value.plain) {
          preferences.trashBytes = size
        }
      }),
  ]

  private static let bulk = [
    number(
      "bulk.concurrency", 1...64, "requests of a bulk revalidation at once", \.concurrency),
    number("bulk.per_host", 1...16, "those of them that may go to one host", \.perHost),
    number(
      "bulk.delay", 0...60_000, "ms", step: 100, "time between two requests to one host",
      \.requestDelay),
    number(
      "bulk.stop_after", 0...10_000,
      "errors after which no more requests begin; 0 for however many", \.stopAfterErrors),
  ]

  private static let secrets = [
    Setting(
      "redact", .words([]),
      "names of query parameters and fields to redact, besides the usual ones",
      { .list($0.secretNames.sorted()) },
      { preferences, value in
        if case .list(let words) = value {
          preferences.secretNames = Set(words.map { $0.lowercased() })
        }
      })
  ]
}

extension Setting {
  private init(
    _ name: String, _ kind: SettingKind, _ meaning: String, flag: String? = nil,
    common: CommonVariable? = nil, _ value: @escaping @Sendable (Preferences) -> SettingValue,
    _ change: @escaping @Sendable (inout Preferences, SettingValue) -> Void
  ) {
    self.init(
      name: name, kind: kind, meaning: meaning, flag: flag, commonVariable: common, value: value,
      change: change)
  }

  private static func flag(
    _ name: String, _ meaning: String, flag: String? = nil,
    _ get: @escaping @Sendable (Preferences) -> Bool,
    set: @escaping @Sendable (inout Preferences, Bool) -> Void
  ) -> Setting {
    Setting(name, .flag, meaning, flag: flag, { .flag(get($0)) }) { preferences, value in
      if case .flag(let isOn) = value { set(&preferences, isOn) }
    }
  }

  private static func flag(
    _ name: String, _ meaning: String, flag: String? = nil,
    _ path: any WritableKeyPath<Preferences, Bool> & Sendable
  ) -> Setting {
    self.flag(
      name, meaning, flag: flag, { $0[keyPath: path] }, set: { $0[keyPath: path] = $1 })
  }

  private static func number(
    _ name: String, _ range: ClosedRange<Int>, _ unit: String = "", step: Int = 1,
    _ meaning: String, common: CommonVariable? = nil,
    _ path: any WritableKeyPath<Preferences, Int> & Sendable
  ) -> Setting {
    Setting(
      name, .number(range, unit: unit, step: step), meaning, common: common,
      { .number($0[keyPath: path]) }
    ) { preferences, value in
      if case .number(let number) = value { preferences[keyPath: path] = number }
    }
  }

  private static func number(
    _ name: String, _ range: ClosedRange<Int>, _ meaning: String,
    _ path: any WritableKeyPath<Preferences, Int> & Sendable
  ) -> Setting {
    number(name, range, "", meaning, path)
  }

  private static func share(_ name: String, _ kind: Layout.Kind, _ meaning: String) -> Setting {
    Setting(
      name, .number(LayoutChoices.shares, unit: "percent", step: 5), meaning,
      { .number($0.listShares[kind] ?? LayoutChoices.standardShare(kind)) }
    ) { preferences, value in
      if case .number(let share) = value { preferences.listShares[kind] = share }
    }
  }
}

extension ColorDepth {
  static let names = ["256", "16", "8", "none"]

  var name: String {
    switch self {
    case .full: "256"
    case .sixteen: "16"
    case .eight: "8"
    case .none: "none"
    }
  }

  init?(name: String) {
    guard let depth = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = depth
  }
}
