import Unpacking

/// Which charset a text has, and who said so.
package struct CharsetChoice: Sendable, Hashable {
  /// Who said so.
  package enum Source: String, Sendable, Hashable {
    case byteOrderMark = "byte order mark"
    case field = "content-type"
    case markup = "meta element"
    case guess
  }

  /// How to read the bytes.
  package var charset: Charset
  /// Who said so.
  package var source: Source
  /// A label that was given and that nothing here reads.
  package var unreadLabel: String?

  /// For the status line: `utf-8 (content-type)`.
  package var note: String {
    let text = "\(charset.rawValue) (\(source.rawValue))"
    guard let unreadLabel else { return text }
    // Machines with few packages lack the C library's converters.
    let reason =
      Charset(label: unreadLabel) == nil ? "unknown" : "has no converter here (glibc's gconv)"
    return "charset \(unreadLabel) \(reason), read as \(text)"
  }

  /// The charset of a body: a byte order mark beats the field, as in WHATWG Encoding section 6; then
  /// what markup says of itself; then a guess.
  package static func of(
    _ bytes: ArraySlice<UInt8>, label: String?, isMarkup: Bool = false
  ) -> CharsetChoice {
    if let marked = byteOrderMark(bytes) {
      return CharsetChoice(charset: marked, source: .byteOrderMark)
    }
    if let named = label.flatMap(readable) {
      return CharsetChoice(charset: ordered(named, label, bytes), source: .field)
    }
    let own = isMarkup ? metaLabel(bytes).flatMap { $0.isEmpty ? nil : $0 } : nil
    if let named = own.flatMap(readable) {
      return CharsetChoice(charset: named, source: .markup, unreadLabel: label)
    }
    return CharsetChoice(charset: guess(bytes), source: .guess, unreadLabel: label ?? own)
  }

  /// UTF-16 that names no order of bytes has the one in which its bytes make sense.
  private static func ordered(
    _ named: Charset, _ label: String?, _ bytes: ArraySlice<UInt8>
  ) -> Charset {
    let isOpen = label.map { $0.lowercased() == "utf-16" } ?? false
    return isOpen && guess(bytes) == .utf16BigEndian ? .utf16BigEndian : named
  }

  private static func readable(_ label: String) -> Charset? {
    Charset(label: label).flatMap { $0.isInstalled ? $0 : nil }
  }

  /// The length of the byte order mark in front, 0 without one.
  static func byteOrderMarkLength(_ bytes: ArraySlice<UInt8>) -> Int {
    switch byteOrderMark(bytes) {
    case .utf8: 3
    case .utf16LittleEndian, .utf16BigEndian: 2
    default: 0
    }
  }

  private static func byteOrderMark(_ bytes: ArraySlice<UInt8>) -> Charset? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return .utf8 }
    if bytes.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
    if bytes.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
    return nil
  }

  /// The value after `charset=` in the first 1024 bytes, where HTML wants it to be.
  private static func metaLabel(_ bytes: ArraySlice<UInt8>) -> String? {
    let head = String(decoding: bytes.prefix(1024), as: Unicode.ASCII.self).lowercased()
    guard let mark = head.firstRange(of: "charset=") ?? head.firstRange(of: "encoding=") else {
      return nil
    }
    let value = head[mark.upperBound...].drop { $0 == "\"" || $0 == "'" }
    return String(value.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" })
  }

  private static func guess(_ bytes: ArraySlice<UInt8>) -> Charset {
    let sample = bytes.prefix(4096)
    let zeros = sample.enumerated().filter { $0.element == 0 }.map(\.offset)
    if zeros.count > sample.count / 4 {
      let even = zeros.count { $0 % 2 == 0 }
      return even > zeros.count / 2 ? .utf16BigEndian : .utf16LittleEndian
    }
    return UTF8Check.isPlausible(sample, isCut: sample.count < bytes.count) ? .utf8 : .windows1252
  }
}
