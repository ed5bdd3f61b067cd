@testable import RequestsCache

/// What a list is told of a pickle.
struct ListedPickle: Equatable {
  var facts: EntryFacts
  var larder: LarderFacts

  /// By a glance; nil where that says nothing.
  init?(glance: inout PickleGlance, _ bytes: UnsafeRawBufferPointer) {
    guard let parts = glance.parts(of: bytes) else { return nil }
    facts = EntryFacts(parts, bytes)
    larder = parts.larder
  }

  /// By the whole machine; nil where that refuses the pickle.
  init?(machine: inout PickleMachine, _ bytes: UnsafeRawBufferPointer) {
    var tree = PlainTree()
    guard (try? machine.decode(bytes, into: &tree)) != nil,
      let listed = try? tree.withRoot(
        bytes, { (try EntryFacts($0), LarderFacts(withoutFields: $0)) })
    else { return nil }
    (facts, larder) = listed
  }
}
