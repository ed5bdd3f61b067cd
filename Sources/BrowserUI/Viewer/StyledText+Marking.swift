import Canvas

extension StyledText {
  /// The columns of an occurrence of a text, any case: of several the one that begins nearest to a byte.
  func columns(of text: String, nearest byte: Int) -> Range<Int>? {
    let wanted = text.map { $0.lowercased() }
    let characters = Array(plainText)
    let folded = characters.map { $0.lowercased() }
    guard !wanted.isEmpty, folded.count >= wanted.count else { return nil }
    var found: (columns: Range<Int>, distance: Int)?
    var (column, place) = (0, 0)
    for index in 0...folded.count - wanted.count {
      let end = index + wanted.count
      if abs(place - byte) < found?.distance ?? .max, folded[index] == wanted[0],
        folded[index..<end].elementsEqual(wanted)
      {
        let width = characters[index..<end].reduce(0) { $0 + DisplayWidth.columns(of: $1) }
        found = (column..<column + width, abs(place - byte))
      }
      column += DisplayWidth.columns(of: characters[index])
      place += characters[index].utf8.count
    }
    return found?.columns
  }

  /// The line with each occurrence of a text, any case, in another style.
  func marking(_ text: String, _ style: Style) -> StyledText {
    let wanted = Array(text.lowercased())
    let characters = Array(plainText)
    guard !wanted.isEmpty, characters.count >= wanted.count else { return self }
    let folded = characters.map { $0.lowercased() }
    var result = StyledText()
    var rest = self
    var column = 0
    var index = 0
    while index + wanted.count <= characters.count {
      guard zip(folded[index...], wanted).allSatisfy({ $0 == String($1) }) else {
        column += DisplayWidth.columns(of: characters[index])
        index += 1
        continue
      }
      let width = characters[index..<index + wanted.count].reduce(0) {
        $0 + DisplayWidth.columns(of: $1)
      }
      result += rest.prefix(columns: column)
      rest = rest.dropFirst(columns: column)
      result += rest.prefix(columns: width).restyled { _ in style }
      rest = rest.dropFirst(columns: width)
      index += wanted.count
      column = 0
    }
    return result + rest
  }
}
