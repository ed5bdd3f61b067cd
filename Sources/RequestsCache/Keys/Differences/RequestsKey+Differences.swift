extension RequestsKey {
  /// In which ways a stored request is not this one, the most telling first: where there are none,
  /// the keys are equal.
  ///
  /// Keys can be equal although something differs, since nothing is between the parts of which they
  /// are made.
  package func differences(from stored: RequestsKey) -> [RequestsKeyDifference] {
    var result: [RequestsKeyDifference] = []
    if method != stored.method { result.append(.method(wanted: method, stored: stored.method)) }
    result += KeyURL(url).differences(from: KeyURL(stored.url))
    result += bodyDifferences(from: stored)
    result += fieldDifferences(from: stored)
    if verify != stored.verify { result.append(.verify(wanted: verify, stored: stored.verify)) }
    if serializer != stored.serializer {
      result.append(.serializer(wanted: serializer, stored: stored.serializer))
    }
    return result
  }

  private func bodyDifferences(from stored: RequestsKey) -> [RequestsKeyDifference] {
    guard body != stored.body else { return [] }
    let parts = BodyMembers.differing(self, stored)
      .map { RequestsKeyDifference.bodyMember(name: $0.name, wanted: $0.wanted, stored: $0.stored) }
    return parts.isEmpty ? [.body(wanted: body.count, stored: stored.body.count)] : parts
  }

  private func fieldDifferences(from stored: RequestsKey) -> [RequestsKeyDifference] {
    guard matchedFields != stored.matchedFields else { return [] }
    return NamedValues.differing(NamedValues(matchedFields), NamedValues(stored.matchedFields))
      .map { .field(name: $0.name, wanted: $0.wanted.last, stored: $0.stored.last) }
  }
}

/// Values by their names, in the order of the names.
struct NamedValues {
  var values: [String: [String]] = [:]

  /// Of lines such as `name=value`.
  init(_ lines: [String]) {
    for line in lines {
      let end = line.utf8.firstIndex(of: UInt8(ascii: "=")) ?? line.endIndex
      values[String(line[..<end]), default: []].append(String(line[end...].dropFirst()))
    }
  }

  /// Of a query or form; decoded to be read.
  init(query: some Collection<UInt8>) {
    for part in query.split(separator: UInt8(ascii: "&")) {
      let halves = part.split(
        separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false
      ).map { String(decoding: PythonQuoting.unquoted($0, plusIsSpace: true), as: UTF8.self) }
      values[halves[0], default: []].append(halves.count > 1 ? halves[1] : "")
    }
  }

  struct Difference {
    var name: String
    var wanted: [String]
    var stored: [String]
  }

  static func differing(_ wanted: NamedValues, _ stored: NamedValues) -> [Difference] {
    Set(wanted.values.keys).union(stored.values.keys).sorted(by: PythonText.precedes)
      .compactMap { name in
        let (left, right) = (wanted.values[name] ?? [], stored.values[name] ?? [])
        return left == right ? nil : Difference(name: name, wanted: left, stored: right)
      }
  }
}
