import Canvas
import HTTPTypes

extension VisibleText {
  /// A field's name as received.
  init(_ name: HTTPField.Name) { self.init(untrusted: name.rawName, .header) }

  /// A field's value as received; bytes that aren't UTF-8 are shown one by one.
  init(valueOf field: HTTPField) {
    self = field.withUnsafeBytesOfValue { VisibleText(untrusted: $0, .header) }
  }
}

/// Header fields as lines.
enum FieldLines {
  /// `name: value` behind a mark of one column, broken where it is too long.
  static func line(_ field: HTTPField, mark: VisibleText = " ", width: Int) -> [StyledText] {
    var line = StyledText(mark, Style(.changed))
    line.append(VisibleText(field.name), Style(.name))
    line.append(": ", Style(.punctuation))
    line.append(VisibleText(valueOf: field))
    return line.wrapped(to: width, indent: 4)
  }
}
