import Unpacking

/// A small grey picture.
struct GreyPicture: Sendable, Hashable {
  let width: Int
  let height: Int
  /// Row by row, 0 for black to 255; what is transparent is as dark as it lets through.
  var pixels: [UInt8]
}

/// Makes a small grey picture of a PNG (W3C, third edition): row by row, in memory for two rows beside the data,
/// and never more of it than the header promises.
struct PNGThumbnail {
  /// Bytes of unpacked picture data at most; larger pictures have no preview.
  private static let limit = 32 << 20

  private let width: Int
  private let height: Int
  private let depth: Int
  private let colour: Int
  private let palette: [UInt8]

  /// The picture in at most so many pixels; nil where it is no PNG that can be read here, or interlaced.
  static func picture(_ bytes: Bytes, width: Int, height: Int) -> GreyPicture? {
    guard let (image, data) = read(bytes) else { return nil }
    let scale = max(
      1, Double(image.width) / Double(width), Double(image.height) / Double(height))
    let small = (
      width: max(1, Int(Double(image.width) / scale)),
      height: max(1, Int(Double(image.height) / scale))
    )
    return image.scaled(data, to: small)
  }

  private static func read(_ bytes: Bytes) -> (PNGThumbnail, [UInt8])? {
    guard let width = bytes.big32(16), let height = bytes.big32(20), let depth = bytes[24],
      let colour = bytes[25], bytes[28] == 0, width > 0, height > 0, width < 1 << 16,
      height < 1 << 16, [1, 2, 4, 8, 16].contains(depth), channels[Int(colour)] != nil
    else { return nil }
    var palette: [UInt8] = []
    var packed: [UInt8] = []
    var offset = 8
    while let length = bytes.big32(offset), offset + 8 <= bytes.count {
      if bytes.has("PLTE", at: offset + 4) { palette = Array(bytes.part(offset + 8, length)) }
      if bytes.has("IDAT", at: offset + 4) { packed += bytes.part(offset + 8, length) }
      offset += length + 12
    }
    let image = PNGThumbnail(
      width: width, height: height, depth: Int(depth), colour: Int(colour), palette: palette)
    let size = (image.rowLength + 1) * height
    guard size <= limit else { return nil }
    var inflate = Inflate(packed.dropFirst(2), limit: size)
    _ = inflate.run()
    // A damaged picture is shown as far as it goes.
    return inflate.output.count > image.rowLength ? (image, inflate.output) : nil
  }

  /// Samples of a pixel, by colour type.
  private static let channels = [0: 1, 2: 3, 3: 1, 4: 2, 6: 4]

  private var samples: Int { Self.channels[colour] ?? 1 }
  private var rowLength: Int { (width * samples * depth + 7) / 8 }
  private var pixelLength: Int { max(1, samples * depth / 8) }

  /// Takes the pixel in the middle of each stretch that becomes one.
  private func scaled(_ data: [UInt8], to small: (width: Int, height: Int)) -> GreyPicture {
    var picture = GreyPicture(
      width: small.width, height: small.height,
      pixels: [UInt8](repeating: 0, count: small.width * small.height))
    var row = [UInt8](repeating: 0, count: rowLength)
    var next = 0
    for y in 0..<min(height, data.count / (rowLength + 1)) {
      let start = y * (rowLength + 1)
      unfilter(data[start..<start + rowLength + 1], over: &row)
      guard next < small.height, y == (2 * next + 1) * height / (2 * small.height) else { continue }
      for x in 0..<small.width {
        picture.pixels[next * small.width + x] =
          grey(row, at: (2 * x + 1) * width / (2 * small.width))
      }
      next += 1
    }
    return picture
  }

  /// Undoes a row's filter (section 9); `row` holds the one above before.
  private func unfilter(_ filtered: ArraySlice<UInt8>, over row: inout [UInt8]) {
    let kind = filtered.first ?? 0
    var corner = [UInt8](repeating: 0, count: pixelLength)
    for (index, byte) in filtered.dropFirst().enumerated() {
      let left = index >= pixelLength ? row[index - pixelLength] : 0
      let above = row[index]
      let upperLeft = corner[index % pixelLength]
      corner[index % pixelLength] = above
      row[index] = byte &+ Self.predicted(kind, left, above, upperLeft)
    }
  }

  private static func predicted(
    _ kind: UInt8, _ left: UInt8, _ above: UInt8, _ corner: UInt8
  ) -> UInt8 {
    switch kind {
    case 1: return left
    case 2: return above
    case 3: return UInt8((Int(left) + Int(above)) / 2)
    case 4:
      let guess = Int(left) + Int(above) - Int(corner)
      let distances = [left, above, corner].map { (guess - Int($0)).magnitude }
      if distances[0] <= distances[1], distances[0] <= distances[2] { return left }
      return distances[1] <= distances[2] ? above : corner
    default: return 0
    }
  }

  private func grey(_ row: [UInt8], at x: Int) -> UInt8 {
    func sample(_ channel: Int) -> Int {
      let bit = (x * samples + channel) * depth
      guard bit / 8 < row.count else { return 0 }
      if depth >= 8 { return Int(row[bit / 8]) }
      let value = Int(row[bit / 8]) >> (8 - depth - bit % 8) & ((1 << depth) - 1)
      return colour == 3 ? value : value * 255 / ((1 << depth) - 1)
    }
    func luminance(_ red: Int, _ green: Int, _ blue: Int) -> Int {
      (red * 299 + green * 587 + blue * 114) / 1000
    }
    switch colour {
    case 2: return UInt8(luminance(sample(0), sample(1), sample(2)))
    case 3:
      let entry = palette.dropFirst(sample(0) * 3).prefix(3).map(Int.init)
      return entry.count == 3 ? UInt8(luminance(entry[0], entry[1], entry[2])) : 0
    case 4: return UInt8(sample(0) * sample(1) / 255)
    case 6: return UInt8(luminance(sample(0), sample(1), sample(2)) * sample(3) / 255)
    default: return UInt8(sample(0))
    }
  }
}
