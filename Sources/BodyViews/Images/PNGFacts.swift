import Unpacking

/// PNG (W3C, third edition): signature, then chunks of length, type, data, check.
@Sendable func pngFacts(_ bytes: Bytes) -> ImageFacts? {
  guard bytes.part(0, 8).elementsEqual([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else {
    return nil
  }
  var facts = ImageFacts("PNG", width: bytes.big32(16), height: bytes.big32(20))
  facts.add("depth", bytes[24].map { "\($0) bits" })
  facts.add("colour", bytes[25].map(pngColour))
  facts.add("interlace", bytes[28].map { $0 == 0 ? "none" : "Adam7" })
  addPNGChunks(bytes, to: &facts)
  return facts
}

private func pngColour(_ type: UInt8) -> String {
  switch type {
  case 0: "greyscale"
  case 2: "RGB"
  case 3: "palette"
  case 4: "greyscale with alpha"
  case 6: "RGB with alpha"
  default: "unknown type \(type)"
  }
}

private func addPNGChunks(_ bytes: Bytes, to facts: inout ImageFacts) {
  var offset = 8
  var texts = 0
  while let length = bytes.big32(offset), bytes.count >= offset + 8 {
    if bytes.has("PLTE", at: offset + 4) { facts.add("palette", "\(length / 3) colours") }
    if bytes.has("acTL", at: offset + 4) {
      facts.add("frames", bytes.big32(offset + 8).map(String.init))
    }
    if bytes.has("eXIf", at: offset + 4) {
      facts.add("EXIF", exifNote(Bytes(bytes.part(offset + 8, length))))
    }
    if bytes.has("tEXt", at: offset + 4) || bytes.has("iTXt", at: offset + 4) { texts += 1 }
    if bytes.has("IEND", at: offset + 4) { break }
    offset += length + 12
  }
  if texts > 0 { facts.add("text", "\(texts) notes") }
}
