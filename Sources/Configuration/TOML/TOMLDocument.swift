/// A TOML 1.0 text: what it says, and where each statement stands, so that faults have lines and a value can be
/// set without touching anything else.
///
/// Bounded: at most ``deepest`` values within values and parts of a name, in time proportional to the text.
struct TOMLDocument {
  /// A head of a table, or a name with a value.
  struct Statement: Hashable {
    /// The whole path, with that of the table that it is in.
    var path: [String]
    /// Counted from 1.
    var line: Int
    /// The bytes of the value; nil for the head of a table.
    var value: Range<Int>?
    /// Where the line behind the statement begins.
    var end: Int
  }

  static let deepest = 64

  let members: [TOMLNode.Member]
  let statements: [Statement]
  let bytes: [UInt8]

  /// - Throws: `ConfigurationFault` with the line of the first thing that is no TOML.
  init(_ text: String) throws(ConfigurationFault) {
    var reader = TOMLReader(text)
    try reader.read()
    members = reader.root.members
    statements = reader.statements
    bytes = reader.bytes
  }

  /// The line of a path, of the first thing below it, or of the nearest thing around it.
  func line(of path: [String]) -> Int {
    var path = path
    while !path.isEmpty {
      if let statement = statements.last(where: { $0.path == path }) { return statement.line }
      if let below = statements.first(where: { $0.path.starts(with: path) }) { return below.line }
      path.removeLast()
    }
    return 1
  }
}
