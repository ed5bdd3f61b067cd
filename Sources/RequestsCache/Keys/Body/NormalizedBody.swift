/// A request's content as requests-cache compares it, by its type: JSON and forms in one spelling,
/// anything else as sent.
struct NormalizedBody {
  private(set) var bytes: [UInt8]
  private(set) var redacted: [String] = []

  /// - Parameters:
  ///   - body: what is sent. A form that is not UTF-8, for which Python raises, is taken as sent.
  ///   - type: the field `Content-Type` in one spelling.
  init(_ body: [UInt8], type: String, settings: RequestsKeySettings, ignoring names: IgnoredNames) {
    bytes = body
    guard !body.isEmpty else { return }
    switch Self.kind(type, release: settings.release.library) {
    case .json:
      let rootKey = settings.release.library >= .v13 ? settings.contentRootKey : nil
      guard let json = NormalizedJSON(body, ignoring: names, rootKey: rootKey) else { return }
      (bytes, redacted) = (json.bytes, json.redacted)
    case .form where UTF8Bytes.isValid(body):
      let form = FilteredQuery(body, ignoring: names)
      (bytes, redacted) = (form.bytes, form.redacted)
    default: break
    }
  }

  private enum Kind { case json, form, other }

  /// Before 1.2 the type had to be exactly one of two.
  private static func kind(_ type: String, release: RequestsKeyRelease.Library) -> Kind {
    let form = "application/x-www-form-urlencoded"
    guard release >= .v12 else {
      return type == "application/json" ? .json : type == form ? .form : .other
    }
    let media = type.utf8.prefix { $0 != UInt8(ascii: ";") }
    let name = PythonText.lowercased(String(Substring(media)))
    if name.hasPrefix("application/"), name.contains("json") { return .json }
    return name == form ? .form : .other
  }
}
