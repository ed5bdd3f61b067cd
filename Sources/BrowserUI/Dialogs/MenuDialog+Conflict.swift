import CacheStore

extension MenuDialog {
  /// What was deleted was stored anew meanwhile: which one is to be in the cache. The other one is in the
  /// trash either way.
  static func conflict(_ count: Int, _ trashed: StoreChange.Trashed) -> MenuDialog {
    let (one, it) = count == 1 ? ("one", "it") : ("ones", "them")
    let entries = count == 1 ? "" : " \(Numbers.grouped(count)) entries"
    var dialog = MenuDialog(
      "A session stored\(count == 1 ? " \(it)" : entries) again meanwhile",
      [
        Item(letter: "k", text: "keep the new \(one); the old \(one) in the trash") { _ in [] },
        Item(letter: "o", text: "bring the old \(one) back; the new \(one) to the trash") {
          $0.change(.bringBack(trashed))
        },
      ])
    dialog.dropsTypeAhead = true
    return dialog
  }
}
