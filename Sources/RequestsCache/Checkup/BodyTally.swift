import CacheStore

/// Finds bodies that are stored more than once, by their digests.
struct BodyTally {
  private struct Digest: Hashable {
    var hash: Int
    var size: Int
  }

  /// The values with one body.
  fileprivate struct Group {
    var count = 0
    /// Those that others redirected to, with the URL of the last response.
    var redirected: [String: Int] = [:]
    /// Those of the same URLs that nothing redirected to.
    var direct: Set<String> = []
    var example: String
  }

  private var groups: [Digest: Group] = [:]

  mutating func add(_ body: UnsafeRawBufferPointer, key: String, url: String, redirects: Int) {
    guard !body.isEmpty else { return }
    var hasher = Hasher()
    hasher.combine(bytes: body)
    let digest = Digest(hash: hasher.finalize(), size: body.count)
    groups[digest, default: Group(example: "\(key)  \(url)")].note(url, redirects)
  }

  /// What is stored twice because of redirects, and what for other reasons.
  func findings() -> [Finding] {
    var redirects = Tally()
    var others = Tally()
    for (digest, group) in groups.filter({ $0.value.count > 1 }).sorted(by: Self.isWorse) {
      let size = Int64(digest.size)
      let twice = group.twice
      let rest = group.count - 1 - twice
      if twice > 0 {
        redirects.add(bytes: size * Int64(twice), count: twice, example: group.words(twice, size))
      }
      if rest > 0 {
        others.add(bytes: size * Int64(rest), count: rest, example: group.words(rest, size))
      }
    }
    return [redirects.finding(.redirectDuplicate), others.finding(.duplicateBody)].compactMap { $0 }
  }

  private static func isWorse(_ left: (Digest, Group), _ right: (Digest, Group)) -> Bool {
    let (here, there) = (left.0.size * left.1.count, right.0.size * right.1.count)
    return here == there ? left.1.example < right.1.example : here > there
  }
}

extension BodyTally.Group {
  fileprivate mutating func note(_ url: String, _ redirects: Int) {
    count += 1
    if redirects > 0 { redirected[url, default: 0] += 1 } else { direct.insert(url) }
  }

  /// How many of them are there only because something redirected to them.
  fileprivate var twice: Int {
    let copies = redirected.reduce(0) { $0 + (direct.contains($1.key) ? $1.value : 0) }
    return min(copies, count - 1)
  }

  fileprivate func words(_ copies: Int, _ size: Int64) -> String {
    "\(example)  \(copies) more of \(size) bytes"
  }
}
