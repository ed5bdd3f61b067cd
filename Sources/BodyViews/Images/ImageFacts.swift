import Unpacking

/// What an image's header tells.
package struct ImageFacts: Sendable, Hashable {
  /// Such as `PNG`.
  package var format: String
  /// In pixels; nil where the file does not say.
  package var width: Int?
  /// In pixels.
  package var height: Int?
  /// More facts, in order: depth, palette, frames, EXIF.
  package var details: [Detail] = []

  /// A fact with its name.
  package struct Detail: Sendable, Hashable {
    package var name: String
    package var value: String
  }

  init(_ format: String, width: Int? = nil, height: Int? = nil) {
    self.format = format
    self.width = width
    self.height = height
  }

  /// Adds a fact, if there is one.
  mutating func add(_ name: String, _ value: String?) {
    if let value { details.append(Detail(name: name, value: value)) }
  }

  /// The formats known, each by its own first bytes.
  private static let readers: [@Sendable (Bytes) -> ImageFacts?] = [
    pngFacts, jpegFacts, gifFacts, webPFacts, bmpFacts, icoFacts, svgFacts,
  ]

  /// The facts of an image; nil when no known format begins like this.
  package static func of(_ bytes: ArraySlice<UInt8>) -> ImageFacts? {
    let reader = Bytes(bytes)
    return readers.lazy.compactMap { $0(reader) }.first
  }
}
