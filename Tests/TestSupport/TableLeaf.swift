/// The first leaf page of a table in a database file, as SQLite lays pages of 4096 bytes out.
package struct TableLeaf {
  /// Where it is in the file.
  package let bytes: Range<Int>
  /// How many rows lie on it.
  package let rows: Int

  /// - Parameter root: the page on which the table begins.
  package init(ofTable root: Int, in file: [UInt8]) {
    func number(_ place: Int, _ count: Int) -> Int {
      file[place..<place + count].reduce(0) { $0 << 8 | Int($1) }
    }
    var start = (root - 1) * 4096
    // An inner page: its first cell begins with the number of the page with the smallest keys.
    while file[start] == 5 { start = (number(start + number(start + 12, 2), 4) - 1) * 4096 }
    precondition(file[start] == 13)
    bytes = start..<start + 4096
    rows = number(start + 3, 2)
  }
}
