/// Makes keys out of the bytes that a terminal sends: a bounded machine without a clock.
///
/// What isn't a key is swallowed whole: mouse reports in every encoding, cursor and colour replies, device
/// attributes, strings that never end. No byte of an unknown sequence comes out as a letter, because letters
/// are commands.
///
/// States: `ground` -> `escape` -> (`csi` | `ss3` | `string`) -> `ground`; `csi` -> (`mouse` | `paste`) ->
/// `ground`; `ground` or `escape` -> `utf8` -> `ground`. ``timeOut()`` brings each back to `ground`.
package struct KeyDecoder: Sendable {
  enum State: Sendable, Equatable {
    case ground, escape
    /// Behind `ESC [`: the bytes so far.
    case csi([UInt8])
    /// Behind `ESC O`: a modifier that old terminals send there.
    case ss3([UInt8])
    /// In an operating system command or another string, up to its end.
    case string(sawEscape: Bool)
    /// Behind `ESC [ M`: three bytes, whatever they are.
    case mouse([UInt8])
    /// In a bracketed paste.
    case paste
    /// In a character of several bytes.
    case utf8([UInt8], alt: Bool)
  }

  /// How long to wait for more input before ``timeOut()`` is due.
  package enum Patience: Sendable, Hashable {
    /// Nothing is under way.
    case none
    /// An Escape that may be a key or the start of a sequence: as long as a person set, 25 ms usually.
    case escape
    /// The rest of a sequence, which a slow line may bring late: half a second.
    case sequence
    /// The rest of a paste: two seconds.
    case paste
  }

  private static let longestSequence = 64

  private(set) var state = State.ground
  private var pasted = PasteCollector()

  package init() {}

  package var patience: Patience {
    switch state {
    case .ground: .none
    case .escape: .escape
    case .csi, .ss3, .string, .mouse, .utf8: .sequence
    case .paste: .paste
    }
  }

  /// The keys that are complete with these bytes.
  package mutating func feed(_ bytes: some Sequence<UInt8>) -> [Key] {
    bytes.flatMap { take($0) }
  }

  /// Nothing came for as long as ``patience`` says: a lone Escape is a key, everything else is dropped.
  package mutating func timeOut() -> [Key] {
    defer { state = .ground }
    switch state {
    case .escape: return [.escape]
    case .csi([]): return [.alt("[")]
    case .ss3([]): return [.alt("O")]
    case .paste: return [.paste(pasted.text)]
    default: return []
    }
  }

  /// Forgets what is under way.
  package mutating func reset() { state = .ground }

  private mutating func take(_ byte: UInt8) -> [Key] {
    switch state {
    case .ground: return begin(byte)
    case .escape: return afterEscape(byte)
    case .csi(let bytes): return inControlSequence(byte, bytes)
    case .ss3(let bytes): return inSingleShift(byte, bytes)
    case .string(let sawEscape): return inString(byte, sawEscape)
    case .mouse(let bytes): return inMouseReport(bytes + [byte])
    case .paste: return inPaste(byte)
    case .utf8(let bytes, let alt): return inCharacter(byte, bytes, alt: alt)
    }
  }

  private mutating func begin(_ byte: UInt8) -> [Key] {
    switch byte {
    case 0x1B: state = .escape
    case 0..<0x20, 0x7F: return [Key(control: byte)]
    case 0x20..<0x7F: return [.character(Character(Unicode.Scalar(byte)))]
    default: beginHigh(byte, alt: false)
    }
    return []
  }

  /// A byte above ASCII: the start of a character, or an introducer of one byte.
  private mutating func beginHigh(_ byte: UInt8, alt: Bool) {
    switch byte {
    case 0x8F: state = .ss3([])
    case 0x9B: state = .csi([])
    case 0x90, 0x98, 0x9D, 0x9E, 0x9F: state = .string(sawEscape: false)
    case 0xC2...0xF4: state = .utf8([byte], alt: alt)
    default: state = .ground
    }
  }

  private mutating func afterEscape(_ byte: UInt8) -> [Key] {
    state = .ground
    switch byte {
    case 0x1B:
      state = .escape
      return [.escape]
    case UInt8(ascii: "["): state = .csi([])
    case UInt8(ascii: "O"): state = .ss3([])
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"),
      UInt8(ascii: "X"):
      state = .string(sawEscape: false)
    case 0x20..<0x7F: return [.alt(Character(Unicode.Scalar(byte)))]
    case 0x80...: beginHigh(byte, alt: true)
    default: break  // Alt with a control key: nothing is bound to it.
    }
    return []
  }

  private mutating func inControlSequence(_ byte: UInt8, _ bytes: [UInt8]) -> [Key] {
    state = .ground
    switch byte {
    case 0x1B: state = .escape
    case 0..<0x20, 0x7F...: break
    // The Linux console's F1 to F5.
    case UInt8(ascii: "[") where bytes.isEmpty: state = .csi([byte])
    case 0x20...0x3F:
      state = .csi(bytes.count < Self.longestSequence ? bytes + [byte] : bytes)
    case UInt8(ascii: "M") where bytes.isEmpty: state = .mouse([])
    default:
      if bytes == Array("200".utf8), byte == UInt8(ascii: "~") {
        state = .paste
        pasted = PasteCollector()
      } else if bytes.count < Self.longestSequence {
        return ControlSequence(bytes, final: byte).key.map { [$0] } ?? []
      }
    }
    return []
  }

  private mutating func inSingleShift(_ byte: UInt8, _ bytes: [UInt8]) -> [Key] {
    state = .ground
    switch byte {
    case 0x1B: state = .escape
    case 0x30...0x3B: state = .ss3(bytes.count < 8 ? bytes + [byte] : bytes)
    case 0x40..<0x7F: return ControlSequence(singleShift: bytes, final: byte).key.map { [$0] } ?? []
    default: break
    }
    return []
  }

  private mutating func inString(_ byte: UInt8, _ sawEscape: Bool) -> [Key] {
    switch (byte, sawEscape) {
    case (0x07, _), (0x9C, false), (UInt8(ascii: "\\"), true): state = .ground
    case (0x18, _), (0x1A, _): state = .ground  // CAN and SUB end any sequence
    default: state = .string(sawEscape: byte == 0x1B)
    }
    return []
  }

  private mutating func inMouseReport(_ bytes: [UInt8]) -> [Key] {
    guard bytes.count == 3 else {
      state = .mouse(bytes)
      return []
    }
    state = .ground
    let numbers = bytes.map { Int($0) - 32 }
    return MouseEvent(code: numbers[0], column: numbers[1], row: numbers[2], isRelease: false)
      .map { [.mouse($0)] } ?? []
  }

  private mutating func inPaste(_ byte: UInt8) -> [Key] {
    guard pasted.take(byte) else { return [] }
    state = .ground
    return [.paste(pasted.text)]
  }

  private mutating func inCharacter(_ byte: UInt8, _ bytes: [UInt8], alt: Bool) -> [Key] {
    state = .ground
    guard byte & 0xC0 == 0x80 else { return begin(byte) }
    let bytes = bytes + [byte]
    let wanted = bytes[0] < 0xE0 ? 2 : bytes[0] < 0xF0 ? 3 : 4
    guard bytes.count == wanted else {
      state = .utf8(bytes, alt: alt)
      return []
    }
    guard let text = String(validating: bytes, as: UTF8.self),
      let scalar = text.unicodeScalars.first
    else { return [] }
    if (0x80...0x9F).contains(scalar.value) {
      beginHigh(UInt8(scalar.value), alt: false)
      return []
    }
    return [alt ? .alt(Character(scalar)) : .character(Character(scalar))]
  }
}
