package import Canvas

/// The keys of a browser: the table's, or what a person bound instead.
package struct KeyMap: Sendable, Hashable {
  /// All rows, in the order of the help screen.
  package private(set) var bindings: [Binding]

  /// The table as it stands.
  package static let standard = KeyMap(bindings: all)

  /// What a key means in a context; nil for nothing.
  package func action(for key: Key, in context: KeyContext) -> Action? {
    bindings.first { $0.contexts.contains(context) && $0.keys.contains(key) }?.action
  }

  /// The row of an action.
  package func binding(of action: Action) -> Binding? {
    bindings.first { $0.action == action }
  }

  /// The key that is shown for an action where there is room for one.
  package func key(for action: Action) -> VisibleText {
    binding(of: action)?.keys.first?.displayName ?? ""
  }

  /// The rows that have a place in the row of function keys, in its order.
  package var footer: [Binding] {
    bindings.filter { $0.footer != nil && Self.functionKey($0) != nil }
      .sorted { Self.functionNumber($0) < Self.functionNumber($1) }
  }

  static func functionKey(_ binding: Binding) -> Key? {
    binding.keys.first { if case .function = $0 { true } else { false } }
  }

  private static func functionNumber(_ binding: Binding) -> Int {
    if case .function(let number) = functionKey(binding) { number } else { 0 }
  }
}

extension KeyMap {
  /// The map with other keys for some actions; no keys leave an action to palette and command line.
  func binding(_ changes: [Action: [Key]]) -> KeyMap {
    var map = self
    for index in map.bindings.indices {
      if let keys = changes[map.bindings[index].action] { map.bindings[index].keys = keys }
    }
    return map
  }
}
