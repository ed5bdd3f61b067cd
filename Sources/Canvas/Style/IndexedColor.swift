/// The colours of the 256 as red, green and blue. The first sixteen belong to the user's palette: what is given
/// for them is xterm's default, good enough to find a near one.
enum IndexedColor {
  struct RGB: Sendable, Hashable {
    var red: Int
    var green: Int
    var blue: Int
  }

  private static let levels = [0, 95, 135, 175, 215, 255]

  private static let terminal: [RGB] = [
    RGB(red: 0, green: 0, blue: 0), RGB(red: 205, green: 0, blue: 0),
    RGB(red: 0, green: 205, blue: 0), RGB(red: 205, green: 205, blue: 0),
    RGB(red: 0, green: 0, blue: 238), RGB(red: 205, green: 0, blue: 205),
    RGB(red: 0, green: 205, blue: 205), RGB(red: 229, green: 229, blue: 229),
    RGB(red: 127, green: 127, blue: 127), RGB(red: 255, green: 0, blue: 0),
    RGB(red: 0, green: 255, blue: 0), RGB(red: 255, green: 255, blue: 0),
    RGB(red: 92, green: 92, blue: 255), RGB(red: 255, green: 0, blue: 255),
    RGB(red: 0, green: 255, blue: 255), RGB(red: 255, green: 255, blue: 255),
  ]

  /// The colour of a number: sixteen, a cube of 6 by 6 by 6, and 24 grays.
  static func rgb(_ number: UInt8) -> RGB {
    let number = Int(number)
    switch number {
    case ..<16: return terminal[number]
    case 232...:
      let gray = 8 + (number - 232) * 10
      return RGB(red: gray, green: gray, blue: gray)
    default:
      let place = number - 16
      return RGB(
        red: levels[place / 36], green: levels[place / 6 % 6], blue: levels[place % 6])
    }
  }

  /// The nearest of the fixed colours, 16 to 255.
  static func nearest(_ color: RGB) -> UInt8 { nearest(color, among: 16...255) }

  /// The nearest of the terminal's own sixteen.
  static func nearestOfSixteen(_ color: RGB) -> UInt8 { nearest(color, among: 0...15) }

  private static func nearest(_ color: RGB, among numbers: ClosedRange<UInt8>) -> UInt8 {
    numbers.min { distance(rgb($0), color) < distance(rgb($1), color) } ?? numbers.lowerBound
  }

  /// Squared, with weights for how well an eye tells each of the three.
  private static func distance(_ one: RGB, _ other: RGB) -> Int {
    let (red, green, blue) = (
      one.red - other.red, one.green - other.green, one.blue - other.blue
    )
    return 2 * red * red + 4 * green * green + 3 * blue * blue
  }
}
