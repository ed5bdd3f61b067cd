/// The fields of a request as requests-cache compares them: the values of ignored names replaced,
/// the items of lists in lower case and sorted.
struct NormalizedFields {
  /// Each name once, sorted by name.
  private(set) var fields: [SentRequest.Field]
  private(set) var redacted: [String] = []

  init(_ sent: [SentRequest.Field], ignoring names: IgnoredNames) {
    fields = Self.unique(sent)
    for index in fields.indices {
      if names.contains(fields[index].name) {
        fields[index].value = IgnoredNames.mark
        redacted.append(fields[index].name)
      } else {
        fields[index].value = Self.normalized(fields[index].value)
      }
    }
  }

  /// A field by its name, in any case.
  subscript(name: String) -> String? {
    let name = PythonText.lowercased(name)
    return fields.first { PythonText.lowercased($0.name) == name }?.value
  }

  /// Those that are part of the key, as `name=value`.
  func matching(_ matched: RequestsKeySettings.MatchedHeaders) -> [String] {
    switch matched {
    case .none: []
    case .all: lines(fields.map(\.name))
    case .names(let names): lines(names)
    }
  }

  private func lines(_ names: [String]) -> [String] {
    names.map(PythonText.lowercased).sorted(by: PythonText.precedes)
      .compactMap { name in self[name].map { name + "=" + $0 } }
  }

  private static func unique(_ sent: [SentRequest.Field]) -> [SentRequest.Field] {
    var last: [String: SentRequest.Field] = [:]
    for field in sent { last[PythonText.lowercased(field.name)] = field }
    return last.values.sorted { PythonText.precedes($0.name, $1.name) }
  }

  private static func normalized(_ value: String) -> String {
    guard value.utf8.contains(UInt8(ascii: ",")) else { return value }
    let items = PythonText.lowercased(value).unicodeScalars.split(separator: ",")
      .map { PythonText.stripped(Substring($0)) }
    return items.filter { !$0.isEmpty }.sorted(by: PythonText.precedes).joined(separator: ", ")
  }
}
