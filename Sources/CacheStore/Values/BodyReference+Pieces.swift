extension BodyReference {
  /// Bytes of a body that are in memory at once where it is copied: a megabyte.
  package static let pieceSize: Int64 = 1 << 20

  /// The body in pieces of that size, first to last.
  package var pieces: some Sequence<Range<Int64>> {
    stride(from: 0, to: size, by: Int(Self.pieceSize)).lazy.map { [size] start in
      start..<min(start + Self.pieceSize, size)
    }
  }
}
