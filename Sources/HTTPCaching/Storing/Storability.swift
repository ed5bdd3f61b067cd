/// Whether a response may be stored (RFC 9111 section 3), clause by clause.
public struct Storability: Sendable, Hashable, Codable {
  /// One condition and what decided it.
  public struct Clause: Sendable, Hashable, Codable {
    /// Whether it allows storing.
    public var isMet: Bool
    /// What it asks, in a few words: `method`, `status`, `no-store`.
    public var name: String
    /// The field, status or setting that decided: `GET`, `cache-control: no-store`.
    public var decidedBy: String
    /// The RFC clause, or `setting`.
    public var section: String
  }

  /// All conditions, in the order of the RFC, the settings last.
  public var clauses: [Clause]

  /// Whether every condition is met.
  public var isStorable: Bool { clauses.allSatisfy(\.isMet) }

  /// The conditions that are not met.
  public var obstacles: [Clause] { clauses.filter { !$0.isMet } }
}
