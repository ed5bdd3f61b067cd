/// What a program wrote to its terminal, checked byte by byte: only what curses and larder itself send, and no
/// sequence or scalar that content could have brought in.
struct RawOutput {
  private var rest: ArraySlice<UInt8>
  private let title: String?
  private(set) var violations: [String] = []

  /// - Parameter title: the only title that may be set.
  init(_ bytes: [UInt8], title: String? = nil) {
    rest = bytes[...]
    self.title = title
    while let byte = rest.popFirst() { check(byte) }
  }

  private mutating func check(_ byte: UInt8) {
    switch byte {
    case 0x1B: escape()
    // Curses moves the cursor with these and switches character sets.
    case 0x08, 0x09, 0x0A, 0x0D, 0x0E, 0x0F: break
    case 0x20...0x7E: break
    case 0x80...: character(byte)
    default: violations.append("control \(byte)")
    }
  }

  private mutating func escape() {
    guard let byte = rest.popFirst() else { return }
    switch Character(Unicode.Scalar(byte)) {
    case "[": controlSequence()
    case "]": command()
    case "(", ")", "*", "+", "#": _ = rest.popFirst()
    case "=", ">", "7", "8", "M", "D", "E", "H": break
    case let other: violations.append("ESC \(other)")
    }
  }

  /// Movement, erasing, scrolling, styles and modes; nothing that asks the terminal or prints.
  private mutating func controlSequence() {
    var parameters = ""
    while let byte = rest.popFirst() {
      let character = Character(Unicode.Scalar(byte))
      guard (0x40...0x7E).contains(byte) else {
        parameters.append(character)
        continue
      }
      if !Self.allows(parameters, character) { violations.append("CSI \(parameters)\(character)") }
      return
    }
  }

  private static func allows(_ parameters: String, _ final: Character) -> Bool {
    switch final {
    // The stack of titles.
    case "t": ["22;2", "23;2", "22;0;0", "23;0;0"].contains(parameters)
    // The shape of the Linux console's cursor; without the mark it would be a question.
    case "c": parameters.hasPrefix("?")
    default: "@ABCDEFGHJKLMPSTXZabdefghlmru".contains(final)
    }
  }

  /// An operating system command: only the title.
  private mutating func command() {
    var content: [UInt8] = []
    while let byte = rest.popFirst(), byte != 0x07 {
      if byte == 0x1B {
        _ = rest.popFirst()
        break
      }
      content.append(byte)
    }
    let text = String(decoding: content, as: UTF8.self)
    if title == nil || text != "2;" + (title ?? "") { violations.append("OSC \(text)") }
  }

  private mutating func character(_ first: UInt8) {
    let count = first < 0xC2 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    let bytes = [first] + rest.prefix(count - 1)
    guard let text = String(validating: bytes, as: UTF8.self),
      let scalar = text.unicodeScalars.first
    else {
      violations.append("byte \(first)")
      return
    }
    rest = rest.dropFirst(count - 1)
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
      violations.append("U+\(String(scalar.value, radix: 16, uppercase: true))")
    default:
      if scalar.properties.isDefaultIgnorableCodePoint {
        violations.append("U+\(String(scalar.value, radix: 16, uppercase: true))")
      }
    }
  }
}
