import BrowserUI
import FoundationEssentials
import Glibc

/// Where an export goes: a file, or standard output.
final class ExportSink {
  private let file: AtomicFile?
  private var buffer: [UInt8] = []
  /// The end of a piece of base64 that has no group of three yet.
  private var rest: [UInt8] = []
  /// Bytes at the end of a piece of text that begin a scalar.
  private var begun: [UInt8] = []

  private static let limit = 1 << 16

  /// - Parameter file: nil for standard output.
  init(_ file: AtomicFile?) { self.file = file }

  func write(_ text: String) throws {
    buffer.append(contentsOf: text.utf8)
    try flushIfFull()
  }

  /// A piece of a body.
  func write(_ data: Data, as form: ExportPiece.BodyForm) throws {
    switch form {
    case .none: break
    case .raw: buffer.append(contentsOf: data)
    case .jsonString: appendText(data)
    case .base64: appendBase64(data)
    }
    try flushIfFull()
  }

  /// The end of a body: what was held back for the next piece.
  func endBody(as form: ExportPiece.BodyForm) throws {
    switch form {
    case .base64: buffer.append(contentsOf: Data(rest).base64EncodedData())
    case .jsonString: begun.withUnsafeBufferPointer { JSONEscapes.append($0, to: &buffer) }
    case .none, .raw: break
    }
    (rest, begun) = ([], [])
    try flushIfFull()
  }

  private func appendText(_ data: Data) {
    var bytes = begun + data
    let held = UTF8Pieces.incompleteSuffix(bytes)
    begun = Array(bytes.suffix(held))
    bytes.removeLast(held)
    bytes.withUnsafeBufferPointer { JSONEscapes.append($0, to: &buffer) }
  }

  private func appendBase64(_ data: Data) {
    var bytes = rest + data
    let held = bytes.count % 3
    rest = Array(bytes.suffix(held))
    bytes.removeLast(held)
    buffer.append(contentsOf: Data(bytes).base64EncodedData())
  }

  private func flushIfFull() throws { if buffer.count >= Self.limit { try flush() } }

  /// Hands on what waits.
  func flush() throws {
    defer { buffer.removeAll(keepingCapacity: true) }
    if let file {
      try buffer.withUnsafeBytes { try file.write($0) }
    } else {
      try Output.bytes(buffer)
    }
  }

  /// Puts the file in its place.
  func finish() throws {
    try flush()
    try file?.finish()
  }
}
