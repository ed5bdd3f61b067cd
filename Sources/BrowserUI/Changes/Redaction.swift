import HTTPCaching
import HTTPTypes

/// Takes secrets out of fields: equal values get equal placeholders, so that a reader still sees which
/// belong together.
struct Redaction {
  var isOn = true
  private var seen: [String: Int] = [:]

  init(isOn: Bool = true) { self.isOn = isOn }

  /// How many different values were taken out.
  var count: Int { seen.count }

  /// A field's value on one line, or what stands for it.
  mutating func value(of field: HTTPField) -> String {
    guard isOn, Self.isSecret(field.name) else { return field.value.oneLine }
    let number = seen[field.value] ?? seen.count + 1
    seen[field.value] = number
    return "\(IgnoredParameters.mark)-\(number)"
  }

  private static func isSecret(_ name: HTTPField.Name) -> Bool {
    let name = name.canonicalName
    return secrets.contains(name) || name.hasPrefix("proxy-")
      || IgnoredParameters.standard.contains(name)
  }

  private static let secrets: Set<String> = ["cookie", "set-cookie", "x-csrftoken", "csrf-token"]
}
