import Canvas
import FoundationEssentials
import Testing

/// Texts that are kept as files beside the tests. `LARDER_RECORD=1` writes them anew; otherwise a text
/// that differs fails with both in the message.
func expectGolden(
  _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Golden")
  let file = folder.appending(path: name + ".txt")
  if ProcessInfo.processInfo.environment["LARDER_RECORD"] == "1" {
    try Data(text.utf8).write(to: file)
    return
  }
  let kept = try? String(decoding: Data(contentsOf: file), as: UTF8.self)
  #expect(
    text == kept, "\(name) differs:\n\(difference(text, kept ?? ""))",
    sourceLocation: sourceLocation)
}

/// The lines that differ, old ones behind a minus, new ones behind a plus.
private func difference(_ new: String, _ old: String) -> String {
  let newLines = new.split(separator: "\n", omittingEmptySubsequences: false)
  let oldLines = old.split(separator: "\n", omittingEmptySubsequences: false)
  let changes = newLines.difference(from: oldLines)
  return changes.map { change in
    switch change {
    case .insert(_, let line, _): "+ \(line)"
    case .remove(_, let line, _): "- \(line)"
    }
  }.joined(separator: "\n")
}

/// Lines as a frame of so many columns, so that tests see what a screen shows.
func frame(of lines: [StyledText], columns: Int, glyphs: Glyphs = .unicode) -> Frame {
  var frame = Frame(Size(columns: columns, rows: lines.count), glyphs: glyphs)
  frame.write(lines, in: frame.bounds)
  return frame
}

/// Whether a terminal would only draw this: no control, nothing invisible, nothing that turns direction.
func isHarmless(_ text: String) -> Bool {
  text.unicodeScalars.allSatisfy { scalar in
    if scalar == "\n" { return true }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      return false
    default: return true
    }
  }
}
