import Glibc

/// The C library's `iconv`, from one charset to another, both by names of our own. For one thread.
final class SystemConverter {
  private let descriptor: iconv_t
  private let isDoubleByte: Bool

  /// Nil where this machine has no such converter.
  ///
  /// - Parameter isDoubleByte: whether what can't be read may be a pair of bytes.
  init?(from source: String, to target: String, isDoubleByte: Bool = false) {
    let opened: iconv_t? = iconv_open(target, source)
    guard let opened, opened != UnsafeMutableRawPointer(bitPattern: -1) else { return nil }
    descriptor = opened
    self.isDoubleByte = isDoubleByte
  }

  deinit { iconv_close(descriptor) }

  /// What `convert` made.
  struct Converted {
    var bytes: [UInt8] = []
    /// How many places couldn't be read; in UTF-8 a U+FFFD stands for each.
    var faults = 0
  }

  /// Converts a whole piece of text: time and memory are proportional to it, whatever it holds.
  func convert(_ source: ArraySlice<UInt8>) -> Converted {
    var result = Converted()
    // The C library takes what it only reads by a pointer for writing.
    var source = Array(source)
    source.withUnsafeMutableBytes { source in
      var input = source.baseAddress?.assumingMemoryBound(to: CChar.self)
      var rest = source.count
      while rest > 0 {
        let code = step(&input, &rest, &result)
        if code == 0 || code == E2BIG { continue }
        result.bytes += [0xEF, 0xBF, 0xBD]
        result.faults += 1
        let skipped = faultLength(source.suffix(rest))
        input = input?.advanced(by: skipped)
        rest -= skipped
      }
    }
    // What waited for a combining character that might come; and the state is as at the start.
    var end: UnsafeMutablePointer<CChar>?
    var none = 0
    _ = step(&end, &none, &result)
    return result
  }

  /// Converts as much as a buffer takes; the number of the error that stopped it, or 0.
  private func step(
    _ input: inout UnsafeMutablePointer<CChar>?, _ rest: inout Int, _ result: inout Converted
  ) -> Int32 {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: Self.bufferSize) { buffer in
      var output = buffer.baseAddress
      var room = buffer.count
      let isEnd = input == nil
      let count =
        isEnd
        ? iconv(descriptor, nil, nil, &output, &room)
        : iconv(descriptor, &input, &rest, &output, &room)
      let code = count == -1 ? errno : 0
      result.bytes += UnsafeRawBufferPointer(buffer).prefix(buffer.count - room)
      return code
    }
  }

  /// How many bytes one fault has: a pair where both may belong to one, as what stands behind could else
  /// be read in wrong pairs; but never an ASCII character (WHATWG Encoding, section 14).
  private func faultLength(_ rest: Slice<UnsafeMutableRawBufferPointer>) -> Int {
    guard isDoubleByte, rest.count > 1, (0x81...0xFE).contains(rest[rest.startIndex]),
      rest[rest.startIndex + 1] >= 0x80
    else { return 1 }
    return 2
  }

  private static let bufferSize = 8192
}
