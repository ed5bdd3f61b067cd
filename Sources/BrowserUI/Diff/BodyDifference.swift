package import FoundationEssentials
import HTTPCaching

/// How two bodies differ, in the closest form there is for them.
package enum BodyDifference: Sendable, Hashable {
  case same
  /// Both are JSON: the paths that differ, none where they are only written differently; and how many
  /// more there are.
  case json([PathChange], more: Int)
  /// Both are text: hunks of lines, and how many lines went and came in all.
  case lines([LineHunk], removed: Int, added: Int)
  /// Anything else: a digest of each.
  case binary(before: String, after: String)
  /// Too large to be compared line by line: where the first byte differs; nil where one is the start of the
  /// other.
  case large(firstDifference: Int64?)

  /// Larger bodies are compared by their bytes alone.
  package static let sizeLimit: Int64 = 4 << 20

  /// Compares two bodies. Takes up to a second for large ones.
  package init(_ before: Data, _ after: Data) {
    if before == after {
      self = .same
    } else if let old = JSONTree(Array(before)), let new = JSONTree(Array(after)) {
      let difference = JSONDifference(old, new)
      self = .json(difference.changes, more: difference.more)
    } else if let old = Self.text(before), let new = Self.text(after) {
      self = LineHunk.hunks(old, new)
    } else {
      self = .binary(before: Self.digest(before), after: Self.digest(after))
    }
  }

  private static func text(_ data: Data) -> [Substring]? {
    guard let text = String(validating: data, as: UTF8.self), !text.utf8.contains(0) else {
      return nil
    }
    return text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// BLAKE2b, 128 bits.
  private static func digest(_ data: Data) -> String { BLAKE2b.hex(Array(data), length: 16) }
}

/// Lines that changed, with those around them.
package struct LineHunk: Sendable, Hashable {
  /// A line, and what became of it.
  package enum Line: Sendable, Hashable {
    case same(String), removed(String), added(String)
  }

  /// The numbers of its first line, before and after, counted from 1.
  package var oldStart: Int
  package var newStart: Int
  package var lines: [Line] = []

  package init(oldStart: Int, newStart: Int, lines: [Line] = []) {
    self.oldStart = oldStart
    self.newStart = newStart
    self.lines = lines
  }

  private static let context = 2
  /// Lines kept of all hunks, and characters of one line.
  private static let limit = 600
  private static let lineLength = 1000

  /// The hunks of two texts.
  static func hunks(_ old: [Substring], _ new: [Substring]) -> BodyDifference {
    let edits = LineDifference(old, new).edits
    var builder = HunkBuilder(old: old, new: new)
    for (index, edit) in edits.enumerated() {
      builder.take(edit, isFirst: index == 0, isLast: index == edits.count - 1)
    }
    return .lines(builder.hunks, removed: builder.removed, added: builder.added)
  }

  private struct HunkBuilder {
    let old: [Substring]
    let new: [Substring]
    var hunks: [LineHunk] = []
    var removed = 0
    var added = 0
    private var count = 0

    init(old: [Substring], new: [Substring]) {
      self.old = old
      self.new = new
    }

    mutating func take(_ edit: LineDifference.Edit, isFirst: Bool, isLast: Bool) {
      switch edit {
      case .same(let before, let after):
        let head = isFirst ? 0 : min(LineHunk.context, before.count)
        for line in before.prefix(head) { append(.same(cut(old[line]))) }
        guard !isLast else { return }
        let tail = min(LineHunk.context, before.count - head)
        if head + tail < before.count || hunks.isEmpty {
          hunks.append(
            LineHunk(
              oldStart: before.upperBound - tail + 1, newStart: after.upperBound - tail + 1))
        }
        for line in before.suffix(tail) { append(.same(cut(old[line]))) }
      case .removed(let range):
        removed += range.count
        begin(range.lowerBound, nil)
        for line in range { append(.removed(cut(old[line]))) }
      case .added(let range):
        added += range.count
        begin(nil, range.lowerBound)
        for line in range { append(.added(cut(new[line]))) }
      }
    }

    private mutating func begin(_ old: Int?, _ new: Int?) {
      if hunks.isEmpty {
        hunks.append(LineHunk(oldStart: (old ?? 0) + 1, newStart: (new ?? 0) + 1))
      }
    }

    private mutating func append(_ line: Line) {
      count += 1
      guard count <= LineHunk.limit, !hunks.isEmpty else { return }
      hunks[hunks.count - 1].lines.append(line)
    }

    private func cut(_ line: Substring) -> String {
      line.utf8.count > LineHunk.lineLength ? line.prefix(LineHunk.lineLength) + "…" : String(line)
    }
  }
}
