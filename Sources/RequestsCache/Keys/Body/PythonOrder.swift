/// How Python compares values that came from JSON.
enum PythonOrder: Equatable {
  case equal, less, greater
  /// Not equal, and neither is less: Python raises a `TypeError`.
  case incomparable

  /// Raised where Python raises a `TypeError`.
  struct Failure: Error {}

  /// The places of items in the order that `sorted` gives them, equal ones as they came.
  ///
  /// A list with a `NaN` in it comes in some order, which need not be Python's.
  static func sorted(_ items: [PlainNode]) throws -> [Int] {
    try items.indices.sorted { left, right in
      switch comparing(items[left], items[right]) {
      case .less: true
      case .greater: false
      case .equal where isOrdered(items[left].kind): left < right
      default: throw Failure()
      }
    }
  }

  /// In one pass over both: the first items that differ decide about lists. What lies deeper than
  /// `depth` can't be compared.
  static func comparing(_ left: PlainNode, _ right: PlainNode, depth: Int = 500) -> PythonOrder {
    guard depth > 0 else { return .incomparable }
    if let left = PythonNumber(left), let right = PythonNumber(right) {
      return left.comparing(right)
    }
    guard left.kind == right.kind else { return .incomparable }
    switch left.kind {
    case .null: return .equal
    case .text: return comparing(left.raw, right.raw)
    case .array: return comparingItems(left, right, depth: depth - 1)
    case .map: return areEqual(left, right, depth: depth - 1) ? .equal : .incomparable
    default: return .incomparable
    }
  }

  /// Whether two of the kind can be compared even when they are equal.
  private static func isOrdered(_ kind: PlainTree.Kind) -> Bool {
    kind != .null && kind != .map
  }

  private static func comparing(
    _ left: UnsafeRawBufferPointer?, _ right: UnsafeRawBufferPointer?
  ) -> PythonOrder {
    guard let left, let right else { return .incomparable }
    if left.elementsEqual(right) { return .equal }
    return left.lexicographicallyPrecedes(right) ? .less : .greater
  }

  private static func comparingItems(_ left: PlainNode, _ right: PlainNode, depth: Int)
    -> PythonOrder
  {
    var (left, right) = (left.children, right.children)
    while let first = left.next() {
      guard let second = right.next() else { return .greater }
      let order = comparing(first, second, depth: depth)
      if order != .equal { return order }
    }
    return right.next() == nil ? .equal : .less
  }

  /// Maps are equal in any order of their members.
  private static func areEqual(_ left: PlainNode, _ right: PlainNode, depth: Int) -> Bool {
    let (left, right) = (byName(left), byName(right))
    return left.count == right.count
      && zip(left, right).allSatisfy { left, right in
        comparing(left.name.raw, right.name.raw) == .equal
          && comparing(left.value, right.value, depth: depth) == .equal
      }
  }

  static func byName(_ map: PlainNode) -> [PythonDict.Member] {
    PythonDict.members(of: map).sorted { comparing($0.name.raw, $1.name.raw) == .less }
  }
}
