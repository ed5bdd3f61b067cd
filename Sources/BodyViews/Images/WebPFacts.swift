import Unpacking

/// WebP (RFC 9649): a RIFF file with VP8, VP8L or VP8X in front.
@Sendable func webPFacts(_ bytes: Bytes) -> ImageFacts? {
  guard bytes.has("RIFF", at: 0), bytes.has("WEBP", at: 8) else { return nil }
  var facts = ImageFacts("WebP")
  if bytes.has("VP8 ", at: 12) {
    facts.width = bytes.little16(26).map { $0 & 0x3FFF }
    facts.height = bytes.little16(28).map { $0 & 0x3FFF }
    facts.add("coding", "lossy")
  } else if bytes.has("VP8L", at: 12), let bits = bytes.little32(21) {
    facts.width = bits & 0x3FFF + 1
    facts.height = bits >> 14 & 0x3FFF + 1
    facts.add("coding", "lossless")
  } else if bytes.has("VP8X", at: 12) {
    facts.width = bytes.little24(24).map { $0 + 1 }
    facts.height = bytes.little24(27).map { $0 + 1 }
    addExtended(flags: bytes[20] ?? 0, to: &facts)
  }
  return facts
}

private func addExtended(flags: UInt8, to facts: inout ImageFacts) {
  facts.add("alpha", flags & 0x10 != 0 ? "yes" : "no")
  facts.add("animation", flags & 0x02 != 0 ? "yes" : "no")
  facts.add("EXIF", flags & 0x08 != 0 ? "present" : nil)
}
