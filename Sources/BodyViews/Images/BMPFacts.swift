import Unpacking

/// BMP: file header of 14 bytes, then an info header whose size tells its kind.
@Sendable func bmpFacts(_ bytes: Bytes) -> ImageFacts? {
  guard bytes.has("BM", at: 0), let header = bytes.little32(14), header >= 12, header <= 124 else {
    return nil
  }
  guard header > 12 else {
    var facts = ImageFacts("BMP", width: bytes.little16(18), height: bytes.little16(20))
    facts.add("depth", bytes.little16(24).map { "\($0) bits" })
    return facts
  }
  // A negative height means rows from the top.
  let height = bytes.little32(22).map { Int(Int32(truncatingIfNeeded: $0).magnitude) }
  var facts = ImageFacts("BMP", width: bytes.little32(18), height: height)
  facts.add("depth", bytes.little16(28).map { "\($0) bits" })
  if let colours = bytes.little32(46), colours > 0 { facts.add("palette", "\(colours) colours") }
  return facts
}

/// ICO and CUR: a directory of images; the first is told, and how many there are.
@Sendable func icoFacts(_ bytes: Bytes) -> ImageFacts? {
  guard bytes.little16(0) == 0, let kind = bytes.little16(2), kind == 1 || kind == 2,
    let count = bytes.little16(4), count > 0, bytes.count >= 22
  else { return nil }
  // A size of 0 means 256.
  func side(_ offset: Int) -> Int? { bytes[offset].map { $0 == 0 ? 256 : Int($0) } }
  var facts = ImageFacts(kind == 1 ? "ICO" : "CUR", width: side(6), height: side(7))
  facts.add("images", String(count))
  for index in 0..<min(count, 16) {
    let entry = 6 + index * 16
    guard let width = side(entry), let height = side(entry + 1) else { break }
    let depth = bytes.little16(entry + 6).map { ", \($0) bits" } ?? ""
    facts.add("image \(index + 1)", "\(width)x\(height)\(kind == 1 ? depth : "")")
  }
  return facts
}
