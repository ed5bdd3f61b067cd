extension Theme {
  /// A theme of a person's own: one that comes with the program, but for the roles that are named.
  ///
  /// - Parameters:
  ///   - looks: words such as `green bold` by the name of the role.
  ///   - fault: hears the name of each role that is left out, and why.
  package init(
    name: String, like base: Theme, _ looks: [(role: String, words: String)],
    fault: (_ role: String, _ sentence: String) -> Void
  ) {
    var changes: [Role: Look] = [:]
    for (name, words) in looks {
      guard let role = Role(rawValue: name) else {
        fault(name, "there is no role \(name)")
        continue
      }
      do throws(Look.Fault) {
        changes[role] = try Look(words: words)
      } catch {
        fault(name, error.sentence)
      }
    }
    self = base.variant(name, changes)
  }
}
