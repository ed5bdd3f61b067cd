import Glibc
import Testing

@testable import Canvas

/// Whether themes can be read, by the formula of WCAG 2.2. Colours of the terminal's own palette are what the
/// user made them: only fixed ones can be computed.
@Suite struct ContrastTests {
  private static let black = IndexedColor.RGB(red: 0, green: 0, blue: 0)
  private static let white = IndexedColor.RGB(red: 255, green: 255, blue: 255)

  /// Relative luminance.
  private static func luminance(_ color: IndexedColor.RGB) -> Double {
    let parts = [color.red, color.green, color.blue].map { part -> Double in
      let share = Double(part) / 255
      return share <= 0.03928 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  private static func ratio(_ one: IndexedColor.RGB, _ other: IndexedColor.RGB) -> Double {
    let both = [luminance(one), luminance(other)].sorted()
    return (both[1] + 0.05) / (both[0] + 0.05)
  }

  @Test(arguments: KnownThemes.all)
  func `fixed colours stand out from the background that the theme is for`(theme: Theme) {
    let background = theme.name == "light" ? Self.white : Self.black
    for role in Role.allCases {
      let paint = theme.paint(Style(role), depth: .full)
      guard let number = paint.foreground, number >= 16 else { continue }
      let ratio = Self.ratio(IndexedColor.rgb(number), background)
      #expect(ratio >= (theme.name == "contrast" ? 7 : 4.5), "\(theme.name) \(role): \(ratio)")
    }
  }

  @Test func `the formula gives the known ends`() {
    #expect(abs(Self.ratio(Self.black, Self.white) - 21) < 0.01)
    #expect(Self.ratio(Self.white, Self.white) == 1)
  }

  @Test(arguments: [
    (0, 0, 0, 16), (255, 255, 255, 231), (255, 0, 0, 196), (0, 255, 0, 46), (128, 128, 128, 244),
  ])
  func `the nearest of the 256 is found`(red: Int, green: Int, blue: Int, number: UInt8) {
    #expect(IndexedColor.nearest(.init(red: red, green: green, blue: blue)) == number)
  }

  /// Pairs that mean opposite things may not differ by red and green alone where these look alike.
  @Test(arguments: [
    ("deuteranopia", [0.367, 0.861, -0.228, 0.280, 0.673, 0.047, -0.012, 0.043, 0.969])
  ])
  func `opposites stay apart for eyes that tell fewer colours`(name: String, matrix: [Double])
    throws
  {
    let theme = try #require(KnownThemes.all.first { $0.name == name })
    for (one, other) in [(Role.hit, Role.miss), (.added, .removed), (.success, .error)] {
      let colors = [one, other].map { role -> [Double] in
        let number = theme.paint(Style(role), depth: .full).foreground ?? 7
        let color = IndexedColor.rgb(number)
        let parts = [color.red, color.green, color.blue].map(Double.init)
        return (0..<3).map { row in (0..<3).reduce(0) { $0 + matrix[row * 3 + $1] * parts[$1] } }
      }
      let distance = zip(colors[0], colors[1]).map { ($0 - $1) * ($0 - $1) }.reduce(0, +)
      #expect(distance.squareRoot() > 100, "\(one) and \(other): \(distance.squareRoot())")
    }
  }
}
