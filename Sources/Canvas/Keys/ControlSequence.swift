/// A complete sequence behind `ESC [` or `ESC O`, and the key that it stands for, if any.
///
/// One table for what xterm, rxvt, the Linux console, screen and tmux send; no terminfo needed.
struct ControlSequence {
  private let prefix: UInt8?
  private let numbers: [Int]
  private let final: UInt8
  private let isSingleShift: Bool

  /// Behind `ESC [`: a private prefix, numbers with `;` between them, perhaps intermediates, one final byte.
  init(_ bytes: [UInt8], final: UInt8) {
    let first = bytes.first.flatMap { (0x3A...0x40).contains($0) || $0 == 0x5B ? $0 : nil }
    let rest = first == nil ? bytes[...] : bytes.dropFirst()
    // A byte that is neither digit nor `;` makes it something that no key sends.
    let isPlain = rest.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ";") }
    prefix = isPlain ? first : UInt8(ascii: "?")
    numbers = Self.numbers(rest)
    self.final = final
    isSingleShift = false
  }

  /// Behind `ESC O`.
  init(singleShift bytes: [UInt8], final: UInt8) {
    prefix = nil
    numbers = Self.numbers(bytes[...])
    self.final = final
    isSingleShift = true
  }

  var key: Key? {
    switch prefix {
    case UInt8(ascii: "<"): return mouseKey
    case UInt8(ascii: "["): return consoleKey
    case nil: break
    default: return nil
    }
    if isSingleShift { return singleShiftKey }
    switch final {
    case UInt8(ascii: "~"): return numberedKey
    case UInt8(ascii: "M"): return mouseKey
    default: return letterKey
    }
  }

  private var modifier: Int { numbers.count > 1 ? numbers[1] : isSingleShift ? number(0) : 1 }

  private func number(_ index: Int) -> Int { index < numbers.count ? numbers[index] : 1 }

  /// Arrows and ends, with the modifier in the second number. `R` is also a cursor report: never a key.
  private var letterKey: Key? {
    switch final {
    case UInt8(ascii: "A")...UInt8(ascii: "D"):
      return Self.arrow(Int(final) - Int(UInt8(ascii: "A")), modifier)
    case UInt8(ascii: "a")...UInt8(ascii: "d") where numbers.isEmpty:
      return Self.arrow(Int(final) - Int(UInt8(ascii: "a")), 2)
    case UInt8(ascii: "H"): return .home
    case UInt8(ascii: "F"): return .end
    case UInt8(ascii: "Z"): return .backTab
    case UInt8(ascii: "P"), UInt8(ascii: "Q"), UInt8(ascii: "S"):
      return number(0) == 1 ? functionKey(Int(final) - Int(UInt8(ascii: "P")) + 1) : nil
    default: return nil
    }
  }

  private var singleShiftKey: Key? {
    switch final {
    case UInt8(ascii: "M"): return .enter
    case UInt8(ascii: "a")...UInt8(ascii: "d"):
      return Self.arrow(Int(final) - Int(UInt8(ascii: "a")), 5)
    case UInt8(ascii: "p")...UInt8(ascii: "y"):
      return .character(Character(Unicode.Scalar(final - 0x40)))
    case UInt8(ascii: "R"): return functionKey(3)
    default: return letterKey
    }
  }

  /// `ESC [ 15 ~` and its like.
  private var numberedKey: Key? {
    switch number(0) {
    case 1, 7: modifier == 1 ? .home : nil
    case 4, 8: modifier == 1 ? .end : nil
    case 2: modifier == 1 ? .insert : nil
    case 3: modifier == 1 ? .delete : nil
    case 5: modifier == 1 ? .pageUp : nil
    case 6: modifier == 1 ? .pageDown : nil
    case 11...15: functionKey(number(0) - 10)
    case 17...21: functionKey(number(0) - 11)
    case 23...26: functionKey(number(0) - 12)
    case 28, 29: functionKey(number(0) - 13)
    case 31...34: functionKey(number(0) - 14)
    default: nil
    }
  }

  private var consoleKey: Key? {
    let offset = Int(final) - Int(UInt8(ascii: "A"))
    return numbers.isEmpty && (0...4).contains(offset) ? .function(offset + 1) : nil
  }

  /// SGR with `<`, and the older form of rxvt, whose button code is 32 higher.
  private var mouseKey: Key? {
    guard numbers.count == 3, final == UInt8(ascii: "M") || final == UInt8(ascii: "m") else {
      return nil
    }
    let code = prefix == nil ? numbers[0] - 32 : numbers[0]
    return MouseEvent(
      code: code, column: numbers[1], row: numbers[2], isRelease: final == UInt8(ascii: "m")
    ).map { .mouse($0) }
  }

  /// Shift makes F13 of F1; other modifiers make no key.
  private func functionKey(_ number: Int) -> Key? {
    switch modifier {
    case 1: .function(number)
    case 2 where number <= 12: .function(number + 12)
    default: nil
    }
  }

  private static func arrow(_ index: Int, _ modifier: Int) -> Key? {
    let keys: [Key]
    switch modifier {
    case 1: keys = [.up, .down, .right, .left]
    case 2: keys = [.shiftUp, .shiftDown, .shiftRight, .shiftLeft]
    case 5: keys = [.controlUp, .controlDown, .controlRight, .controlLeft]
    default: return nil
    }
    return keys[index]
  }

  /// The numbers between semicolons, an absent one as 1, all below 100,000.
  private static func numbers(_ bytes: ArraySlice<UInt8>) -> [Int] {
    guard !bytes.isEmpty else { return [] }
    return bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map {
      digits in
      digits.isEmpty ? 1 : digits.reduce(0) { min(99_999, $0 * 10 + Int($1 & 0x0F)) }
    }
  }
}

extension Key {
  /// The key of a control byte.
  init(control byte: UInt8) {
    switch byte {
    case 0x09: self = .tab
    case 0x0A, 0x0D: self = .enter
    case 0x08, 0x7F: self = .backspace
    default:
      let upper = Unicode.Scalar(byte & 0x1F | 0x40)
      self = .control(Character(upper.properties.lowercaseMapping))
    }
  }
}

extension MouseEvent {
  /// From the button code of a report and its place, counted from 1. Nil for what is no place or button.
  init?(code: Int, column: Int, row: Int, isRelease: Bool) {
    guard code >= 0, code < 128, column >= 1, row >= 1 else { return nil }
    let buttons: [Button] = [.left, .middle, .right, .none]
    let point = Point(column: column - 1, row: row - 1)
    let button = buttons[code & 3]
    if code & 64 != 0 {
      guard code & 3 < 2 else { return nil }
      self.init(code & 3 == 0 ? .wheelUp : .wheelDown, .none, at: point)
    } else if code & 32 != 0 {
      self.init(.drag, button, at: point)
    } else {
      self.init(isRelease || button == .none ? .release : .press, button, at: point)
    }
  }
}
