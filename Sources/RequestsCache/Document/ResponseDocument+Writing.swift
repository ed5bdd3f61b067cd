import FoundationEssentials

extension ResponseDocument {
  /// How a serializer has dates: BSON has a kind for them, the others write them as text.
  package enum DateForm: Sendable { case text, date }

  /// The document as requests-cache 1.3 writes it, for any codec: members in their order, those
  /// that are as if missing left out, dates in UTC, one value for each header.
  ///
  /// Headers stay in their order, and a value that is not UTF-8 becomes text as Latin-1, which is
  /// how Python reads headers. Nothing is redacted.
  package func plainValue(dates: DateForm = .text) -> PlainValue {
    var members = Members()
    if case .bytes(let data) = body { members.add("_content", .bytes(data)) }
    members.add("_next", next?.plainValue)
    members.add("cookies", Self.map(cookies))
    members.add("created_at", created?.plainValue(dates))
    members.add("elapsed", elapsed == 0 ? nil : .double(elapsed))
    members.add("encoding", encoding.map(PlainValue.text))
    members.add("expires", expires?.plainValue(dates))
    members.add("headers", Self.map(headers))
    members.add(
      "history", history.isEmpty ? nil : .array(history.map { $0.plainValue(dates: dates) }))
    members.add("reason", reason.map(PlainValue.text))
    members.add("request", request.plainValue)
    members.add("status_code", status == 0 ? nil : .integer(Int64(status)))
    members.add("url", url.isEmpty ? nil : .text(url))
    members.add("_decoded_content", decodedContent)
    return members.value
  }

  private var decodedContent: PlainValue? {
    switch body {
    case .bytes, .none: nil
    case .reencodedText(let text): .text(text)
    case .reencodedJSON(let value): value
    case .lost: .null
    }
  }

  fileprivate static func map(_ cookies: [Cookie]) -> PlainValue? {
    guard !cookies.isEmpty else { return nil }
    return .map(PlainMap(cookies.map { .init($0.name, .text($0.value)) }))
  }

  /// Values of the same name are joined, as requests joins them.
  fileprivate static func map(_ headers: [Field]) -> PlainValue? {
    var values: [String: String] = [:]
    for field in headers {
      let value = text(field.bytes)
      values[field.name] = values[field.name].map { $0 + ", " + value } ?? value
    }
    guard !values.isEmpty else { return nil }
    return .map(PlainMap(headers.map { .init($0.name, .text(values[$0.name] ?? "")) }))
  }

  private static func text(_ bytes: [UInt8]) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    var text = ""
    for byte in bytes { text.unicodeScalars.append(Unicode.Scalar(byte)) }
    return text
  }

  /// Members so far; nil is none.
  fileprivate struct Members {
    private var members: [PlainMap.Member] = []

    mutating func add(_ name: String, _ value: PlainValue?) {
      if let value { members.append(.init(name, value)) }
    }

    var value: PlainValue { .map(PlainMap(members)) }
  }
}

extension ResponseDocument.Request {
  fileprivate var plainValue: PlainValue {
    var members = ResponseDocument.Members()
    members.add("body", body.isEmpty ? nil : .bytes(body))
    members.add("cookies", ResponseDocument.map(cookies))
    members.add("headers", ResponseDocument.map(headers))
    members.add("method", method.isEmpty ? nil : .text(method))
    members.add("url", url.isEmpty ? nil : .text(url))
    return members.value
  }
}

extension ISODate {
  fileprivate func plainValue(_ form: ResponseDocument.DateForm) -> PlainValue {
    switch form {
    case .text: .text(text)
    case .date: .date((microseconds - (microseconds % 1000 + 1000) % 1000) / 1000)
    }
  }
}
