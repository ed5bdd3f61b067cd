import FoundationEssentials

/// Whether bytes that come in pieces are UTF-8 as a whole.
struct UTF8Pieces {
  private var begun: [UInt8] = []
  private var isValidSoFar = true

  /// Whether all pieces together are UTF-8 without NUL.
  var isValid: Bool { isValidSoFar && begun.isEmpty }

  /// - Returns: whether it can still be UTF-8.
  mutating func take(_ piece: Data) -> Bool {
    guard isValidSoFar else { return false }
    var bytes = begun + piece
    let held = Self.incompleteSuffix(bytes)
    begun = Array(bytes.suffix(held))
    bytes.removeLast(held)
    isValidSoFar = !bytes.contains(0) && String(validating: bytes, as: UTF8.self) != nil
    return isValidSoFar
  }

  /// How many bytes at the end begin a sequence that isn't complete.
  static func incompleteSuffix(_ bytes: [UInt8]) -> Int {
    for (distance, byte) in bytes.suffix(3).reversed().enumerated() where byte & 0xC0 != 0x80 {
      let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
      return length > distance + 1 ? distance + 1 : 0
    }
    return 0
  }
}
