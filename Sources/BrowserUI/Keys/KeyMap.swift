package import Canvas

/// The one table of keys.
package enum KeyMap {
  /// What a key means in a context; nil for nothing.
  package static func action(for key: Key, in context: KeyContext) -> Action? {
    all.first { $0.contexts.contains(context) && $0.keys.contains(key) }?.action
  }

  /// The row of an action.
  package static func binding(of action: Action) -> Binding? {
    all.first { $0.action == action }
  }

  /// The key that is shown for an action where there is room for one.
  package static func key(for action: Action) -> VisibleText {
    binding(of: action)?.keys.first?.displayName ?? ""
  }

  /// The rows that have a place in the row of function keys, in its order.
  package static let footer: [Binding] = all.filter { $0.footer != nil }
    .sorted { functionNumber($0) < functionNumber($1) }

  static func functionKey(_ binding: Binding) -> Key? {
    binding.keys.first { if case .function = $0 { true } else { false } }
  }

  private static func functionNumber(_ binding: Binding) -> Int {
    if case .function(let number) = functionKey(binding) { number } else { 0 }
  }
}
