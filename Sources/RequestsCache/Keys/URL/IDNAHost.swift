import HTTPCaching

/// Host names in the form that is looked up.
///
/// A name beyond ASCII is put in lower case and normalization form C, and each label that needs it in
/// Punycode: what IDNA 2008 makes of the names that it allows. The table of UTS 46, which maps others
/// (full-width letters, for one) before that, is not here: `requests` refuses those names in URLs of
/// `http` and `https`.
enum IDNAHost {
  /// In lower case but for the digits of escapes, label by label, as `requests` has it.
  static func sent(_ host: [UInt8]) -> [UInt8] {
    let dot = UInt8(ascii: ".")
    let labels = host.split(separator: dot, omittingEmptySubsequences: false).map { label in
      label.allSatisfy { $0 < 0x80 }
        ? lowercased(label) : encoded(PythonText.lowercased(text(label)))
    }
    return Array(labels.joined(separator: [dot]))
  }

  /// In lower case character by character, the full stops of East Asian scripts taken for dots.
  static func mapped(_ host: [UInt8]) -> [UInt8] {
    if host.allSatisfy({ $0 < 0x80 }) { return host.map(Hex.lowercased) }
    let dotted = text(host).unicodeScalars.map { stops.contains($0) ? "." : $0 }
    return encoded(String(String.UnicodeScalarView(dotted)).lowercased())
  }

  private static let stops: Set<Unicode.Scalar> = ["\u{3002}", "\u{FF0E}", "\u{FF61}"]

  private static func text(_ bytes: some Collection<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }

  private static func encoded(_ name: String) -> [UInt8] {
    let name = NFC.normalized(name)
    return Array((Punycode.asciiHost(name) ?? name).utf8)
  }

  private static func lowercased(_ label: ArraySlice<UInt8>) -> [UInt8] {
    var result = label.map(Hex.lowercased)
    for index in result.indices where result[index] == Hex.percent {
      for digit in (index + 1)..<min(index + 3, result.count) {
        result[digit] = RequestedURL.uppercased(result[digit])
      }
    }
    return result
  }
}
