import Unpacking

/// ZIP (APPNOTE 6.3.10): from the central directory at the end where all is here, else from the local
/// headers, one behind the other.
func zipListing(_ bytes: Bytes, isWhole: Bool) -> ArchiveListing? {
  guard bytes.has("PK\u{3}\u{4}", at: 0) || bytes.has("PK\u{5}\u{6}", at: 0) else { return nil }
  if isWhole, let directory = centralDirectory(bytes) {
    return centralListing(bytes, from: directory)
  }
  return localListing(bytes)
}

/// Where the central directory begins, as the end record says; it has a comment of any length behind.
private func centralDirectory(_ bytes: Bytes) -> Int? {
  let last = bytes.count - 22
  guard last >= 0 else { return nil }
  for offset in stride(from: last, through: max(0, last - 0xFFFF), by: -1)
  where bytes[offset] == 0x50 && bytes.has("PK\u{5}\u{6}", at: offset) {
    return bytes.little32(offset + 16)
  }
  return nil
}

private func centralListing(_ bytes: Bytes, from start: Int) -> ArchiveListing {
  var listing = ArchiveListing(format: "zip")
  var offset = start
  while bytes.has("PK\u{1}\u{2}", at: offset), let name = bytes.little16(offset + 28),
    let extra = bytes.little16(offset + 30), let comment = bytes.little16(offset + 32)
  {
    guard listing.members.count < ArchiveListing.limit else {
      listing.isCut = true
      break
    }
    listing.members.append(
      member(bytes, name: (offset + 46, name), packed: offset + 20, size: offset + 24))
    offset += 46 + name + extra + comment
  }
  return listing
}

private func localListing(_ bytes: Bytes) -> ArchiveListing {
  var listing = ArchiveListing(format: "zip", isCut: true)
  var offset = 0
  while bytes.has("PK\u{3}\u{4}", at: offset), let name = bytes.little16(offset + 26),
    let extra = bytes.little16(offset + 28), let packed = bytes.little32(offset + 18),
    listing.members.count < ArchiveListing.limit
  {
    var found = member(bytes, name: (offset + 30, name), packed: offset + 18, size: offset + 22)
    // Bit 3: the sizes stand behind the data, so the next header can't be found.
    let sizesFollow = (bytes.little16(offset + 6) ?? 0) & 8 != 0 && packed == 0
    if sizesFollow {
      found.size = nil
      found.packedSize = nil
    }
    listing.members.append(found)
    if sizesFollow { break }
    offset += 30 + name + extra + packed
  }
  return listing
}

private func member(
  _ bytes: Bytes, name: (offset: Int, length: Int), packed: Int, size: Int
) -> ArchiveListing.Member {
  ArchiveListing.Member(
    name: Array(bytes.part(name.offset, name.length)), size: bytes.little32(size).map(Int64.init),
    packedSize: bytes.little32(packed).map(Int64.init))
}
