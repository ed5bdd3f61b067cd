/// Host names beyond ASCII in the form that is looked up (RFC 3492). People see it beside the other one,
/// since a name may look like another.
package enum Punycode {
  /// The ASCII form of a host; nil when it is ASCII already, or longer than any host. Nothing is mapped or
  /// normalised here.
  package static func asciiHost(_ host: String) -> String? {
    guard host.utf8.contains(where: { $0 >= 0x80 }), host.utf8.count <= 1000 else { return nil }
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    return labels.map { label in
      label.utf8.allSatisfy { $0 < 0x80 } ? String(label) : "xn--" + encode(label)
    }.joined(separator: ".")
  }

  /// `host:port` in lower case, a host beyond ASCII in its ASCII form.
  static func asciiAuthority(_ authority: String) -> String {
    let text = authority.lowercased()
    let port = text.lastIndex(of: ":") ?? text.endIndex
    let host = String(text[..<port])
    return (asciiHost(host) ?? host) + text[port...]
  }

  private static let base: UInt32 = 36
  private static let lowest: UInt32 = 1
  private static let highest: UInt32 = 26

  /// RFC 3492 section 6.3. Labels are bounded, so the sums can't overflow.
  private static func encode(_ label: Substring) -> String {
    let scalars = label.unicodeScalars.map(\.value)
    var output = String(String.UnicodeScalarView(label.unicodeScalars.filter(\.isASCII)))
    let basic = UInt32(output.utf8.count)
    if basic > 0 { output += "-" }
    var state = State()
    var handled = basic
    while handled < scalars.count, let next = scalars.filter({ $0 >= state.code }).min() {
      state.delta &+= (next - state.code) &* (handled + 1)
      state.code = next
      for scalar in scalars {
        if scalar < state.code { state.delta &+= 1 }
        guard scalar == state.code else { continue }
        output += digits(state.delta, bias: state.bias)
        state.bias = adapt(state.delta, count: handled + 1, isFirst: handled == basic)
        state.delta = 0
        handled += 1
      }
      state.delta &+= 1
      state.code += 1
    }
    return output
  }

  private struct State {
    var code: UInt32 = 128
    var delta: UInt32 = 0
    var bias: UInt32 = 72
  }

  private static func digits(_ delta: UInt32, bias: UInt32) -> String {
    var rest = delta
    var result = ""
    var position = base
    while true {
      let threshold = min(max(position, bias + lowest) - bias, highest)
      if rest < threshold { return result + digit(rest) }
      result += digit(threshold + (rest - threshold) % (base - threshold))
      rest = (rest - threshold) / (base - threshold)
      position += base
    }
  }

  private static func digit(_ value: UInt32) -> String {
    let code = value < 26 ? value + 0x61 : value - 26 + 0x30
    return String(Character(Unicode.Scalar(UInt8(truncatingIfNeeded: code))))
  }

  private static func adapt(_ delta: UInt32, count: UInt32, isFirst: Bool) -> UInt32 {
    var rest = isFirst ? delta / 700 : delta / 2
    rest += rest / count
    var steps: UInt32 = 0
    while rest > (base - lowest) * highest / 2 {
      rest /= base - lowest
      steps += base
    }
    return steps + (base - lowest + 1) * rest / (rest + 38)
  }
}
