import CacheStore
import HTTPCaching
import HTTPTypes

/// The curl command that asks for what an entry answers. Whatever the entry holds, the shell sees words
/// in single quotes, and curl sees no option, glob or file name in them.
struct CurlCommand {
  private let entry: CacheEntry
  private var redaction: Redaction

  init(_ entry: CacheEntry, withSecrets: Bool) {
    self.entry = entry
    redaction = Redaction(isOn: !withSecrets)
  }

  /// The command on one line.
  mutating func text() -> CopyText {
    var words = ["curl", "--globoff"] + method
    for field in entry.stored.request.headerFields where !Self.own.contains(field.name) {
      words += ["--header", Self.quoted(header(field))]
    }
    if entry.stored.request.headerFields[.acceptEncoding] != nil { words.append("--compressed") }
    words += ["--url", Self.quoted(entry.summary.url.oneLine)]
    return CopyText(text: words.joined(separator: " "), redacted: redaction.count)
  }

  private var method: [String] {
    switch entry.summary.method {
    case "GET": []
    case "HEAD": ["--head"]
    case let method: ["--request", Self.quoted(method.oneLine)]
    }
  }

  /// A field without a value ends in a semicolon: a colon would have curl leave it out.
  private mutating func header(_ field: HTTPField) -> String {
    let value = redaction.value(of: field)
    return value.isEmpty ? "\(field.name.rawName);" : "\(field.name.rawName): \(value)"
  }

  /// Fields that curl sets itself.
  private static let own: Set<HTTPField.Name> = [.acceptEncoding, .contentLength, .connection]

  /// A word for the shell: nothing has a meaning inside single quotes but their end.
  static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
