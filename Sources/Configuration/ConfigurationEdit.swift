package import BrowserUI

/// Sets values in the text of a file. Everything else stays as its author wrote it: comments, order, blanks.
package struct ConfigurationEdit {
  package private(set) var text: String

  package init(_ text: String) { self.text = text }

  /// Sets a value: where it stands, else behind its neighbours, else in a table of its own at the end.
  ///
  /// - Throws: `ConfigurationFault` where the file can't be read, or has the setting in a form that is its
  ///   author's to change.
  package mutating func set(
    _ setting: Setting, to value: SettingValue
  ) throws(ConfigurationFault) {
    let path = setting.name.split(separator: ".").map(String.init)
    let document = try TOMLDocument(text)
    if let old = document.statements.last(where: { $0.path == path }), let range = old.value {
      replace(range, with: value.toml, in: document)
    } else {
      try insert(path, value.toml, document)
    }
    try check(setting, value)
  }

  /// The line of a setting, counted from 1.
  package func line(of setting: Setting) -> Int {
    (try? TOMLDocument(text))?.line(of: setting.name.split(separator: ".").map(String.init)) ?? 1
  }

  /// The text has to say what was asked for, or nothing is changed at all.
  private func check(_ setting: Setting, _ value: SettingValue) throws(ConfigurationFault) {
    _ = try TOMLDocument(text)
    let read = Configuration(.init(text: text))
    // A theme of the person's own is one of the file's.
    guard setting.value(read.preferences) == value else {
      throw ConfigurationFault(
        place: .line(line(of: setting)),
        sentence: "\(setting.name) can't be set there: do it by hand")
    }
  }

  private mutating func insert(
    _ path: [String], _ value: String, _ document: TOMLDocument
  ) throws(ConfigurationFault) {
    let (table, name) = (Array(path.dropLast()), path[path.count - 1])
    let all = document.statements
    if let inline = all.first(where: { $0.path == table && $0.value != nil }) {
      throw ConfigurationFault(
        place: .line(inline.line),
        sentence: "the settings of \(table.joined(separator: ".")) are on one line: change it there"
      )
    }
    if let head = all.lastIndex(where: { $0.path == table && $0.value == nil }) {
      let following = all[(head + 1)...].prefix { $0.value != nil }
      return insert("\(name) = \(value)\n", at: following.last?.end ?? all[head].end, document)
    }
    let top = all.prefix { $0.value != nil }
    let hasNeighbours = !table.isEmpty && top.contains { $0.path.starts(with: table) }
    guard table.isEmpty || hasNeighbours else {
      let gap = text.isEmpty ? "" : "\n"
      return insert(
        "\(gap)[\(table.joined(separator: "."))]\n\(name) = \(value)\n",
        at: document.bytes.count, document)
    }
    let line = "\(path.joined(separator: ".")) = \(value)\n"
    if let last = top.last { return insert(line, at: last.end, document) }
    if let head = all.first { return insert(line + "\n", at: start(of: head, document), document) }
    insert(line, at: document.bytes.count, document)
  }

  /// Where a head begins, with the comments right above it.
  private func start(of head: TOMLDocument.Statement, _ document: TOMLDocument) -> Int {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var line = head.line - 1
    while line > 0, lines[line - 1].drop(while: \.isWhitespace).hasPrefix("#") { line -= 1 }
    return lines.prefix(line).reduce(0) { $0 + $1.utf8.count + 1 }
  }

  private mutating func replace(
    _ range: Range<Int>, with value: String, in document: TOMLDocument
  ) {
    let bytes = document.bytes
    text = String(
      decoding: bytes[..<range.lowerBound] + Array(value.utf8) + bytes[range.upperBound...],
      as: UTF8.self)
  }

  /// Puts lines in, and a line's end before them where the text has none.
  private mutating func insert(_ lines: String, at place: Int, _ document: TOMLDocument) {
    let isOpen = place > 0 && document.bytes[place - 1] != UInt8(ascii: "\n")
    replace(place..<place, with: (isOpen ? "\n" : "") + lines, in: document)
  }
}
