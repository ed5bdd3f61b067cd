import CacheStore
import FieldBytes
import FoundationEssentials
import HTTPCaching
import HTTPTypes

extension ResponseDocument {
  /// The response as caching decisions see it. Its freshness is the document's expiry, whatever its fields
  /// say: that is how requests-cache decides.
  ///
  /// The expiry counts as a lifetime from the response's arrival, so that a response that is validated gets
  /// as long again as it had, though nobody but the session that stored it knows its settings.
  func stored(_ larder: LarderFacts) -> StoredResponse {
    let arrival = larder.responseTime ?? arrival
    var settings = FreshnessSettings()
    settings.usesResponseFields = false
    settings.expiryField = "expires"
    let expiry = expires.map { Expiration.at($0.date) } ?? .never
    if let setAt = larder.manual {
      settings.manual = .init(expiry, setAt: setAt)
      settings.session = larder.lifetime.map { $0 < 0 ? .never : .after($0) }
    } else if let lifetime = expires?.date.timeIntervalSince(arrival), lifetime > 0 {
      settings.session = .after(lifetime)
    } else {
      settings.session = expiry
    }
    let code = (100...999).contains(status) ? status : 0
    return StoredResponse(
      request: httpRequest,
      response: HTTPResponse(
        status: .init(code: code, reasonPhrase: Self.reason(reason)),
        headerFields: fieldsForBody(larder.fields ?? headers)),
      requestTime: larder.requestTime ?? arrival.addingTimeInterval(-max(0, min(elapsed, 86_400))),
      responseTime: arrival, settings: settings)
  }

  /// When it was stored, or validated with a 304, which in Python changes the field `Date` alone.
  private var arrival: Date {
    let created = created?.date ?? Date(timeIntervalSince1970: 0)
    guard let field = header("Date"), let end = expires?.date,
      let date = HTTPDate.parse(field.value, now: created), date > created, date < end
    else { return created }
    return date
  }

  private var httpRequest: HTTPRequest {
    let method = HTTPRequest.Method(request.method) ?? .get
    let fields = Self.fields(request.headers)
    return HTTPRequest(method: method, url: request.url, headerFields: fields)
      ?? HTTPRequest(
        method: method, scheme: nil, authority: nil, path: request.url, headerFields: fields)
  }

  /// The length of a body that was put together again is another than the one received.
  private func fieldsForBody(_ headers: [Field]) -> HTTPFields {
    var fields = Self.fields(headers)
    switch body {
    case .reencodedJSON, .reencodedText:
      if fields[.contentLength] != nil { fields[.contentLength] = String(bodyData.count) }
    case .bytes, .lost, .none: break
    }
    return fields
  }

  /// Fields with names that no HTTP message has are left out.
  static func fields(_ headers: [Field]) -> HTTPFields {
    var fields = HTTPFields()
    for header in headers {
      if let field = field(header) { fields.append(field) }
    }
    return fields
  }

  /// What ``fields(_:)`` leaves out of the response.
  var oddFields: [CacheEntry.RawFact] {
    headers.filter { Self.field($0) == nil }.map { .init($0.name, $0.value) }
  }

  /// The field; nil where its name is none.
  private static func field(_ header: Field) -> HTTPField? {
    var header = header
    return header.name.withUTF8 { name in
      header.bytes.withUnsafeBytes { HTTPField(name: UnsafeRawBufferPointer(name), value: $0) }
    }
  }

  private static func reason(_ reason: String?) -> String {
    String((reason ?? "").unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F })
  }
}

extension ResponseDocument {
  /// The responses of the history, each with what holds for all of them: the expiry, and when they came, where
  /// it doesn't say so itself.
  var redirects: [ResponseDocument] {
    history.map { redirect in
      var redirect = redirect
      redirect.expires = expires
      redirect.created = redirect.created ?? created
      return redirect
    }
  }

  /// The body as Python gives it: what was taken apart when it was stored is put together again.
  var bodyData: Data {
    switch body {
    case .bytes(let data): data
    case .reencodedText(let text): Data(text.utf8)
    case .reencodedJSON(let value): Data(CompactJSON.bytes(of: value))
    case .lost, .none: Data()
    }
  }

  /// What is special about the body, in a few words.
  var bodyNote: String? {
    switch body {
    case .bytes: nil
    case .reencodedText: "re-encoded: stored as text, not byte by byte"
    case .reencodedJSON: "re-encoded: stored as JSON values, not byte by byte"
    case .lost: "lost: JSON's null can't be told from nothing"
    case .none: "none stored"
    }
  }
}
