package import FoundationEssentials

extension SentRequest {
  /// What a program gives `requests` as the content.
  package enum Content: Sendable, Hashable {
    case none
    case bytes(Data)
    /// Sent as a form, with its type where the fields have none.
    case form([Parameter])
    /// Text that is JSON already, sent with its type where the fields have none.
    case json(Data)
  }

  /// Makes of a request what `requests` sends: the URL in its spelling with the parameters added,
  /// the method in upper case, and the fields for the content and for the user in the URL.
  ///
  /// A URL that `requests` refuses is taken as it stands, without white space before it. The fields
  /// that a session adds by itself (`User-Agent`, `Accept`, …) are not added.
  ///
  /// - Parameter parameters: added to the query, in their order.
  package static func prepared(
    method: String = "GET", url: String, parameters: [Parameter] = [], fields: [Field] = [],
    content: Content = .none
  ) -> SentRequest {
    let prepared = RequestedURL.prepared(url, adding: parameters)
    var request = SentRequest(
      method: method.uppercased(), url: prepared ?? PythonText.leadingStripped(url),
      fields: fields)
    request.setContent(content)
    request.setUser()
    return request
  }

  /// Whether `requests` refuses a URL: without a scheme or host, or with ones that can't be.
  package static func isRefused(_ url: String) -> Bool {
    RequestedURL.prepared(url, adding: []) == nil
  }

  /// Parameters as a form has them.
  static func encoded(_ parameters: [Parameter]) -> [UInt8] {
    let pairs = parameters.map { parameter in
      PythonQuoting.formQuoted(parameter.name.utf8) + [UInt8(ascii: "=")]
        + PythonQuoting.formQuoted(parameter.value.utf8)
    }
    return Array(pairs.joined(separator: [UInt8(ascii: "&")]))
  }

  private mutating func setContent(_ content: Content) {
    switch content {
    case .none: break
    case .bytes(let bytes): body = bytes
    case .form(let parameters):
      body = Data(Self.encoded(parameters))
      if !body.isEmpty { add("Content-Type", "application/x-www-form-urlencoded") }
    case .json(let text):
      body = text
      add("Content-Type", "application/json")
    }
    if !body.isEmpty {
      set("Content-Length", String(body.count))
    } else if method != "GET", method != "HEAD" {
      add("Content-Length", "0")
    }
  }

  /// A user in the URL becomes a field.
  private mutating func setUser() {
    let authority = URLPieces(Array(url.utf8)).authority
    guard let at = authority.lastIndex(of: UInt8(ascii: "@")) else { return }
    let user = authority[..<at]
    guard let colon = user.firstIndex(of: UInt8(ascii: ":")) else { return }
    let parts = [user[..<colon], user[(colon + 1)...]].map { PythonQuoting.unquoted($0) }
    guard !parts.allSatisfy(\.isEmpty) else { return }
    let text = Self.latin(parts[0]) + [UInt8(ascii: ":")] + Self.latin(parts[1])
    set("Authorization", "Basic " + Data(text).base64EncodedString())
  }

  /// In Latin-1 where it can be, as it is otherwise.
  private static func latin(_ text: [UInt8]) -> [UInt8] {
    let scalars = String(decoding: text, as: UTF8.self).unicodeScalars
    let bytes = scalars.compactMap { UInt8(exactly: $0.value) }
    return bytes.count == scalars.count ? bytes : text
  }

  private mutating func add(_ name: String, _ value: String) {
    if self[name] == nil { fields.append(Field(name, value)) }
  }

  private mutating func set(_ name: String, _ value: String) {
    fields.removeAll { $0.name.lowercased() == name.lowercased() }
    fields.append(Field(name, value))
  }
}
