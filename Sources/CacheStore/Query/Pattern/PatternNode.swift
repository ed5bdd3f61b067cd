/// A pattern as a tree.
indirect enum PatternNode: Sendable, Hashable {
  case empty
  /// One character out of a set.
  case character(ScalarSet)
  case sequence([PatternNode])
  case choice([PatternNode])
  /// So many times; without end where there is no upper bound.
  case repeated(PatternNode, Int, Int?)
  case assertion(PatternAssertion)
}

/// What has to hold between two bytes.
enum PatternAssertion: Sendable, Hashable {
  case start, end, wordBoundary, notWordBoundary
}
