import BrowserUI
import CacheStore
import FoundationEssentials
import HTTPCaching
import RequestsCache

/// What `larder key` prints.
struct KeyReport {
  var answer: KeyAnswer
  /// The cache that was looked into.
  var store: String?

  private var key: RequestsKey { answer.wanted }

  func print(asJSON: Bool) {
    if asJSON { Output.rawLine(json.text) } else { lines.forEach(Output.line) }
  }

  // MARK: Text

  private var lines: [String] {
    var lines = [
      "key         \(key.text)", "method      \(key.method)", "url         \(key.url)",
      "body        " + (key.body.isEmpty ? "none" : Sizes.exact(Int64(key.body.count))),
      "verify      " + (key.verify == "True" ? "on" : key.verify.isEmpty ? "off" : key.verify),
    ]
    lines += key.matchedFields.map { "matched     \($0)" }
    lines.append("serializer  \(key.serializer)")
    lines += key.redactions.map { "redacted    \($0.name) (\($0.place.word))" }
    if let store { lines += verdict(store) }
    return lines
  }

  private func verdict(_ store: String) -> [String] {
    guard let entry = answer.entry else {
      return ["", "\(store) has neither this key nor an alias of that name."] + neighbours
    }
    var lines = ["", "\(store) \(finding)", "  " + entry.fact]
    if !answer.varying.isEmpty {
      lines.append(
        "  But it is no answer: \(answer.varying.joined(separator: ", ")) differs, which Vary names; the "
          + "variant would have the key \(answer.variantKey ?? "?").")
    }
    return lines + neighbours
  }

  private var finding: String {
    switch answer.found {
    case .alias: "has it, as an alias of \(answer.entry?.key ?? ""):"
    case .variant: "has it, as a variant with the key \(answer.variantKey ?? ""):"
    case .key, nil: "has it:"
    }
  }

  private var neighbours: [String] {
    guard !answer.nearest.isEmpty else {
      return answer.isFound ? [] : ["Nothing of its host is stored."]
    }
    return answer.nearest.flatMap { neighbour in
      ["", "near        \(neighbour.storedKey)  \(neighbour.method) \(neighbour.url)"]
        + neighbour.differences.map { "  " + $0 }
    }
  }

  // MARK: JSON

  private var json: JSONText {
    var members: [(String, JSONText)] = [
      ("key", .string(key.text)), ("method", .string(key.method)), ("url", .string(key.url)),
      ("body_bytes", .integer(Int64(key.body.count))),
      ("body_digest", JSONText(key.body.isEmpty ? nil : BLAKE2b.hex(key.body))),
      ("verify", .bool(!key.verify.isEmpty)),
      ("matched_headers", .array(key.matchedFields.map(JSONText.string))),
      ("serializer", .string(key.serializer)),
      ("redacted", .array(key.redactions.map(Self.json))),
    ]
    if let store { members += verdict(of: store) }
    return .object(members)
  }

  private func verdict(of store: String) -> [(String, JSONText)] {
    [
      ("store", .string(store)), ("found", .bool(answer.isFound)),
      ("by", JSONText(answer.found.map { "\($0)" })), ("stored_key", JSONText(answer.entry?.key)),
      ("expires", JSONText(answer.entry?.timeline.freshUntil)),
      ("varying", .array(answer.varying.map(JSONText.string))),
      ("variant_key", JSONText(answer.variantKey)),
      ("nearest", .array(answer.nearest.map(Self.json))),
    ]
  }

  private static func json(_ redaction: RequestsKey.Redaction) -> JSONText {
    .object([("name", .string(redaction.name)), ("place", .string(redaction.place.word))])
  }

  private static func json(_ neighbour: KeyAnswer.Neighbour) -> JSONText {
    .object([
      ("key", .string(neighbour.storedKey)), ("method", .string(neighbour.method)),
      ("url", .string(neighbour.url)),
      ("differences", .array(neighbour.differences.map(JSONText.string))),
    ])
  }
}

extension RequestsKey.Redaction.Place {
  fileprivate var word: String {
    switch self {
    case .query: "query"
    case .body: "body"
    case .field: "header"
    }
  }
}

extension EntrySummary {
  /// An entry in a line: what it is and until when.
  fileprivate var fact: String {
    guard !isCorrupt else { return "\(key)  can't be decoded" }
    let end = timeline.freshUntil.map { "expires \(Timestamp.text($0))" } ?? "never expires"
    return "\(key)  \(method) \(url)  \(status), \(Sizes.short(size)), \(end)"
  }
}
