package import FoundationEssentials

/// A stored response, typed. Whatever serializer stored it, and whichever release since 0.5.
///
/// Reading is tolerant: any member may be missing or of a wrong kind and is then empty; members
/// that it doesn't know it passes by.
package struct ResponseDocument: Sendable, Hashable {
  /// A header, in the case it was received in.
  package struct Field: Sendable, Hashable {
    package var name: String
    /// As stored: UTF-8 where it was a text, anything where it was a byte string.
    package var bytes: [UInt8]

    package init(_ name: String, _ bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }

    /// What is not UTF-8 is repaired.
    package var value: String { String(decoding: bytes, as: UTF8.self) }
  }

  package struct Cookie: Sendable, Hashable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// What was asked for: the last request, where others led to it.
  package struct Request: Sendable, Hashable {
    package var method = ""
    package var url = ""
    package var headers: [Field] = []
    package var body = Data()
    package var cookies: [Cookie] = []

    package init() {}
  }

  package enum Body: Sendable, Hashable {
    /// As it was received, once content codings were undone.
    case bytes(Data)
    /// Decoded when it was stored: what was not text in it is lost.
    case reencodedText(String)
    /// Taken apart when it was stored: spaces, and with YAML the order of members, are lost.
    case reencodedJSON(PlainValue)
    /// It was the JSON value null, which Python can't tell from nothing.
    case lost
    case none
  }

  package var url = ""
  package var status = 0
  package var reason: String?
  package var headers: [Field] = []
  package var body = Body.none
  package var encoding: String?
  package var request = Request()
  package var cookies: [Cookie] = []
  /// When it was first stored; a 304 doesn't change it.
  package var created: ISODate?
  /// Nil: it never expires. Of releases before 1.0 it stands here alone, not in a column of the
  /// store; those before 0.6 have it nowhere.
  package var expires: ISODate?
  /// Seconds.
  package var elapsed: Double = 0
  /// The responses that led to this one, the oldest first. They have no history of their own.
  package var history: [ResponseDocument] = []
  /// The request that would have come next, of a response that is a redirect.
  package var next: Request?

  package init() {}

  /// The first header of a name, in whatever case.
  package func header(_ name: String) -> Field? {
    let name = name.lowercased()
    return headers.first { $0.name.lowercased() == name }
  }
}
