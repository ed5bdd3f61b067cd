import HTTPCaching
package import HTTPTypes

/// Takes secrets out of what leaves the cache: equal values get equal placeholders, so that a reader still
/// sees which belong together. Contents of responses stay as they are.
package struct Redaction: Sendable {
  package let isOn: Bool
  private let names: SecretNames
  /// The numbers of values, by a digest: a hundred thousand cookies are not kept for it.
  private var numbers: [String: Int] = [:]
  /// Whether fields that were met are secret: a hundred thousand entries have a few dozen names.
  private var known: [HTTPField.Name: Bool] = [:]

  private static let knownLimit = 500

  /// - Parameter isOn: false leaves everything as it is.
  package init(isOn: Bool = true, names: SecretNames = SecretNames()) {
    self.isOn = isOn
    self.names = names
  }

  /// How many different values were taken out.
  package var count: Int { numbers.count }

  /// A field's value on one line, or what stands for it.
  package mutating func value(of field: HTTPField) -> String {
    guard isOn else { return field.value.oneLine }
    if isSecret(field.name) { return placeholder(field.value) }
    switch field.name {
    case .location, .contentLocation, .referer: return url(field.value.oneLine)
    default: return field.value.oneLine
    }
  }

  private mutating func isSecret(_ name: HTTPField.Name) -> Bool {
    if let isSecret = known[name] { return isSecret }
    let isSecret = names.contains(field: name.canonicalName)
    if known.count < Self.knownLimit { known[name] = isSecret }
    return isSecret
  }

  /// A URL with placeholders for user information and for the values of secret parameters.
  package mutating func url(_ url: String) -> String {
    guard isOn else { return url }
    var result = ""
    var rest = url[...]
    if let colon = rest.firstRange(of: "//") {
      let end = rest[colon.upperBound...].firstIndex { "/?#".contains($0) } ?? rest.endIndex
      let authority = rest[colon.upperBound..<end]
      if let at = authority.lastIndex(of: "@") {
        result += rest[..<colon.upperBound] + placeholder(String(authority[..<at]))
        rest = rest[at...]
      }
    }
    guard let mark = rest.firstIndex(where: { $0 == "?" || $0 == "#" }) else {
      return result + rest
    }
    result += rest[...mark]
    return result + pairs(rest[rest.index(after: mark)...])
  }

  /// Pairs of a query and of a fragment that may follow it.
  private mutating func pairs(_ text: Substring) -> String {
    var result = ""
    var rest = text
    while !rest.isEmpty {
      let end = rest.firstIndex { "&;#?".contains($0) } ?? rest.endIndex
      result += pair(rest[..<end])
      guard end < rest.endIndex else { break }
      result.append(rest[end])
      rest = rest[rest.index(after: end)...]
    }
    return result
  }

  private mutating func pair(_ text: Substring) -> String {
    guard let equals = text.firstIndex(of: "="), text.index(after: equals) < text.endIndex,
      names.contains(parameter: text[..<equals].withoutPercentEncoding.lowercased())
    else { return String(text) }
    return text[...equals] + placeholder(String(text[text.index(after: equals)...]))
  }

  /// What stands for a value; one that a session took out before stays as it is.
  private mutating func placeholder(_ value: String) -> String {
    guard value != IgnoredParameters.mark else { return value }
    let digest = BLAKE2b.hex(Array(value.utf8))
    let number = numbers[digest] ?? numbers.count + 1
    numbers[digest] = number
    return "\(IgnoredParameters.mark)-\(number)"
  }
}

extension Redaction {
  /// `2 values redacted`; nil where nothing was taken out.
  package var words: String? {
    count == 0 ? nil : "\(Numbers.count(count, "value", "values")) redacted"
  }
}
