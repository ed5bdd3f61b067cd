import Canvas

extension KeyMap {
  /// Keys and what they do, for a line of hints: `n N next change`. Empty where one of them has no key.
  func hint(_ actions: Action..., does words: VisibleText) -> VisibleText {
    let keys = actions.map(key(for:))
    return keys.contains(where: \.isEmpty) ? "" : keys.joined(separator: " ") + " " + words
  }

  /// How one leaves a screen: `q back`, or Esc where `q` was given away and nothing taken for it.
  func leaving(_ words: VisibleText = "back") -> VisibleText {
    let key = key(for: .back)
    return (key.isEmpty ? self.key(for: .escape) : key) + " " + words
  }

  /// Whether a key is one of an action's, wherever that can be done.
  func isKey(_ key: Key, of action: Action) -> Bool {
    binding(of: action)?.keys.contains(key) ?? false
  }

  /// Whether a key is one that leaves a screen, for screens where letters are text.
  func leaves(_ key: Key) -> Bool {
    key == .escape || action(for: key, in: .reading) == .back
  }
}

extension Model {
  /// A hint as a part of a sentence, behind a separator; nothing where the action has no key.
  func said(_ separator: String, _ action: Action, does words: String) -> String {
    let key = keys.key(for: action).plainText
    return key.isEmpty ? "" : "\(separator)\(key) \(words)"
  }
}

extension [VisibleText] {
  /// Hints on one line, without those that have no key.
  var asHints: VisibleText { filter { !$0.isEmpty }.joined(separator: "   ") }
}
