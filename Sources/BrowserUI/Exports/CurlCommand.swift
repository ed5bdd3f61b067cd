package import CacheStore
import Canvas
import FoundationEssentials
import HTTPCaching
import HTTPTypes

/// The curl command that asks for what an entry answers. Whatever the entry holds, the shell sees words
/// in single quotes, and curl sees no option, glob or file name in them.
package struct CurlCommand {
  private let entry: CacheEntry

  package init(_ entry: CacheEntry) { self.entry = entry }

  /// The command on one line.
  package func text(_ redaction: inout Redaction) -> String {
    var words = ["curl", "--globoff"] + method
    for field in entry.stored.request.headerFields where !Self.own.contains(field.name) {
      words += ["--header", Self.quoted(header(field, &redaction))]
    }
    if entry.stored.request.headerFields[.acceptEncoding] != nil { words.append("--compressed") }
    let content = content(&redaction)
    words += content.words
    words += ["--url", Self.quoted(redaction.url(entry.summary.url).oneLine)]
    return content.input + words.joined(separator: " ")
  }

  private var method: [String] {
    switch entry.summary.method {
    case "GET" where entry.requestBody == nil: []
    case "HEAD": ["--head"]
    case let method: ["--request", Self.quoted(method.oneLine)]
    }
  }

  /// A field without a value ends in a semicolon: a colon would have curl leave it out.
  private func header(_ field: HTTPField, _ redaction: inout Redaction) -> String {
    let value = redaction.value(of: field)
    return value.isEmpty ? "\(field.name.rawName);" : "\(field.name.rawName): \(value)"
  }

  /// The request's content: as a word where that shows all of it, else through a pipe.
  private func content(_ redaction: inout Redaction) -> (input: String, words: [String]) {
    guard var body = entry.requestBody else { return ("", []) }
    if redaction.isOn { body = CachePolicy().redacted(body, of: entry.stored.request) }
    if let text = String(validating: body, as: UTF8.self), Self.isPlain(text) {
      return ("", ["--data-raw", Self.quoted(text)])
    }
    let octal = body.map { byte in
      let digits = String(byte, radix: 8)
      return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
    }
    return ("printf '\(octal.joined())' | ", ["--data-binary", "@-"])
  }

  /// Whether a text goes onto a line and a screen as it is.
  private static func isPlain(_ text: String) -> Bool {
    !VisibleText(untrusted: text).hasEscapes
  }

  /// Fields that curl sets itself, and what a proxy said of itself: it would take the request for a loop.
  private static let own: Set<HTTPField.Name> = [
    .acceptEncoding, .contentLength, .connection, HTTPField.Name("Via") ?? .connection,
  ]

  /// A word for the shell: nothing has a meaning inside single quotes but their end.
  static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
