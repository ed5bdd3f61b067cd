import BrowserUI
import CacheStore
import Canvas

/// What `larder doctor` prints.
struct DoctorReport {
  private let findings: [Finding]
  private let done: [Finding.Kind: FixResult]
  private let hosts: [EntryTotals.Host]

  /// - Parameter hosts: what has the most bytes of bodies.
  init(
    _ findings: [Finding], done: [Finding.Kind: FixResult] = [:], hosts: [EntryTotals.Host] = []
  ) {
    self.findings = findings
    self.done = done
    self.hosts = hosts
  }

  func print(asJSON: Bool) {
    if asJSON { Output.rawLine(json.text) } else { lines.forEach(Output.line) }
  }

  private var lines: [String] {
    (findings.isEmpty ? ["Nothing is wrong."] : found) + sizes
  }

  private var sizes: [String] {
    guard !hosts.isEmpty else { return [] }
    return ["Bodies by host, the largest first:"]
      + hosts.map { host in
        let entries = Numbers.count(host.count, "entry", "entries")
        return "  " + Sizes.long(host.bytes).padded(to: 8, right: true)
          + "  \(host.name)  \(entries)"
      }
  }

  private var found: [String] {
    findings.flatMap { finding in
      [finding.headline] + finding.parts.map { "  \(Numbers.grouped($0.count)) \($0.name)" }
        + finding.examples.map { "    " + Self.cut($0) }
        + (finding.count > finding.examples.count && !finding.examples.isEmpty ? ["    …"] : [])
    }
  }

  /// An example in which a URL is no longer than people read; as JSON it is whole.
  private static func cut(_ example: String) -> String {
    VisibleText(untrusted: example).truncated(to: 200, .middle).plainText
  }

  private var json: JSONText {
    .object([
      ("healthy", .bool(!findings.contains(where: \.isFault))),
      ("findings", .array(findings.map(json))),
      ("hosts", .array(hosts.map(json))),
    ])
  }

  private func json(_ host: EntryTotals.Host) -> JSONText {
    .object([
      ("name", .string(host.name)), ("entries", .integer(Int64(host.count))),
      ("bytes", .integer(host.bytes)),
    ])
  }

  private func json(_ finding: Finding) -> JSONText {
    var members: [(String, JSONText)] = [
      ("kind", .string(finding.kind.rawValue)), ("fault", .bool(finding.isFault)),
      ("count", .integer(Int64(finding.count))), ("bytes", .integer(finding.bytes)),
      (
        "parts",
        .object(finding.parts.map { ($0.name, .integer(Int64($0.count))) })
      ),
      ("examples", .array(finding.examples.map(JSONText.string))),
      ("fix", JSONText(finding.fix?.rawValue)),
    ]
    if let result = done[finding.kind] {
      members += [
        ("fixed", .integer(Int64(result.fixed))), ("left", .integer(Int64(result.left))),
      ]
    }
    return .object(members)
  }
}

extension Finding {
  /// What was found, in a line.
  fileprivate var headline: String {
    switch kind {
    case .integrity: "The database is damaged: copy it before anything else."
    case .journal:
      "A transaction lies beside the file: its writer is at work or was killed. The next one to open it for "
        + "writing undoes it (with --fix --yes, larder does)."
    case .undecodable: "\(values) can't be decoded, \(size)." + wholeCache
    case .unknown: "\(values) of an unknown serializer, or unsafe, \(size)."
    case .expiryColumn:
      "\(counted("value expires", "values expire")) otherwise than the column beside says."
    case .danglingAlias: "\(counted("alias stands", "aliases stand")) for nothing."
    case .mixedBytes: "Bytes in JSON are in two forms; no release reads both right."
    case .uses: "The index of uses has \(counted("fault", "faults"))."
    case .orphan: "\(counted("record", "records")) that no entry has, \(size)."
    case .secret: "Secrets in clear in \(counted("place", "places"))."
    case .duplicateBody:
      "\(counted("body is", "bodies are")) stored more than once, \(size) too much."
    case .redirectDuplicate:
      "\(counted("response is", "responses are")) stored twice because of redirects, \(size) too much."
    case .reclaimable: "\(Sizes.long(bytes)) of the file are free pages."
    }
  }

  /// A cache that larder mostly can't read may be one that somebody else can.
  private var wholeCache: String {
    fix == nil ? " Most of the cache is so: it may have a serializer of its own." : ""
  }

  private var values: String { counted("value", "values") }

  private var size: String { Sizes.long(bytes) }

  private func counted(_ singular: String, _ plural: String) -> String {
    Numbers.count(count, singular, plural)
  }
}

extension Finding.Fix {
  /// What it does, as the end of a sentence.
  func plan(_ finding: Finding) -> String {
    let count = finding.count
    return switch self {
    case .trash:
      "delete \(Numbers.count(count, "value", "values")) that can't be decoded, to the trash"
    case .setExpiryColumn:
      "set the expiry beside \(Numbers.count(count, "value", "values")) to what the value says"
    case .deleteAliases:
      "delete \(Numbers.count(count, "alias", "aliases")) of keys that are not there"
    case .correctUses: "put the index of uses right"
    case .removeOrphans: "remove \(Numbers.count(count, "record", "records")) that no entry has"
    case .vacuum: "give \(Sizes.long(finding.bytes)) back to the file system"
    }
  }
}

extension FixResult {
  /// What was done, in a line.
  func words(_ plan: String) -> String {
    let rest = left > 0 ? "; \(Numbers.grouped(left)) had changed and were left alone" : ""
    return "done: \(plan)\(rest)" + (operation == nil ? "" : " (u in the browser undoes it)")
  }
}
