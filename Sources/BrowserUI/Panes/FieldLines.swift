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
  /// `name: value`, broken where it is too long, with a remark behind it.
  static func line(
    _ field: HTTPField, remark: VisibleText? = nil, width: Int
  ) -> [StyledText] {
    var line = StyledText(" " + VisibleText(field.name), Style(.name))
    line.append(": ", Style(.punctuation))
    line.append(VisibleText(valueOf: field))
    if let remark { line.append("  " + remark, Style(.muted)) }
    return line.wrapped(to: width, indent: 4)
  }
}
