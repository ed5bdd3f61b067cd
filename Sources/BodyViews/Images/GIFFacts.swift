import Unpacking

/// GIF (89a specification): screen descriptor, then blocks.
@Sendable func gifFacts(_ bytes: Bytes) -> ImageFacts? {
  guard bytes.has("GIF87a", at: 0) || bytes.has("GIF89a", at: 0) else { return nil }
  var facts = ImageFacts("GIF", width: bytes.little16(6), height: bytes.little16(8))
  facts.add("version", bytes.text(3, 3))
  let flags = Int(bytes[10] ?? 0)
  facts.add("depth", "\((flags >> 4 & 7) + 1) bits")
  let table = flags & 0x80 != 0 ? 2 << (flags & 7) : 0
  if table > 0 { facts.add("palette", "\(table) colours") }
  facts.add("frames", String(gifFrames(bytes, from: 13 + table * 3)))
  return facts
}

private func gifFrames(_ bytes: Bytes, from start: Int) -> Int {
  var offset = start
  var frames = 0
  while let block = bytes[offset] {
    switch block {
    case 0x21: offset = afterSubBlocks(bytes, offset + 2)
    case 0x2C:
      frames += 1
      let flags = Int(bytes[offset + 9] ?? 0)
      let table = flags & 0x80 != 0 ? (2 << (flags & 7)) * 3 : 0
      offset = afterSubBlocks(bytes, offset + 11 + table)
    default: return frames
    }
  }
  return frames
}

private func afterSubBlocks(_ bytes: Bytes, _ start: Int) -> Int {
  var offset = start
  while let length = bytes[offset], length > 0 { offset += Int(length) + 1 }
  return offset + 1
}
