import Canvas

extension Model {
  /// Keeps a key for the list of another order or filter that is on its way: who types ahead means an entry
  /// of that, and not of the one that is still shown. False where none is awaited, or the key is for no entry.
  mutating func holds(_ key: Key) -> Bool {
    guard focus == .list, isOtherListAwaited else { return false }
    let action = keys.action(for: key, in: context)
    switch action {
    case .quit?, .back?, .escape?:
      defer { heldKeys = [] }
      return action == .escape && !heldKeys.isEmpty
    default: break
    }
    let sections: [Binding.Section] = [.move, .select, .act]
    let isForEntry = action.map { sections.contains(Binding.Section(of: $0)) } ?? true
    guard isForEntry || !heldKeys.isEmpty else { return false }
    if heldKeys.count < Self.mostHeldKeys { heldKeys.append(key) }
    return true
  }

  /// Presses what was typed meanwhile, as far as no further list is awaited.
  mutating func pressHeldKeys() -> [Effect] {
    var effects: [Effect] = []
    while !heldKeys.isEmpty, !isOtherListAwaited { effects += keyPressed(heldKeys.removeFirst()) }
    return effects
  }

  private var isOtherListAwaited: Bool { awaitedPages.values.contains(where: \.isRefilter) }

  private static let mostHeldKeys = 100
}
