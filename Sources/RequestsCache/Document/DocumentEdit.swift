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
    set { members["expires"] = newValue.map { .text($0.storedText) } }
  }

  /// Whether its dates have no offset: releases before 1.2 can't compare those that have one.
  var hasNaiveDates: Bool {
    guard case .text(let text) = members["created_at"] else { return false }
    return Data(text.utf8).withUnsafeBytes { ISODate($0)?.isNaive } ?? false
  }

  private func date(_ date: Date?) -> ISODate? {
    date.map { ISODate(microseconds: ISODate($0).microseconds, isNaive: hasNaiveDates) }
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

  /// The lifetime that the response had before its expiry was set by hand.
  var lifetime: Double? {
    get { if case .double(let seconds) = larder["lifetime"] { seconds } else { nil } }
    set { larder["lifetime"] = newValue.map { .double($0) } }
  }

  /// All that setting an expiry changes.
  var expiry: ExpiryMarks {
    get { ExpiryMarks(expires: expires, manual: manual, lifetime: lifetime) }
    set { (expires, manual, lifetime) = (newValue.expires, newValue.manual, newValue.lifetime) }
  }

  /// Sets an expiry by hand; nil for never.
  ///
  /// - Parameter former: what it had before: seconds, negative for never.
  mutating func setExpiry(_ date: Date?, insteadOf former: Double?, at now: Date) {
    expires = self.date(date)
    manual = now.timeIntervalSince1970
    if lifetime == nil { lifetime = former }
  }

  /// Takes the head that a 304 left: fields, times, expiry. `created_at` stays, as Python has it.
  mutating func freshen(
    _ stored: StoredResponse, expires: Date?, now: Date, ignoring names: IgnoredNames
  ) {
    members["headers"] = DocumentParts.headers(stored.response.headerFields, ignoring: names)
    self.expires = date(expires)
    var facts = DocumentParts.larder(stored, ignoring: names)
    facts["validated"] = .double(now.timeIntervalSince1970)
    larder = facts
  }
}

/// The expiry of a document with what larder notes of it.
struct ExpiryMarks: Sendable, Hashable {
  /// Nil for never.
  var expires: ISODate?
  /// When it was set by hand, in seconds since 1970; nil for one that follows from the response.
  var manual: Double?
  var lifetime: Double?
}

/// Parts of a document made from what a session has.
enum DocumentParts {
  /// One text a name, in order of the names: several fields of a name are joined, as Python does it.
  ///
  /// - Parameter names: those whose values the store must not have, in lower case.
  static func headers(_ fields: HTTPFields, ignoring names: IgnoredNames) -> PlainValue {
    var values: [String: (name: String, value: String)] = [:]
    for field in fields {
      let value =
        names.contains(field.name.canonicalName)
        ? IgnoredNames.mark
        : String(validating: field.rawBytes, as: UTF8.self) ?? ResponseDocument.Field(field).latin1
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
  static func larder(_ stored: StoredResponse, ignoring ignored: IgnoredNames) -> PlainMap {
    var facts = LarderFacts()
    facts.requestTime = stored.requestTime
    facts.responseTime = stored.responseTime
    facts.generated = stored.generated
    let fields = stored.response.headerFields
    if Set(fields.map(\.name.canonicalName)).count < fields.count
      || fields.contains(where: { String(validating: $0.rawBytes, as: UTF8.self) == nil })
    {
      facts.fields = fields.map {
        ignored.contains($0.name.canonicalName)
          ? ResponseDocument.Field($0.name.rawName, Array(IgnoredNames.mark.utf8)) : .init($0)
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

extension ResponseDocument.Field {
  fileprivate init(_ field: HTTPField) { self.init(field.name.rawName, field.rawBytes) }
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
