import Testing

@testable import Canvas

@Suite struct ThemeTests {
  @Test(arguments: KnownThemes.all)
  func `a theme uses no colour beyond the depth`(theme: Theme) {
    let limits: [(ColorDepth, Int)] = [(.none, 0), (.eight, 8), (.sixteen, 16), (.full, 256)]
    for (depth, limit) in limits {
      for role in Role.allCases {
        let paint = theme.paint(Style(role), depth: depth)
        for number in [paint.foreground, paint.background].compactMap(\.self) {
          #expect(Int(number) < limit, "\(theme.name) \(role) \(depth)")
        }
      }
    }
  }

  @Test(arguments: KnownThemes.all)
  func `text is never black on the terminal's background but in the light theme`(theme: Theme) {
    for role in Role.allCases where theme.name != "light" {
      for depth in [ColorDepth.eight, .sixteen, .full] {
        let paint = theme.paint(Style(role), depth: depth)
        #expect(paint.foreground != 0)
        #expect(paint.background == nil)
      }
    }
  }

  @Test func `without colours the states that ask for action differ by emphasis`() {
    for theme in KnownThemes.all {
      let roles: [Role] = [.stale, .staleServable, .corrupt, .trash, .fresh]
      let looks = Set(roles.map { theme.paint(Style($0), depth: .none).attributes })
      #expect(looks.count == roles.count)
    }
  }

  @Test func `the monochrome theme has no colours at any depth`() {
    for role in Role.allCases {
      #expect(KnownThemes.mono.paint(Style(role), depth: .full).foreground == nil)
    }
  }

  @Test func `reversed twice stands out on the reversed row`() {
    let paint = KnownThemes.dark.paint(Style(.corrupt, .reverse), depth: .full)
    #expect(!paint.attributes.contains(.reverse))
  }

  @Test(arguments: [
    (-1, ColorDepth.none), (0, .none), (2, .none), (8, .eight), (16, .sixteen), (88, .sixteen),
    (256, .full), (16_777_216, .eight),
  ])
  func `the depth follows from the number of colours`(colors: Int, depth: ColorDepth) {
    #expect(ColorDepth(colors: colors) == depth)
  }

  @Test func `theme names are unique`() {
    #expect(Set(KnownThemes.all.map(\.name)).count == KnownThemes.all.count)
  }
}
