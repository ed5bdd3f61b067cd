/// Bounds-safe reading of numbers and text from a file format; nil beyond the end.
package struct Bytes: Sendable {
  package let slice: ArraySlice<UInt8>

  package init(_ slice: ArraySlice<UInt8>) { self.slice = slice }

  package var count: Int { slice.count }

  package subscript(_ offset: Int) -> UInt8? {
    offset >= 0 && offset < count ? slice[slice.startIndex + offset] : nil
  }

  /// That many bytes from there, or fewer at the end.
  package func part(_ offset: Int, _ length: Int) -> ArraySlice<UInt8> {
    guard offset >= 0, length > 0, offset < count else { return [] }
    return slice.dropFirst(offset).prefix(length)
  }

  /// Whether this ASCII text stands there.
  package func has(_ text: StaticString, at offset: Int) -> Bool {
    text.withUTF8Buffer { part(offset, $0.count).elementsEqual($0) }
  }

  package func big16(_ offset: Int) -> Int? { number(offset, 2, isBigEndian: true) }
  package func big32(_ offset: Int) -> Int? { number(offset, 4, isBigEndian: true) }
  package func little16(_ offset: Int) -> Int? { number(offset, 2, isBigEndian: false) }
  package func little24(_ offset: Int) -> Int? { number(offset, 3, isBigEndian: false) }
  package func little32(_ offset: Int) -> Int? { number(offset, 4, isBigEndian: false) }

  /// A number of up to four bytes.
  package func number(_ offset: Int, _ length: Int, isBigEndian: Bool) -> Int? {
    let bytes = part(offset, length)
    guard bytes.count == length else { return nil }
    return isBigEndian
      ? bytes.reduce(0) { $0 << 8 | Int($1) } : bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  /// Text up to a zero byte, read as UTF-8.
  package func text(_ offset: Int, _ length: Int) -> String {
    String(decoding: part(offset, length).prefix { $0 != 0 }, as: UTF8.self)
  }
}
