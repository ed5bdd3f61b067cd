/// Undoes the chunked coding (RFC 9112 section 7.1), strictly, piece by piece. Extensions and trailers are
/// dropped, within bounds.
struct ChunkedDecoder {
  private enum Place {
    case size(UInt64, digits: Int)
    case afterSize
    case sizeLineFeed
    case content(UInt64)
    case contentReturn, contentLineFeed
    case trailerStart, trailerName, trailer, trailerLineFeed, lastLineFeed
    case end
  }

  /// Bytes of extensions and trailers that are taken in all.
  private static let most = 16_384

  private var place = Place.size(0, digits: 0)
  private var size: UInt64 = 0
  private var skipped = 0

  var isAtEnd: Bool { if case .end = place { true } else { false } }

  /// Takes what it can, and appends the content in it. What is behind the end stays.
  mutating func take(
    _ bytes: inout ArraySlice<UInt8>, into content: inout [UInt8]
  ) throws(Refusal) {
    while let byte = bytes.first, !isAtEnd {
      if case .content(let left) = place {
        let count = Int(min(left, UInt64(bytes.count)))
        content += bytes.prefix(count)
        bytes = bytes.dropFirst(count)
        place = left == UInt64(count) ? .contentReturn : .content(left - UInt64(count))
        continue
      }
      bytes = bytes.dropFirst()
      place = try next(byte)
    }
  }

  private mutating func next(_ byte: UInt8) throws(Refusal) -> Place {
    switch (place, byte) {
    case (.size(let number, let digits), _) where Self.digit(byte) != nil:
      guard digits < 15, let digit = Self.digit(byte) else { throw Self.broken }
      return .size(number << 4 | digit, digits: digits + 1)
    case (.size(let number, let digits), 0x0D) where digits > 0: return sized(number, .sizeLineFeed)
    case (.size(let number, let digits), 0x3B) where digits > 0: return sized(number, .afterSize)
    case (.afterSize, 0x0D): return .sizeLineFeed
    case (.afterSize, _): return try skip(byte, .afterSize)
    case (.sizeLineFeed, 0x0A): return size == 0 ? .trailerStart : .content(size)
    case (.contentReturn, 0x0D): return .contentLineFeed
    case (.contentLineFeed, 0x0A): return .size(0, digits: 0)
    case (.trailerStart, 0x0D): return .lastLineFeed
    case (.trailer, 0x0D): return .trailerLineFeed
    // What is no field is no trailer: another reader may take it for the next request.
    case (.trailerStart, _) where byte.isOfToken, (.trailerName, _) where byte.isOfToken:
      return try skip(byte, .trailerName)
    case (.trailerName, 0x3A), (.trailer, _): return try skip(byte, .trailer)
    case (.trailerLineFeed, 0x0A): return .trailerStart
    case (.lastLineFeed, 0x0A): return .end
    default: throw Self.broken
    }
  }

  private mutating func sized(_ number: UInt64, _ place: Place) -> Place {
    size = number
    return place
  }

  private mutating func skip(_ byte: UInt8, _ place: Place) throws(Refusal) -> Place {
    skipped += 1
    guard skipped <= Self.most, byte != 0x0A, byte != 0 else { throw Self.broken }
    return place
  }

  private static let broken = Refusal.bad("The chunks of the content are broken.")

  private static func digit(_ byte: UInt8) -> UInt64? {
    switch byte {
    case 0x30...0x39: UInt64(byte - 0x30)
    case 0x41...0x46: UInt64(byte - 0x37)
    case 0x61...0x66: UInt64(byte - 0x57)
    default: nil
    }
  }
}
