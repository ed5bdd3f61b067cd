import FoundationEssentials
import HTTPCaching
import HTTPTypes

/// Changes to a document as plain data. What isn't named stays as it is, byte by byte where the format
/// allows.
struct DocumentEdit {
  var members: PlainMap

  /// - Throws: `UndecodableValue(.notAResponse)` for what is no map, as objects of old pickles.
  init(_ value: PlainValue) throws(UndecodableValue) {
    guard case .map(let members) = value else { throw UndecodableValue(.notAResponse) }
    self.members = members
  }

  var value: PlainValue { .map(members) }

  /// The expiry; nil for never. In whole microseconds, as Python's dates are.
  var expires: ISODate? {
    get {
      switch members["expires"] {
      case .text(let text): Data(text.utf8).withUnsafeBytes { ISODate($0) }
      case .date(let milliseconds): ISODate(milliseconds: milliseconds)
      default: nil
      }
    }
    set { members["expires"] = newValue.map { .text($0.text) } }
  }

  var larder: PlainMap {
    get { if case .map(let map) = members[LarderFacts.name] { map } else { PlainMap() } }
    set { members[LarderFacts.name] = newValue.members.isEmpty ? nil : .map(newValue) }
  }

  /// When the expiry was set by hand, in seconds since 1970.
  var manual: Double? {
    get { if case .double(let seconds) = larder["manual"] { seconds } else { nil } }
    set { larder["manual"] = newValue.map { .double($0) } }
  }

  /// Sets an expiry by hand; nil for never.
  ///
  /// - Parameter lifetime: what it had before: seconds, negative for never.
  mutating func setExpiry(_ date: Date?, insteadOf lifetime: Double?, at now: Date) {
    expires = date.map(ISODate.init)
    manual = now.timeIntervalSince1970
    if larder["lifetime"] == nil { larder["lifetime"] = lifetime.map { .double($0) } }
  }

  /// Takes the head that a 304 left: fields, times, expiry. `created_at` stays, as Python has it.
  mutating func freshen(_ stored: StoredResponse, expires: Date?, now: Date) {
    members["headers"] = DocumentParts.headers(stored.response.headerFields)
    self.expires = expires.map(ISODate.init)
    var facts = DocumentParts.larder(stored)
    facts["validated"] = .double(now.timeIntervalSince1970)
    larder = facts
  }
}

/// Parts of a document made from what a session has.
enum DocumentParts {
  /// One text a name, in order of the names: several fields of a name are joined, as Python does it.
  static func headers(_ fields: HTTPFields) -> PlainValue {
    var values: [String: (name: String, value: String)] = [:]
    for field in fields {
      let text = String(decoding: field.rawBytes, as: UTF8.self)
      let value =
        text.utf8.elementsEqual(field.rawBytes)
        ? text : ResponseDocument.Field(field.name.rawName, field.rawBytes).latin1
      if let known = values[field.name.canonicalName] {
        values[field.name.canonicalName] = (known.name, known.value + ", " + value)
      } else {
        values[field.name.canonicalName] = (field.name.rawName, value)
      }
    }
    let members = values.values.sorted { $0.name < $1.name }
    return .map(PlainMap(members.map { PlainMap.Member($0.name, .text($0.value)) }))
  }

  /// What larder notes of a response. The fields only where the document can't hold them as they are.
  static func larder(_ stored: StoredResponse) -> PlainMap {
    var facts = LarderFacts()
    facts.requestTime = stored.requestTime
    facts.responseTime = stored.responseTime
    facts.generated = stored.generated
    let names = stored.response.headerFields.map(\.name.canonicalName)
    if Set(names).count < names.count {
      facts.fields = stored.response.headerFields.map {
        ResponseDocument.Field($0.name.rawName, $0.rawBytes)
      }
    }
    guard case .map(let map)? = facts.value else { return PlainMap() }
    return map
  }

  /// The cookies that a response sets, as names and values.
  static func cookies(_ fields: HTTPFields) -> PlainValue? {
    let members = fields[fields: .setCookie].compactMap { field -> PlainMap.Member? in
      let pair = field.value.prefix { $0 != ";" }
      guard let equals = pair.firstIndex(of: "=") else { return nil }
      let name = pair[..<equals].trimmingCharacters()
      let value = pair[pair.index(after: equals)...].trimmingCharacters()
      return name.isEmpty ? nil : PlainMap.Member(name, .text(value))
    }
    return members.isEmpty ? nil : .map(PlainMap(members))
  }
}

extension HTTPField {
  /// The value byte by byte.
  var rawBytes: [UInt8] { withUnsafeBytesOfValue { Array($0) } }
}

extension Substring {
  fileprivate func trimmingCharacters() -> String {
    var rest = self
    while rest.first == " " || rest.first == "\t" { rest.removeFirst() }
    while rest.last == " " || rest.last == "\t" { rest.removeLast() }
    return String(rest)
  }
}
