import Canvas

/// A grey picture as text: two pixels a cell, one above the other, black or white by an ordered dither. It needs
/// no colours, so it is the same in each theme.
enum HalfBlocks {
  /// Pixels that a preview has at most: it fits the narrowest viewer but the smallest.
  static let maximum = (width: 72, height: 44)

  /// Bayer's matrix: the order in which the pixels of a square of sixteen light up.
  private static let order = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5]

  static func lines(_ picture: GreyPicture) -> [BodyLine] {
    stride(from: 0, to: picture.height, by: 2).map { y in
      let text = (0..<picture.width).map { x -> Character in
        switch (isLit(picture, x, y), isLit(picture, x, y + 1)) {
        case (true, true): "█"
        case (true, false): "▀"
        case (false, true): "▄"
        case (false, false): " "
        }
      }
      return BodyLine(VisibleText(untrusted: String(text)))
    }
  }

  private static func isLit(_ picture: GreyPicture, _ x: Int, _ y: Int) -> Bool {
    guard y < picture.height else { return false }
    return Int(picture.pixels[y * picture.width + x]) * 16 > order[y % 4 * 4 + x % 4] * 255 + 127
  }
}
