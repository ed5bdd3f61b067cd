package import CacheStore
package import FoundationEssentials

/// A form in which entries leave the cache. It makes text; whoever writes it streams the bodies.
package protocol Exporter: Sendable {
  /// Its word on the command line and in the palette.
  var name: String { get }
  /// Its letter in the menu of `W`; nil where the menu doesn't have it.
  var letter: Character? { get }
  /// What people call it.
  var title: String { get }
  /// The ending of its files, without a dot.
  var fileExtension: String { get }
  /// What it reads of each entry.
  var needs: ExportNeeds { get }
  /// Whether it has bodies without the content coding that some stores leave on them.
  var undoesCoding: Bool { get }
  /// Whether each entry makes a file of its own.
  var isOneFileEach: Bool { get }
  /// What stands before the first entry.
  var opening: String { get }
  /// What stands behind the last one.
  var closing: String { get }

  /// One entry, the `index`-th from 0.
  func piece(_ item: ExportItem, index: Int, redaction: inout Redaction) -> ExportPiece
}

extension Exporter {
  package var letter: Character? { nil }
  package var undoesCoding: Bool { false }
  package var isOneFileEach: Bool { false }
  package var opening: String { "" }
  package var closing: String { "" }
}

/// What has to be read of an entry for an export, least first.
package enum ExportNeeds: Int, Sendable, Comparable {
  case summary, heads, body

  package static func < (left: ExportNeeds, right: ExportNeeds) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// An entry on its way out.
package struct ExportItem: Sendable {
  package var summary: EntrySummary
  /// Its heads, where the exporter needs them.
  package var entry: CacheEntry?
  /// The body without the coding that was still on it, which is written in its place; nil where it has none.
  package var content: Data?
  /// Whether the whole body is UTF-8; false where no body was read.
  package var isText: Bool
  /// The moment for which its state is told.
  package var now: Date

  package init(summary: EntrySummary, entry: CacheEntry? = nil, isText: Bool = false, now: Date) {
    self.summary = summary
    self.entry = entry
    self.isText = isText
    self.now = now
  }
}

/// One entry as text, with the place of its body in it.
package struct ExportPiece: Sendable, Hashable {
  /// How the body is written between the two texts.
  package enum BodyForm: Sendable, Hashable {
    /// It isn't.
    case none
    /// As the inside of a JSON string; UTF-8 alone.
    case jsonString
    case base64
    /// As its bytes are.
    case raw
  }

  package var before: String
  package var body: BodyForm
  package var after: String

  package init(_ before: String, body: BodyForm = .none, after: String = "") {
    self.before = before
    self.body = body
    self.after = after
  }
}

/// All exporters: one more is a file and a row here.
package enum KnownExporters {
  package static let all: [any Exporter] = [
    HARExporter(), JSONLinesExporter(), CSVExporter(), CurlExporter(), BodyExporter(),
  ]

  package static func named(_ name: String) -> (any Exporter)? { all.first { $0.name == name } }
}
