/// Sizes in bytes as text; k, M, G are powers of 1000.
package enum Sizes {
  /// At most five cells: `640`, `12.4k`, `410k`, `48.2M`.
  package static func short(_ bytes: Int64) -> String { text(bytes, unit: { $0 }) }

  /// With the unit written out: `640 B`, `12.4 kB`, `48.2 MB`.
  package static func long(_ bytes: Int64) -> String {
    text(bytes, unit: { " " + $0 + "B" })
  }

  /// The exact count too, where it says more: `12.4k (12,412 bytes)`.
  package static func exact(_ bytes: Int64) -> String {
    let grouped = Numbers.grouped(bytes) + (bytes == 1 ? " byte" : " bytes")
    return bytes < 1000 ? grouped : "\(short(bytes)) (\(grouped))"
  }

  private static let units = ["k", "M", "G", "T", "P", "E"]

  private static func text(_ bytes: Int64, unit: (String) -> String) -> String {
    guard bytes >= 1000 else { return String(max(0, bytes)) + unit("") }
    var value = Double(bytes) / 1000
    var index = 0
    // 999.5 would round up to four digits: it is 1.0 of the next unit.
    while value >= 999.5, index < units.count - 1 {
      value /= 1000
      index += 1
    }
    return Numbers.fixed(value, places: value < 99.95 ? 1 : 0) + unit(units[index])
  }
}
