import FoundationEssentials

/// The texts in a PNG picture: chunks `tEXt` and uncompressed `iTXt`.
enum PNGText {
  private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// The text under a key; nil when there is none, or the file is no PNG picture.
  static func text(_ key: String, in file: Data) -> String? {
    let bytes = [UInt8](file)
    guard bytes.starts(with: signature) else { return nil }
    var place = signature.count
    while place + 12 <= bytes.count {
      let length = bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
      let start = place + 8
      guard start + length + 4 <= bytes.count else { return nil }
      let kind = String(decoding: bytes[place + 4..<start], as: UTF8.self)
      if let text = text(key, kind, bytes[start..<start + length]) { return text }
      place = start + length + 4
    }
    return nil
  }

  private static func text(_ key: String, _ kind: String, _ chunk: ArraySlice<UInt8>) -> String? {
    guard kind == "tEXt" || kind == "iTXt" else { return nil }
    let name = chunk.prefix { $0 != 0 }
    guard String(decoding: name, as: UTF8.self) == key else { return nil }
    let rest = chunk.dropFirst(name.count + 1)
    guard kind == "iTXt" else { return latin1(rest) }
    guard rest.starts(with: [0, 0]) else { return nil }
    // After the two bytes about compression come a language and a translated key, each up to a zero.
    let language = rest.dropFirst(2).drop { $0 != 0 }.dropFirst()
    return String(decoding: language.drop { $0 != 0 }.dropFirst(), as: UTF8.self)
  }

  private static func latin1(_ bytes: ArraySlice<UInt8>) -> String {
    String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }
}
