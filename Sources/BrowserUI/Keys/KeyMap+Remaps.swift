import Canvas

/// Keys that a person gives to an action instead of its own.
package struct KeyRemap: Sendable, Hashable {
  package var action: Action
  /// In the notation of `Key.parse`.
  package var keys: String

  package init(_ action: Action, _ keys: String) {
    self.action = action
    self.keys = keys
  }
}

/// What is wrong with a remap, as a sentence.
package struct KeyRemapFault: Sendable, Hashable {
  /// The action whose keys stay what they were.
  package var action: Action
  package var sentence: String
}

extension KeyMap {
  /// The table with these remaps, and what is wrong with those that were left out.
  package static func standard(
    with remaps: [KeyRemap]
  ) -> (map: KeyMap, faults: [KeyRemapFault]) {
    var changes: [Action: [Key]] = [:]
    var faults: [KeyRemapFault] = []
    for remap in remaps {
      switch KeyRules.keys(of: remap) {
      case .success(let keys): changes[remap.action] = keys
      case .failure(let failure):
        faults.append(KeyRemapFault(action: remap.action, sentence: failure.sentence))
      }
    }
    // Leaving one out gives its old keys back, which may clash with another one in turn.
    while let clash = standard.binding(changes).clash(of: remaps.map(\.action), changes) {
      changes[clash.action] = nil
      faults.append(clash)
    }
    return (standard.binding(changes), faults)
  }

  /// The first changed action with a key that another one has in the same place.
  private func clash(of actions: [Action], _ changes: [Action: [Key]]) -> KeyRemapFault? {
    for action in actions {
      guard changes[action] != nil, let row = binding(of: action) else { continue }
      for key in row.keys {
        let other = bindings.first {
          $0.action != action && $0.keys.contains(key)
            && !$0.contexts.isDisjoint(with: row.contexts)
        }
        guard let other else { continue }
        let name = key.displayName.plainText
        return KeyRemapFault(
          action: action,
          sentence: "\(name) is already the key of \(other.action.rawValue): choose another one")
      }
    }
    return nil
  }
}
