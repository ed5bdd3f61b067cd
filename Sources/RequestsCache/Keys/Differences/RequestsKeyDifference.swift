/// One way in which a wanted request is not the stored one.
package enum RequestsKeyDifference: Sendable, Hashable {
  case method(wanted: String, stored: String)
  case scheme(wanted: String, stored: String)
  /// With the port.
  case host(wanted: String, stored: String)
  /// User and password of the URL, which are not told.
  case user
  case path(wanted: String, stored: String)
  /// The values of a parameter of the query; none where it isn't there.
  case parameter(name: String, wanted: [String], stored: [String])
  case fragment(wanted: String, stored: String)
  /// The values of a name of a form, or of a member of a JSON object as JSON; none where it isn't
  /// there.
  case bodyMember(name: String, wanted: [String], stored: [String])
  /// Content that is neither, with its lengths.
  case body(wanted: Int, stored: Int)
  /// A field that is part of the keys; nil where it isn't there.
  case field(name: String, wanted: String?, stored: String?)
  case verify(wanted: String, stored: String)
  case serializer(wanted: String, stored: String)
}

extension RequestsKeyDifference: CustomStringConvertible {
  /// A short sentence. Values are in it as they are, long ones cut.
  package var description: String {
    switch self {
    case .method(let wanted, let stored): Self.sentence("method", wanted, stored)
    case .scheme(let wanted, let stored): Self.sentence("scheme", wanted, stored)
    case .host(let wanted, let stored): Self.sentence("host", wanted, stored)
    case .user: "The user or password in the URL is another one."
    case .path(let wanted, let stored): Self.sentence("path", wanted, stored)
    case .parameter(let name, let wanted, let stored):
      Self.sentence("parameter \(Self.short(name))", Self.list(wanted), Self.list(stored))
    case .fragment(let wanted, let stored): Self.sentence("fragment", wanted, stored)
    case .bodyMember(let name, let wanted, let stored):
      Self.sentence("body's \(Self.short(name))", Self.list(wanted), Self.list(stored))
    case .body(let wanted, let stored):
      Self.sentence("body", "\(wanted) bytes", "\(stored) bytes") + Self.hint(wanted, stored)
    case .field(let name, let wanted, let stored):
      Self.sentence("field \(Self.short(name))", wanted, stored)
    case .verify(let wanted, let stored):
      Self.sentence("check of certificates", Self.check(wanted), Self.check(stored))
    case .serializer(let wanted, let stored): Self.sentence("serializer", wanted, stored)
    }
  }

  private static func sentence(_ what: String, _ wanted: String?, _ stored: String?) -> String {
    switch (wanted, stored) {
    case (let wanted?, let stored?):
      "The \(what) is \(short(wanted)), and \(short(stored)) in the cache."
    case (let wanted?, nil): "The \(what) is \(short(wanted)), and not there in the cache."
    case (nil, let stored?): "The \(what) is not there, and \(short(stored)) in the cache."
    case (nil, nil): "The \(what) differs."
    }
  }

  private static func list(_ values: [String]) -> String? {
    values.isEmpty ? nil : values.map(short).joined(separator: ", ")
  }

  private static func hint(_ wanted: Int, _ stored: Int) -> String {
    wanted == stored ? " The bytes differ." : ""
  }

  private static func check(_ verify: String) -> String {
    verify == "True" ? "on" : verify.isEmpty ? "off" : verify
  }

  /// An empty text can be seen, a long one fits on a line.
  private static func short(_ text: String) -> String {
    if text.isEmpty { return "empty" }
    let start = text.unicodeScalars.prefix(61)
    guard start.count > 60 else { return text }
    return String(String.UnicodeScalarView(start.dropLast())) + "…"
  }
}
