package import Canvas
import Unpacking

/// What an image's header tells, and of a PNG a preview in black and white.
package struct ImageView: BodyView {
  package let id = "image"
  package let title: VisibleText = "image"
  package let goesByWindow = false

  package init() {}

  package func priority(for input: BodyInput) -> Int {
    guard input.offset == 0, input.remainingCoding == nil, let facts = ImageFacts.of(input.bytes)
    else { return 0 }
    // SVG is a picture by its type and a document otherwise.
    if facts.format == "SVG" { return input.mediaType.essence == "image/svg+xml" ? 85 : 10 }
    return 90
  }

  package func render(_ input: BodyInput) throws -> BodyContent {
    guard input.offset == 0, let facts = ImageFacts.of(input.bytes) else {
      throw BodyViewError("it begins like no image format known here")
    }
    var lines = [Self.line("format", facts.format)]
    if let width = facts.width, let height = facts.height {
      lines.append(Self.line("size", "\(width) x \(height) pixels"))
    }
    lines += facts.details.map { Self.line($0.name, $0.value) }
    lines.append(Self.line("bytes", String(input.totalSize)))
    let size = HalfBlocks.maximum
    let preview = PNGThumbnail.picture(Bytes(input.bytes), width: size.width, height: size.height)
    guard facts.format == "PNG", let preview else { return BodyContent(lines) }
    return BodyContent(lines + [BodyLine(.empty)] + HalfBlocks.lines(preview))
  }

  private static func line(_ name: String, _ value: String) -> BodyLine {
    var text = StyledText(VisibleText(untrusted: name).padded(to: 10), Style(.label))
    text.append(VisibleText(untrusted: value))
    return BodyLine(text)
  }
}
