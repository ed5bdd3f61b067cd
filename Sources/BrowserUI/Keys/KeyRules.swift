import Canvas

/// Which keys can be given to which actions. What a hand does without thinking must not change anything, and
/// what confirms a dialog must not open one.
enum KeyRules {
  /// The keys of a remap, or why they can't be.
  static func keys(of remap: KeyRemap) -> Result<[Key], Failure> {
    guard let parsed = Key.parse(remap.keys) else {
      return .failure(
        Failure("\"\(remap.keys)\" names no keys: write them like \"d <F8> <C-x> <Space>\""))
    }
    let keys = parsed.map(\.asSent)
    for key in keys {
      if let reason = objection(to: key, for: remap.action) {
        return .failure(Failure(reason + "; choose another key"))
      }
    }
    if remap.action == .escape, !keys.contains(.escape) {
      return .failure(Failure("Esc has to stay a key of \(Action.escape.rawValue): add <Esc>"))
    }
    return .success(keys)
  }

  /// Why a key can't be one of an action; nil when it can.
  static func objection(to key: Key, for action: Action) -> String? {
    let name = key.displayName.plainText
    switch key {
    case .control("c") where action != .quit: return "C-c always stops and quits"
    case .escape where action != .escape: return "Esc always goes back"
    case .control("i"), .control("m"), .control("j"), .control("h"), .control("["):
      return "a terminal sends \(name) as another key"
    case .character(let digit) where digit.isASCII && digit.isNumber && digit != "0":
      let isTab = KeyMap.standard.binding(of: action)?.keys.contains(key) == true
      return isTab ? nil : "\(name) is a viewer tab, or a count in front of a movement"
    default: break
    }
    guard action.isRisky, reflexes.contains(key) else { return nil }
    return "\(name) can't be a key of \(action.rawValue): it confirms, moves or marks elsewhere"
  }

  /// Keys that confirm in dialogs, or that move and mark without a thought.
  private static let reflexes: Set<Key> = Set(
    Key.parse(
      """
      y Y n N <Enter> <Tab> <S-Tab> <Space> <BS> <Up> <Down> <Left> <Right> <PgUp> <PgDn> <Home> \
      <End> <S-Up> <S-Down> j k h l g G <C-d> <C-u> <C-f> <C-b>
      """) ?? [])
}

extension Action {
  /// Whether it changes the store, or ends the program.
  var isRisky: Bool {
    switch self {
    case .undo, .redo, .quit: true
    default: need != nil
    }
  }
}

extension Key {
  /// As terminals send it: Ctrl knows no capitals.
  fileprivate var asSent: Key {
    if case .control(let letter) = self { .control(Character(letter.lowercased())) } else { self }
  }
}
