/// A media type with its parameters (RFC 9110 section 8.3.1), read leniently.
package struct MediaType: Sendable, Hashable {
  /// Type and subtype in lower case; empty when there is none.
  package var essence: String
  /// Names in lower case, values without quotes; the first of a name counts.
  package var parameters: [String: String] = [:]

  /// Reads a `Content-Type` value.
  package init(_ value: String) {
    var parts = Self.split(value)[...]
    essence = parts.popFirst()?.lowercased() ?? ""
    for part in parts {
      guard let equals = part.firstIndex(of: "=") else { continue }
      let name = Self.trim(part[..<equals]).lowercased()
      let value = Self.unquote(Self.trim(part[part.index(after: equals)...]))
      if parameters[name] == nil { parameters[name] = value }
    }
  }

  /// Whether it is JSON by name: `application/json`, `text/json`, or a `+json` suffix (RFC 6839).
  package var isJSON: Bool {
    ["application/json", "text/json"].contains(essence) || essence.hasSuffix("+json")
  }

  /// Whether it is XML by name (RFC 7303).
  package var isXML: Bool {
    ["application/xml", "text/xml"].contains(essence) || essence.hasSuffix("+xml")
  }

  /// Whether it is HTML.
  package var isHTML: Bool { essence == "text/html" || essence == "application/xhtml+xml" }

  /// Whether it says that it is text.
  package var isText: Bool { essence.hasPrefix("text/") }

  /// The parts between semicolons that stand outside quotes.
  private static func split(_ value: String) -> [String] {
    var parts = [""]
    var isQuoted = false
    var isEscaped = false
    for character in value {
      if character == ";", !isQuoted {
        parts.append("")
        continue
      }
      if character == "\"", !isEscaped { isQuoted.toggle() }
      isEscaped = character == "\\" && !isEscaped
      parts[parts.count - 1].append(character)
    }
    return parts.map { trim($0[...]) }
  }

  private static func unquote(_ value: String) -> String {
    guard value.hasPrefix("\""), value.hasSuffix("\""), value.count >= 2 else { return value }
    var result = ""
    var isEscaped = false
    for character in value.dropFirst().dropLast() {
      if character == "\\", !isEscaped {
        isEscaped = true
        continue
      }
      isEscaped = false
      result.append(character)
    }
    return result
  }

  private static func trim(_ text: Substring) -> String {
    var rest = text.drop { $0 == " " || $0 == "\t" }
    while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
    return String(rest)
  }
}
