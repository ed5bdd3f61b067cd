/// Request fields that negotiate content (RFC 9110 section 12.5), in one spelling: what their syntax says to be
/// the same is the same (RFC 9111 section 4.1).
enum NegotiationField {
  /// The value of such a field, whose elements stand between commas; any other as it is.
  ///
  /// - Parameter name: in lower case.
  static func normalized(_ elements: [String], name: String) -> [String] {
    switch name {
    // Section 12.5.3: names in any case, and only weights rank them.
    case "accept-encoding": Set(elements.map { element($0) }).sorted()
    // Sections 12.5.2 and 12.5.4: names in any case; some servers prefer what stands first.
    case "accept-language", "accept-charset": elements.map { element($0) }
    // Section 12.5.1: so are types; the values of their parameters needn't be.
    case "accept": elements.map { element($0, keepsParameters: true) }
    default: elements
    }
  }

  /// An element in lower case, without white space around its parameters, and its weight in the shortest form.
  private static func element(_ text: String, keepsParameters: Bool = false) -> String {
    // A quoted string may hold anything.
    guard !text.utf8.contains(UInt8(ascii: "\"")) else { return text }
    let parts = text.split(separator: ";", omittingEmptySubsequences: false)
    var result = FieldValue.trim(parts[0]).lowercased()
    for part in parts.dropFirst() {
      let parameter = FieldValue.trim(part)
      let word = parameter.lowercased()
      if word.hasPrefix("q=") {
        result += weight(word)
      } else {
        result += ";" + (keepsParameters ? parameter : word)
      }
    }
    return result
  }

  /// RFC 9110 section 12.4.2: `q=0.80` is `q=0.8`, and one of 1 is as good as none.
  private static func weight(_ parameter: String) -> String {
    var digits = parameter.dropFirst(2)
    if digits.contains(".") {
      while digits.last == "0" { digits.removeLast() }
      if digits.last == "." { digits.removeLast() }
    }
    return digits == "1" ? "" : ";q=\(digits)"
  }
}
