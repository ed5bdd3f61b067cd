import CacheStore
import Canvas
import FoundationEssentials
import HTTPCaching
import HTTPTypes

/// What can be copied of an entry.
enum CopyKind: Sendable, Hashable {
  case url, key, headers, explanation, json
  /// A curl command for the same request; secrets are redacted unless asked for.
  case curl(withSecrets: Bool)
  /// The body, where it is text.
  case body

  var name: String {
    switch self {
    case .url: "the URL"
    case .key: "the cache key"
    case .headers: "the headers"
    case .explanation: "the explanation"
    case .curl(false): "the curl command"
    case .curl(true): "the curl command with its secrets"
    case .json: "the entry as JSON"
    case .body: "the body"
    }
  }
}

/// A text for the clipboard, with what was kept out of it.
struct CopyText: Sendable, Hashable {
  var text: String
  var redacted = 0
  /// Whether tabs stay, as they mean something in code and tables.
  var isBody = false

  /// The text with control characters made visible, line by line.
  var safeText: String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      guard isBody else { return VisibleText(untrusted: String(line)).plainText }
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
      return cells.map { VisibleText(untrusted: String($0), .body).plainText }
        .joined(separator: "\t")
    }.joined(separator: "\n")
  }
}

extension CopyText {
  /// The response's status line and fields.
  static func head(_ entry: CacheEntry, _ redaction: Redaction) -> CopyText {
    let response = entry.stored.response
    var redaction = redaction
    let fields = response.headerFields.map { field in
      "\(field.name.rawName): \(redaction.value(of: field))"
    }
    let status = "HTTP \(response.status.code) \(response.status.reasonPhrase.oneLine)"
    let text = ([status] + fields).joined(separator: "\n") + "\n"
    return CopyText(text: text, redacted: redaction.count)
  }

  static func json(_ entry: CacheEntry, now: Date, _ redaction: Redaction) -> CopyText {
    var redaction = redaction
    return CopyText(text: entry.json(at: now, &redaction).text, redacted: redaction.count)
  }

  static func curl(_ entry: CacheEntry, _ redaction: Redaction) -> CopyText {
    var redaction = redaction
    return CopyText(text: CurlCommand(entry).text(&redaction), redacted: redaction.count)
  }

  /// The explanation at a moment, without styles.
  static func explanation(
    _ entry: CacheEntry, whatIf: WhatIf? = nil, now: Date, clock: ClockTimes, glyphs: Glyphs
  ) -> CopyText {
    let context = PaneContext(width: 100, now: now, clock: clock, glyphs: glyphs)
    let report =
      whatIf?.report(on: entry.stored, now: now, utcOffset: clock.utcOffset)
      ?? FreshnessReport(of: entry.stored, now: now)
    return CopyText(text: ExplainPane.text(report, of: entry, whatIf: whatIf, in: context))
  }
}

extension String {
  /// On one line, whatever was in it.
  var oneLine: String { String(map { $0.isNewline ? " " : $0 }) }
}
