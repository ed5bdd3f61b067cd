internal import CCodings

/// Undoes the content coding of a body that comes in pieces. For one body and one thread.
///
/// Most stores have bodies as a client gets them, with the field that tells how they were sent: so the bytes
/// themselves have to look coded too. No more than `limit` bytes come out, whatever the body claims to
/// become; what can't be decoded is handed out as it is.
final class ContentDecoding {
  /// What a body may become: 64 MiB.
  static let limit = 64 << 20
  private static let pieceSize = 64 << 10

  private let coding: String?
  private var decoder: (any PieceDecoder)?
  private var isBegun = false
  private var produced = 0
  /// Whether another piece may bring more.
  private(set) var mayGoOn = true

  /// - Parameter coding: the value of `Content-Encoding`; nil without.
  init(_ coding: String?) {
    self.coding = coding?.lowercased().filter { $0 != " " }
  }

  /// Decodes a piece, and hands out what it becomes until `take` has seen enough and returns false.
  func decode(_ piece: UnsafeRawBufferPointer, _ take: (UnsafeRawBufferPointer) -> Bool) {
    if !isBegun {
      isBegun = true
      decoder = Self.decoder(coding, piece)
    }
    guard let decoder else {
      mayGoOn = take(piece)
      return
    }
    var rest = piece
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.pieceSize, alignment: 1)
    defer { room.deallocate() }
    var step = PieceStep.goesOn
    repeat {
      let (count, next) = decoder.step(&rest, into: room)
      step = next
      produced += count
      if count > 0, !take(UnsafeRawBufferPointer(rebasing: room[..<count])) { step = .isOver }
      if produced >= Self.limit { step = .isOver }
    } while step == .goesOn
    if step == .isOver { mayGoOn = false }
  }

  /// What undoes the coding; nil where the bytes don't look as if they had it.
  private static func decoder(
    _ coding: String?, _ start: UnsafeRawBufferPointer
  ) -> (any PieceDecoder)? {
    let isGzip = start.starts(with: [0x1F, 0x8B])
    switch coding {
    case "gzip", "x-gzip": return isGzip ? Inflating() : nil
    case "deflate": return isGzip || hasZlibFrame(start) ? Inflating() : nil
    case "br": return looksLikeText(start.prefix(512)) ? nil : Unbrotling()
    default: return nil
    }
  }

  /// The two bytes in front of a zlib stream: method 8, and together a multiple of 31.
  private static func hasZlibFrame(_ start: UnsafeRawBufferPointer) -> Bool {
    start.count >= 2 && start[0] & 0x0F == 8 && (Int(start[0]) << 8 | Int(start[1])) % 31 == 0
  }

  private static func looksLikeText(_ start: Slice<UnsafeRawBufferPointer>) -> Bool {
    start.allSatisfy { $0 >= 0x20 && $0 != 0x7F || (0x09...0x0D).contains($0) }
      && String(validating: start.dropLast(min(3, start.count)), as: UTF8.self) != nil
  }
}

/// What undoes one coding.
private protocol PieceDecoder {
  /// Takes from the front of a piece, and fills a room. Returns how many bytes it filled.
  func step(
    _ piece: inout UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer
  ) -> (count: Int, step: PieceStep)
}

private enum PieceStep {
  /// There is more to come of this piece.
  case goesOn
  /// The next piece is needed.
  case isEmpty
  /// The end, or damage.
  case isOver
}

private final class Inflating: PieceDecoder {
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private let isReady: Bool

  init() { isReady = ccodings_begin_inflate(stream) == Z_OK }

  deinit {
    if isReady { inflateEnd(stream) }
    stream.deallocate()
  }

  func step(
    _ piece: inout UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer
  ) -> (count: Int, step: PieceStep) {
    guard isReady else { return (0, .isOver) }
    let bytes = piece.bindMemory(to: UInt8.self)
    stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
    stream.pointee.avail_in = UInt32(clamping: bytes.count)
    stream.pointee.next_out = room.bindMemory(to: UInt8.self).baseAddress
    stream.pointee.avail_out = UInt32(room.count)
    let code = inflate(stream, Z_NO_FLUSH)
    piece = UnsafeRawBufferPointer(rebasing: piece.suffix(Int(stream.pointee.avail_in)))
    let count = room.count - Int(stream.pointee.avail_out)
    switch code {
    case Z_OK: return (count, piece.isEmpty && count < room.count ? .isEmpty : .goesOn)
    case Z_BUF_ERROR: return (count, .isEmpty)
    case Z_STREAM_END:
      // Another member may follow.
      let isNext = !piece.isEmpty && inflateReset(stream) == Z_OK
      return (count, isNext ? .goesOn : .isOver)
    default: return (count, .isOver)
    }
  }
}

private final class Unbrotling: PieceDecoder {
  private let state = BrotliDecoderCreateInstance(nil, nil, nil)

  deinit { BrotliDecoderDestroyInstance(state) }

  func step(
    _ piece: inout UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer
  ) -> (count: Int, step: PieceStep) {
    var input = piece.bindMemory(to: UInt8.self).baseAddress
    var inputCount = piece.count
    var output = room.bindMemory(to: UInt8.self).baseAddress
    var outputCount = room.count
    let result = BrotliDecoderDecompressStream(
      state, &inputCount, &input, &outputCount, &output, nil)
    piece = UnsafeRawBufferPointer(rebasing: piece.suffix(inputCount))
    let count = room.count - outputCount
    switch result {
    case BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT: return (count, .goesOn)
    case BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT: return (count, .isEmpty)
    default: return (count, .isOver)
    }
  }
}
