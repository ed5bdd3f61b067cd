extension Key {
  /// Keys from a readable text: `"jj d y <C-d> <Esc> <F5> <Space>"`. Blanks only separate; `<<` is `<`.
  ///
  /// - Returns: nil when a name in angle brackets is unknown or not closed.
  package static func parse(_ text: String) -> [Key]? {
    var keys: [Key] = []
    var rest = text[...]
    while let first = rest.popFirst() {
      if first == " " || first == "\n" { continue }
      guard first == "<" else {
        keys.append(.character(first))
        continue
      }
      if rest.first == "<" {
        rest.removeFirst()
        keys.append(.character("<"))
        continue
      }
      guard let end = rest.firstIndex(of: ">"), let key = Key(named: String(rest[..<end])) else {
        return nil
      }
      keys.append(key)
      rest = rest[rest.index(after: end)...]
    }
    return keys
  }

  /// The key with this name, as between angle brackets.
  package init?(named name: String) {
    if let key = Self.names.first(where: { $0.name == name })?.key {
      self = key
      return
    }
    if name.first == "F", let number = Int(name.dropFirst()), (1...24).contains(number) {
      self = .function(number)
      return
    }
    guard name.count == 3, let letter = name.last else { return nil }
    switch name.prefix(2) {
    case "C-": self = .control(letter)
    case "A-": self = .alt(letter)
    default: return nil
    }
  }

  /// As `parse` reads it: `j`, `<C-d>`, `<F5>`, `<Space>`, `<<`.
  package var notation: String {
    switch self {
    case .character("<"): return "<<"
    case .character(let character) where character != " ": return String(character)
    default: return "<\(displayName.plainText)>"
    }
  }

  /// The name for help and the footer: `j`, `C-d`, `F5`, `PgDn`.
  package var displayName: VisibleText {
    switch self {
    case .character(let character) where character != " ":
      return VisibleText(untrusted: String(character))
    case .control(let letter): return "C-\(String(letter))"
    case .alt(let letter): return "A-\(String(letter))"
    case .function(let number): return "F\(number)"
    case .mouse: return "mouse"
    case .paste: return "paste"
    case .resize: return "resize"
    default:
      return VisibleText(untrusted: Self.names.first { $0.key == self }?.name ?? "?")
    }
  }

  private static let names: [(name: String, key: Key)] = [
    ("Space", .character(" ")), ("Up", .up), ("Down", .down), ("Left", .left), ("Right", .right),
    ("S-Up", .shiftUp), ("S-Down", .shiftDown), ("S-Left", .shiftLeft), ("S-Right", .shiftRight),
    ("C-Up", .controlUp), ("C-Down", .controlDown), ("C-Left", .controlLeft),
    ("C-Right", .controlRight), ("Home", .home), ("End", .end), ("PgUp", .pageUp),
    ("PgDn", .pageDown), ("Ins", .insert), ("Del", .delete), ("Tab", .tab), ("S-Tab", .backTab),
    ("Enter", .enter), ("Esc", .escape), ("BS", .backspace),
  ]
}
