import CacheStore

extension Model {
  /// Why an action can't be done now; nil when it can. Footer and help dim what can't, and pressing the
  /// key tells why.
  package func disabledReason(_ action: Action) -> String? {
    guard let need = action.need, !isOfView(action) else { return nil }
    if let reason = store.readOnlyReason { return "read-only: \(reason)" }
    guard store.capabilities.isSuperset(of: need) else {
      return "read-only: this kind of store can't \(action.verb)"
    }
    return nil
  }

  /// Whether undo or redo would change marks or filter alone.
  private func isOfView(_ action: Action) -> Bool {
    switch (action, undoLog.next, undoLog.nextRedo) {
    case (.undo, .view, _), (.redo, _, .view): true
    default: false
    }
  }

  /// Whether nothing can be written.
  package var isReadOnly: Bool {
    store.readOnlyReason != nil
      || store.capabilities.isDisjoint(with: [.delete, .setExpiration, .freshen])
  }
}

extension Action {
  /// What a store has to be able to for it; nil when nothing is written.
  var need: StoreCapabilities? {
    switch self {
    case .expire, .setTimeToLive: .setExpiration
    case .delete, .purge: .delete
    case .revalidate, .refetch: [.freshen, .insert]
    case .undo, .redo: .trash
    default: nil
    }
  }

  fileprivate var verb: String {
    switch self {
    case .expire, .setTimeToLive: "set an expiry"
    case .delete, .purge: "delete entries"
    case .revalidate, .refetch: "take new responses"
    case .undo, .redo: "undo"
    default: "do that"
    }
  }
}
