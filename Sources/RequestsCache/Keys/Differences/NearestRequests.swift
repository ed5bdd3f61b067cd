/// The stored requests that are most like a wanted one, of many that are looked at one after the
/// other.
///
/// Only requests to the same host count. Those with the same method and path come first, then those
/// with the fewest other differences; of equals, the one that was looked at first.
package struct NearestRequests<ID: Sendable>: Sendable {
  /// A stored request, and how far it is from the wanted one: 0 for the same.
  package struct Neighbour: Sendable {
    package var id: ID
    package var key: RequestsKey
    package var distance: Int
  }

  /// The nearest first.
  package private(set) var nearest: [Neighbour] = []

  private let wanted: RequestsKey
  private let limit: Int

  /// - Parameters:
  ///   - wanted: the request that was not found.
  ///   - limit: how many to keep. Default: 3.
  package init(to wanted: RequestsKey, limit: Int = 3) {
    self.wanted = wanted
    self.limit = limit
  }

  /// Looks at one; it is kept while it is among the nearest.
  package mutating func consider(_ key: RequestsKey, id: ID) {
    guard let distance = wanted.distance(to: key) else { return }
    let place = nearest.firstIndex { $0.distance > distance } ?? nearest.count
    guard place < limit else { return }
    nearest.insert(Neighbour(id: id, key: key, distance: distance), at: place)
    if nearest.count > limit { nearest.removeLast() }
  }
}

extension RequestsKey {
  /// How far a stored request is from this one: 0 for the same, more for each difference, most for
  /// another path; nil for another host.
  package func distance(to stored: RequestsKey) -> Int? {
    let (here, there) = (KeyURL(url), KeyURL(stored.url))
    guard here.hasHost(of: there) else { return nil }
    guard here.hasPath(of: there) else {
      let count = max(here.segments.count, there.segments.count)
      let common = zip(here.segments, there.segments).prefix { $0 == $1 }.count
      return 1_000_000 + 1000 * min(count - common, 1000) + (method == stored.method ? 0 : 500)
    }
    let differences = differences(from: stored)
    return differences.reduce(0) { $0 + Self.weight($1) }
  }

  private static func weight(_ difference: RequestsKeyDifference) -> Int {
    switch difference {
    case .method: 100_000
    case .parameter(_, let wanted, let stored): wanted.isEmpty || stored.isEmpty ? 10 : 6
    case .body, .user, .host: 10
    case .bodyMember: 5
    case .path, .scheme, .field: 4
    case .fragment, .verify, .serializer: 1
    }
  }
}
