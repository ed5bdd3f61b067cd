import FoundationEssentials
import Glibc

/// The members of a response document that a list shows, where a `PickleGlance` found them.
struct GlancedParts {
  var url = GlancedValue.missing
  var status = GlancedValue.missing
  var created = GlancedValue.missing
  var expires = GlancedValue.missing
  var elapsed = GlancedValue.missing
  var content = GlancedValue.missing
  var history = GlancedValue.missing

  var method = GlancedValue.missing
  var requestURL = GlancedValue.missing

  var contentType = GlancedValue.missing
  var vary = GlancedValue.missing
  var hasETag = false
  var hasLastModified = false

  /// What larder has noted, without the fields.
  var larder = LarderFacts()

  private var hasHeaders = false
  private var hasRequest = false
  private var hasLarder = false

  /// Notes a member of a map: the last of several, as Python has it.
  ///
  /// - Throws: Where it is not of the kind that it usually is, or a part stands there twice.
  @inline(__always)
  mutating func note(
    _ key: GlancedValue, _ value: GlancedValue, in map: GlancedValue.Kind,
    _ bytes: UnsafeRawBufferPointer
  ) throws(UnusualPickle) {
    guard key.kind == .text else { throw UnusualPickle() }
    switch map {
    case .document: try noteMember(key, value, bytes)
    case .headers: try noteHeader(key, value, bytes)
    case .request: try noteOfRequest(key, value, bytes)
    case .larder: try noteOfLarder(key, value, bytes)
    default: break
    }
    // Of a part what is in it was noted: it must be one of the document itself.
    guard map == .document || !value.isPart else { throw UnusualPickle() }
  }

  private mutating func noteMember(
    _ key: GlancedValue, _ value: GlancedValue, _ bytes: UnsafeRawBufferPointer
  ) throws(UnusualPickle) {
    switch key.range.count {
    case 3 where key.isText("url", bytes): url = try value.of(.text)
    case 6 where key.isText("larder", bytes): try Self.noteOnce(&hasLarder, value, .larder)
    case 7 where key.isText("headers", bytes): try Self.noteOnce(&hasHeaders, value, .headers)
    case 7 where key.isText("request", bytes): try Self.noteOnce(&hasRequest, value, .request)
    case 7 where key.isText("elapsed", bytes): elapsed = try value.of(.double, .integer)
    case 7 where key.isText("expires", bytes): expires = try value.of(.text, .null)
    case 7 where key.isText("history", bytes): history = try value.of(.list)
    case 8 where key.isText("_content", bytes): content = try value.of(.bytes, .text)
    case 10 where key.isText("created_at", bytes): created = try value.of(.text)
    case 11 where key.isText("status_code", bytes): status = try value.of(.integer)
    case 16 where key.isText("_decoded_content", bytes): throw UnusualPickle()
    default: guard !value.isPart else { throw UnusualPickle() }
    }
  }

  private static func noteOnce(
    _ isKnown: inout Bool, _ value: GlancedValue, _ kind: GlancedValue.Kind
  ) throws(UnusualPickle) {
    guard !isKnown, value.kind == kind else { throw UnusualPickle() }
    isKnown = true
  }

  private mutating func noteOfRequest(
    _ key: GlancedValue, _ value: GlancedValue, _ bytes: UnsafeRawBufferPointer
  ) throws(UnusualPickle) {
    switch key.range.count {
    case 3 where key.isText("url", bytes): requestURL = try value.of(.text)
    case 6 where key.isText("method", bytes): method = try value.of(.text)
    default: break
    }
  }

  private mutating func noteHeader(
    _ name: GlancedValue, _ value: GlancedValue, _ bytes: UnsafeRawBufferPointer
  ) throws(UnusualPickle) {
    switch name.range.count {
    case 4 where name.isHeader("etag", bytes): hasETag = true
    case 4 where name.isHeader("vary", bytes): vary = try value.of(.text)
    case 12 where name.isHeader("content-type", bytes): contentType = try value.of(.text)
    case 13 where name.isHeader("last-modified", bytes): hasLastModified = true
    default: break
    }
  }

  private mutating func noteOfLarder(
    _ key: GlancedValue, _ value: GlancedValue, _ bytes: UnsafeRawBufferPointer
  ) throws(UnusualPickle) {
    switch key.range.count {
    case 6 where key.isText("manual", bytes): larder.manual = try value.date()
    case 8 where key.isText("lifetime", bytes): larder.lifetime = try value.finite()
    case 9 where key.isText("generated", bytes): larder.generated = try value.date()
    case 9 where key.isText("validated", bytes): larder.validated = try value.date()
    case 12 where key.isText("request_time", bytes): larder.requestTime = try value.date()
    case 13 where key.isText("response_time", bytes): larder.responseTime = try value.date()
    default: break
    }
  }
}

// MARK: Values

extension GlancedValue {
  /// Itself, where it is of that kind.
  @inline(__always)
  fileprivate func of(_ kind: Kind, _ other: Kind? = nil) throws(UnusualPickle) -> GlancedValue {
    guard self.kind == kind || self.kind == other else { throw UnusualPickle() }
    return self
  }

  /// A number, if there is one such.
  fileprivate func finite() throws(UnusualPickle) -> Double? {
    guard let number else { throw UnusualPickle() }
    return number.isFinite ? number : nil
  }

  fileprivate func date() throws(UnusualPickle) -> Date? {
    guard let number else { throw UnusualPickle() }
    return LarderFacts.date(number)
  }

  /// The bytes of a text or byte string; nil for anything else.
  func raw(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    guard kind == .text || kind == .bytes else { return nil }
    return UnsafeRawBufferPointer(rebasing: bytes[range])
  }

  /// The text in these bytes; what is not UTF-8 in it is repaired.
  fileprivate func text(_ bytes: UnsafeRawBufferPointer) -> String? {
    raw(bytes).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Whether it is a text with exactly these characters.
  @inline(__always)
  func isText(_ text: StaticString, _ bytes: UnsafeRawBufferPointer) -> Bool {
    guard kind == .text, range.count == text.utf8CodeUnitCount, let start = bytes.baseAddress
    else { return false }
    return memcmp(start + range.lowerBound, text.utf8Start, range.count) == 0
  }

  /// Whether a text is this name, in whatever case; `name` is lower-case.
  fileprivate func isHeader(_ name: StaticString, _ bytes: UnsafeRawBufferPointer) -> Bool {
    raw(bytes)?.isHeader(name) ?? false
  }
}

// MARK: Facts

extension EntryFacts {
  /// What a list tells of an entry that was glanced at: the same as its tree has.
  init(_ parts: GlancedParts, _ bytes: UnsafeRawBufferPointer) {
    url = parts.url.text(bytes) ?? ""
    if url.isEmpty { url = parts.requestURL.text(bytes) ?? "" }
    method = parts.method.text(bytes) ?? ""
    status = parts.status.kind == .integer ? Int(Int64(bitPattern: parts.status.payload)) : 0
    if parts.content.kind != .missing {
      bodyRange = parts.content.range
      bodySize = parts.content.range.count
    }
    mediaType = parts.contentType.raw(bytes).map(Self.mediaType) ?? ""
    created = parts.created.raw(bytes).flatMap { ISODate($0) }
    expires = parts.expires.raw(bytes).flatMap { ISODate($0) }
    elapsed = parts.elapsed.number ?? 0
    hasETag = parts.hasETag
    hasLastModified = parts.hasLastModified
    vary = parts.vary.text(bytes)
    redirects = parts.history.kind == .list ? Int(parts.history.payload) : 0
  }
}
