/// The symbols that frames are drawn with, in Unicode or in ASCII. Each fills one column.
package struct Glyphs: Sendable, Hashable {
  package let horizontal: Character
  package let vertical: Character
  package let topLeft: Character
  package let topRight: Character
  package let bottomLeft: Character
  package let bottomRight: Character
  package let teeLeft: Character
  package let teeRight: Character
  package let teeUp: Character
  package let teeDown: Character
  package let barFull: Character
  package let barEmpty: Character
  /// Heights of a sparkline, lowest first.
  package let levels: [Character]
  /// Turns of a spinner.
  package let spinner: [Character]
  package let pointer: Character
  package let ascending: Character
  package let descending: Character
  package let ellipsis: VisibleText
  /// Whether text has to be ASCII too.
  package let isASCII: Bool

  package static let unicode = Glyphs(
    horizontal: "─", vertical: "│", topLeft: "┌", topRight: "┐", bottomLeft: "└", bottomRight: "┘",
    teeLeft: "├", teeRight: "┤", teeUp: "┴", teeDown: "┬", barFull: "█", barEmpty: "░",
    levels: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"], spinner: ["◐", "◓", "◑", "◒"], pointer: "▲",
    ascending: "^", descending: "v", ellipsis: "…", isASCII: false)

  package static let ascii = Glyphs(
    horizontal: "-", vertical: "|", topLeft: "+", topRight: "+", bottomLeft: "+", bottomRight: "+",
    teeLeft: "+", teeRight: "+", teeUp: "+", teeDown: "+", barFull: "#", barEmpty: ".",
    levels: ["_", ".", ":", "-", "=", "+", "*", "#"], spinner: ["|", "/", "-", "\\"], pointer: "^",
    ascending: "^", descending: "v", ellipsis: "...", isASCII: true)
}
