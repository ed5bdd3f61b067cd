/// A look in words: `green`, `bold #ff8800 on 17`, `none underline`.
///
/// A colour is a name of the terminal's own sixteen, a number of the 256, or `#rrggbb`, of which the nearest of
/// the 256 is taken. Fewer colours follow from it. The first colour is that of the text, the one behind `on`
/// that of the background.
extension Look {
  /// Why words are no look.
  struct Fault: Error, Hashable {
    var sentence: String
  }

  init(words: String) throws(Fault) {
    self.init()
    var isBackground = false
    for word in words.lowercased().split(separator: " ").map(String.init) {
      if word == "on" {
        isBackground = true
      } else if let attribute = Self.attributes[word] {
        attributes.insert(attribute)
      } else if word == "none" {
        isBackground = false
      } else if let tone = Tone(word: word) {
        if isBackground { background = tone } else { foreground = tone }
        isBackground = false
      } else {
        throw Fault(sentence: "\"\(word)\" is no colour and no emphasis: \(Self.example)")
      }
    }
    if isBackground { throw Fault(sentence: "a colour is missing behind on: \(Self.example)") }
  }

  private static let example =
    "write \"green bold\", \"bright-red on 17\", \"#ff8800 underline\" or \"none reverse\""

  private static let attributes: [String: Attributes] = [
    "bold": .bold, "underline": .underline, "reverse": .reverse, "dim": .dim,
  ]
}

extension Tone {
  fileprivate init?(word: String) {
    if let place = Self.names.firstIndex(of: word) {
      self = .palette(UInt8(place))
    } else if let number = UInt8(word) {
      self = .indexed(number)
    } else if word.hasPrefix("#"), word.count == 7, let bits = UInt32(word.dropFirst(), radix: 16) {
      let color = IndexedColor.RGB(
        red: Int(bits >> 16), green: Int(bits >> 8 & 255), blue: Int(bits & 255))
      self = .indexed(IndexedColor.nearest(color))
    } else {
      return nil
    }
  }

  /// A number of the 256, and for fewer colours the nearest of the sixteen.
  private static func indexed(_ number: UInt8) -> Tone {
    let near = number < 16 ? number : IndexedColor.nearestOfSixteen(IndexedColor.rgb(number))
    return Tone(indexed: number, ansi: near)
  }

  private static let names = [
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white", "bright-black",
    "bright-red", "bright-green", "bright-yellow", "bright-blue", "bright-magenta",
    "bright-cyan", "bright-white",
  ]
}
