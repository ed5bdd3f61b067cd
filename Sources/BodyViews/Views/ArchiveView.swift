package import Canvas

/// The files of an archive with their sizes; nothing is unpacked.
package struct ArchiveView: BodyView {
  package let id = "archive"
  package let title: VisibleText = "archive"
  package let goesByWindow = false

  package init() {}

  package func priority(for input: BodyInput) -> Int {
    listing(input) == nil ? 0 : 80
  }

  package func render(_ input: BodyInput) throws -> BodyContent {
    guard let listing = listing(input) else {
      throw BodyViewError("it begins like no archive known here")
    }
    let lines = listing.members.map { member -> BodyLine in
      let size = member.size.map(String.init) ?? "?"
      var text = StyledText(
        VisibleText(untrusted: size).padded(to: 12, .trailing) + "  ", Style(.number))
      text.append(VisibleText(untrusted: member.name))
      return BodyLine(text)
    }
    let count: VisibleText = lines.count == 1 ? "1 file" : "\(lines.count) files"
    let rest: VisibleText = listing.isCut ? ", and perhaps more" : ""
    return BodyContent(lines, notes: ["\(listing.format), " + count + rest])
  }

  private func listing(_ input: BodyInput) -> ArchiveListing? {
    guard input.offset == 0, input.remainingCoding == nil else { return nil }
    return ArchiveListing.of(input.bytes, isWhole: input.isWhole)
  }
}
