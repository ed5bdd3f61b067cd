package import CacheStore
package import FoundationEssentials
import HTTPCaching
import HTTPTypes

extension EntrySummary {
  /// What lists tell of the entry, as JSON.
  package func json(at now: Date, _ redaction: inout Redaction) -> JSONText {
    .object([
      ("key", .string(key)), ("method", .string(method)), ("url", .string(redaction.url(url))),
      ("status", .integer(Int64(status))), ("size", .integer(size)), ("type", .string(mediaType)),
      ("stored", JSONText(stored)), ("expires", JSONText(timeline.freshUntil)),
      ("state", .string(isCorrupt ? "corrupt" : timeline.state(at: now).rawValue)),
      ("rule", .string(timeline.rule.rawValue)), ("hits", .integer(Int64(hits))),
      ("used", JSONText(lastUsed)), ("vary", .string(vary)),
    ])
  }

  /// The same with everything as it is.
  package func json(at now: Date) -> JSONText {
    var nothing = Redaction(isOn: false)
    return json(at: now, &nothing)
  }
}

extension CacheEntry {
  /// The entry with its heads as JSON.
  package func json(at now: Date, _ redaction: inout Redaction) -> JSONText {
    guard case .object(let members) = summary.json(at: now, &redaction) else { return .null }
    let request = Self.json(stored.request.headerFields, &redaction)
    let response = Self.json(stored.response.headerFields, &redaction)
    return .object(
      members + [
        ("reason", .string(stored.response.status.reasonPhrase)),
        ("request_time", JSONText(stored.requestTime)),
        ("response_time", JSONText(stored.responseTime)),
        ("request_headers", request), ("response_headers", response),
        ("redirects", .array(redirects.map { .string(redaction.url($0)) })),
        ("key_parts", .parts(keyParts, &redaction)),
      ])
  }

  /// The same with everything as it is.
  package func json(at now: Date) -> JSONText {
    var nothing = Redaction(isOn: false)
    return json(at: now, &nothing)
  }

  /// Fields as a list of pairs: their order and duplicates count.
  private static func json(_ fields: HTTPFields, _ redaction: inout Redaction) -> JSONText {
    .array(
      fields.map { field in
        // A field without secrets stays what it is to the byte.
        let value = redaction.isOn ? redaction.value(of: field) : field.value
        return .array([.string(field.name.rawName), .string(value)])
      })
  }
}

extension JSONText {
  /// What went into a key.
  fileprivate static func parts(_ parts: CacheKeyParts, _ redaction: inout Redaction) -> JSONText {
    let matched = parts.matchedFields.map { field -> JSONText in
      let value = HTTPField.Name(field.name).map {
        redaction.value(of: HTTPField(name: $0, value: field.value))
      }
      return .array([.string(field.name), .string(value ?? field.value)])
    }
    return .object([
      ("method", .string(parts.method)), ("url", .string(redaction.url(parts.url))),
      ("body_digest", JSONText(parts.bodyDigest)), ("matched_fields", .array(matched)),
      ("ignored_parameters", .array(parts.ignoredParameters.map(JSONText.string))),
    ])
  }
}
