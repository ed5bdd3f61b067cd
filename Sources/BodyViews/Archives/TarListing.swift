import Unpacking

/// tar (POSIX ustar): headers of 512 bytes with octal sizes.
func tarListing(_ bytes: Bytes, isWhole: Bool) -> ArchiveListing? {
  guard bytes.has("ustar", at: 257), hasTarChecksum(bytes, at: 0) else { return nil }
  var listing = ArchiveListing(format: "tar", isCut: !isWhole)
  var offset = 0
  while let first = bytes[offset], first != 0, hasTarChecksum(bytes, at: offset),
    let size = octal(bytes.part(offset + 124, 12))
  {
    guard listing.members.count < ArchiveListing.limit else {
      listing.isCut = true
      break
    }
    if isFile(bytes[offset + 156] ?? 0) {
      listing.members.append(.init(name: tarName(bytes, at: offset), size: Int64(size)))
    }
    offset += 512 + (size + 511) / 512 * 512
  }
  return listing
}

/// Files, links and directories; not the records that only describe the next one.
private func isFile(_ type: UInt8) -> Bool { type == 0 || (0x30...0x37).contains(type) }

private func tarName(_ bytes: Bytes, at offset: Int) -> [UInt8] {
  let name = Array(bytes.part(offset, 100).prefix { $0 != 0 })
  let prefix = Array(bytes.part(offset + 345, 155).prefix { $0 != 0 })
  return prefix.isEmpty ? name : prefix + [0x2F] + name
}

/// The sum of the header's bytes, with its own eight counted as spaces.
private func hasTarChecksum(_ bytes: Bytes, at offset: Int) -> Bool {
  let header = bytes.part(offset, 512)
  guard header.count == 512, let stated = octal(bytes.part(offset + 148, 8)) else { return false }
  let sum = header.enumerated().reduce(0) { sum, byte in
    sum + ((148..<156).contains(byte.offset) ? 0x20 : Int(byte.element))
  }
  return sum == stated
}

private func octal(_ field: ArraySlice<UInt8>) -> Int? {
  let digits = field.drop { $0 == 0x20 }.prefix { (0x30...0x37).contains($0) }
  guard !digits.isEmpty, digits.count <= 12 else { return nil }
  return digits.reduce(0) { $0 << 3 | Int($1 - 0x30) }
}
