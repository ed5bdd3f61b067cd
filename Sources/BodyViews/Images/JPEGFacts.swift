import Unpacking

/// JPEG (ITU-T T.81, annex B): markers with segments.
@Sendable func jpegFacts(_ bytes: Bytes) -> ImageFacts? {
  guard bytes.part(0, 3).elementsEqual([0xFF, 0xD8, 0xFF]) else { return nil }
  var facts = ImageFacts("JPEG")
  var offset = 2
  while let marker = bytes.big16(offset), marker >= 0xFF00, let length = bytes.big16(offset + 2) {
    switch marker {
    case 0xFFC0...0xFFCF where ![0xFFC4, 0xFFC8, 0xFFCC].contains(marker):
      addFrame(bytes, at: offset, marker: marker, to: &facts)
    case 0xFFE1 where bytes.has("Exif", at: offset + 4):
      facts.add("EXIF", exifNote(Bytes(bytes.part(offset + 10, length - 8))))
    case 0xFFFE: facts.add("comment", bytes.text(offset + 4, min(length - 2, 200)))
    // Start of scan: what follows is the picture.
    case 0xFFDA: return facts
    default: break
    }
    offset += max(2, length) + 2
  }
  return facts
}

private func addFrame(_ bytes: Bytes, at offset: Int, marker: Int, to facts: inout ImageFacts) {
  facts.height = bytes.big16(offset + 5)
  facts.width = bytes.big16(offset + 7)
  facts.add("depth", bytes[offset + 4].map { "\($0) bits" })
  let colours: [UInt8: String] = [1: "greyscale", 3: "YCbCr", 4: "CMYK"]
  facts.add("colour", bytes[offset + 9].flatMap { colours[$0] })
  facts.add("coding", marker == 0xFFC2 ? "progressive" : marker == 0xFFC0 ? "baseline" : nil)
}

/// How many fields the first directory of EXIF data has (TIFF 6.0, section 2).
func exifNote(_ tiff: Bytes) -> String {
  let isBigEndian = tiff.has("MM", at: 0)
  guard isBigEndian || tiff.has("II", at: 0),
    let directory = tiff.number(4, 4, isBigEndian: isBigEndian),
    let count = tiff.number(directory, 2, isBigEndian: isBigEndian)
  else { return "unreadable" }
  return "\(count) fields"
}
