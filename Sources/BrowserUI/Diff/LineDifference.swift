/// A difference between two lists of lines: Myers' greedy algorithm, in bounded time. Where more differs than
/// the bound has room for, what lies between the common start and the common end counts as replaced.
struct LineDifference {
  /// A run of lines, as offsets.
  enum Edit: Hashable {
    case same(old: Range<Int>, new: Range<Int>)
    case removed(Range<Int>)
    case added(Range<Int>)
  }

  /// From the first line to the last.
  private(set) var edits: [Edit] = []

  /// Steps along lines at most: a fraction of a second.
  private static let work = 40_000_000
  private static let mostEdits = 1_500

  init(_ old: [Substring], _ new: [Substring]) {
    let (old, new) = Self.numbers(old, new)
    let start = zip(old, new).prefix { $0 == $1 }.count
    let rest = min(old.count, new.count) - start
    let end = zip(old.reversed(), new.reversed()).prefix(rest).prefix { $0 == $1 }.count
    let (oldMiddle, newMiddle) = (start..<old.count - end, start..<new.count - end)
    add(.same(old: 0..<start, new: 0..<start))
    if oldMiddle.isEmpty || newMiddle.isEmpty {
      replace(oldMiddle, by: newMiddle)
    } else if let path = Self.path(old[oldMiddle], new[newMiddle]) {
      follow(path, from: start)
    } else {
      replace(oldMiddle, by: newMiddle)
    }
    add(.same(old: old.count - end..<old.count, new: new.count - end..<new.count))
  }

  /// Equal lines as equal numbers, which compare faster.
  private static func numbers(_ old: [Substring], _ new: [Substring]) -> ([Int], [Int]) {
    var known: [Substring: Int] = [:]
    let number = { (line: Substring) -> Int in
      if let number = known[line] { return number }
      known[line] = known.count
      return known.count - 1
    }
    return (old.map(number), new.map(number))
  }

  private mutating func replace(_ old: Range<Int>, by new: Range<Int>) {
    add(.removed(old))
    add(.added(new))
  }

  /// Adds a run, or makes the last one longer.
  private mutating func add(_ edit: Edit) {
    switch (edits.last, edit) {
    case (_, .same(let old, _)) where old.isEmpty: return
    case (_, .removed(let range)) where range.isEmpty: return
    case (_, .added(let range)) where range.isEmpty: return
    case (.same(let old, let new), .same(let moreOld, let moreNew)):
      edits[edits.count - 1] = .same(
        old: old.lowerBound..<moreOld.upperBound, new: new.lowerBound..<moreNew.upperBound)
    case (.removed(let range), .removed(let more)):
      edits[edits.count - 1] = .removed(range.lowerBound..<more.upperBound)
    case (.added(let range), .added(let more)):
      edits[edits.count - 1] = .added(range.lowerBound..<more.upperBound)
    default: edits.append(edit)
    }
  }

  // MARK: The path

  /// The furthest points after each number of edits, by diagonal; nil where the bound was reached.
  private static func path(_ old: ArraySlice<Int>, _ new: ArraySlice<Int>) -> [(Int, Int)]? {
    let (old, new) = (Array(old), Array(new))
    let limit = min(mostEdits, max(32, work / (old.count + new.count)), old.count + new.count)
    var furthest = [Int](repeating: 0, count: 2 * limit + 3)
    var trace: [[Int]] = []
    let middle = limit + 1
    for edits in 0...limit {
      trace.append(Array(furthest[middle - edits - 1...middle + edits + 1]))
      for diagonal in stride(from: -edits, through: edits, by: 2) {
        let isDown =
          diagonal == -edits
          || diagonal != edits
            && furthest[middle + diagonal - 1] < furthest[middle + diagonal + 1]
        var x = isDown ? furthest[middle + diagonal + 1] : furthest[middle + diagonal - 1] + 1
        while x < old.count, x - diagonal < new.count, x - diagonal >= 0,
          old[x] == new[x - diagonal]
        {
          x += 1
        }
        furthest[middle + diagonal] = x
        if x >= old.count, x - diagonal >= new.count {
          return backtrack(trace, from: (old.count, new.count))
        }
      }
    }
    return nil
  }

  /// The points of the path where an edit or a run of same lines ends, first to last.
  private static func backtrack(_ trace: [[Int]], from end: (Int, Int)) -> [(Int, Int)] {
    var (x, y) = end
    var points = [end]
    for edits in stride(from: trace.count - 1, to: 0, by: -1) {
      let furthest = trace[edits]
      let middle = edits + 1
      let diagonal = x - y
      let isDown =
        diagonal == -edits
        || diagonal != edits && furthest[middle + diagonal - 1] < furthest[middle + diagonal + 1]
      let former = isDown ? diagonal + 1 : diagonal - 1
      let formerX = furthest[middle + former]
      let formerY = formerX - former
      points.append(isDown ? (formerX, formerY + 1) : (formerX + 1, formerY))
      points.append((formerX, formerY))
      (x, y) = (formerX, formerY)
    }
    points.append((0, 0))
    return points.reversed()
  }

  private mutating func follow(_ points: [(Int, Int)], from start: Int) {
    for (a, b) in zip(points, points.dropFirst()) {
      let old = start + a.0..<start + b.0
      let new = start + a.1..<start + b.1
      if old.count == new.count {
        add(.same(old: old, new: new))
      } else {
        replace(old, by: new)
      }
    }
  }
}
