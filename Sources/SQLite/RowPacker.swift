internal import CSQLite

/// Packs rows for a `PackedTable`, one after another. Its memory is its own.
package struct RowPacker: ~Copyable, ColumnSink, @unchecked Sendable {
  private let columns: Int
  /// More than the numbers of a row take. There is always so much room: only texts and blobs look for some.
  private var roomForNumbers: Int { columns * 8 }
  private var bytes: UnsafeMutableRawPointer
  private var capacity = 1 << 16
  private var count = 0
  /// Where the row that is packed begins, and where each one before it ended.
  private var start = 0
  private var ends: [Int] = []
  private var lastDouble: UInt64?

  /// A packer of rows with so many columns.
  package init(columns: Int) {
    self.columns = columns
    bytes = .allocate(byteCount: capacity, alignment: 8)
    begin()
  }

  deinit { bytes.deallocate() }

  /// Ends a row all of whose columns were bound, and begins the next one.
  package mutating func endRow() {
    precondition(count <= capacity, "a column was bound twice")
    ends.append(count)
    begin()
  }

  /// How many rows it has.
  package var rowCount: Int { ends.count }

  /// Calls `body` with each row, and forgets them.
  mutating func drain(_ body: (UnsafePointer<UInt8>, Int64) -> Void) {
    var start = 0
    for end in ends {
      let row = (bytes + start).assumingMemoryBound(to: UInt8.self)
      body(row, Int64(end - start))
      start = end
    }
    count = 0
    ends.removeAll(keepingCapacity: true)
    begin()
  }

  package mutating func bindNull(_ index: Int32) { tag(index, packed_null) }

  package mutating func bind(_ index: Int32, _ value: Int64) {
    if value == 0 {
      tag(index, packed_zero)
    } else if let small = Int8(exactly: value) {
      tag(index, packed_int8)
      append(small)
    } else if let small = Int16(exactly: value) {
      tag(index, packed_int16)
      append(small)
    } else if let small = Int32(exactly: value) {
      tag(index, packed_int32)
      append(small)
    } else {
      tag(index, packed_int64)
      append(value)
    }
  }

  /// What is no number is null, as for SQLite.
  package mutating func bind(_ index: Int32, _ value: Double) {
    guard !value.isNaN else { return bindNull(index) }
    guard value.bitPattern != lastDouble else { return tag(index, packed_same_double) }
    lastDouble = value.bitPattern
    tag(index, packed_double)
    append(value)
  }

  package mutating func bind(_ index: Int32, _ text: String) {
    var text = text
    text.withUTF8 { bind(index, utf8: $0) }
  }

  package mutating func bind(_ index: Int32, utf8 text: UnsafeBufferPointer<UInt8>) {
    if text.isEmpty { return tag(index, packed_empty_text) }
    reserve(text.count + 5 + roomForNumbers)
    if let length = UInt8(exactly: text.count) {
      tag(index, packed_text)
      append(length)
    } else {
      tag(index, packed_long_text)
      append(UInt32(clamping: text.count))
    }
    append(UnsafeRawBufferPointer(text))
    append(UInt8(0))
  }

  package mutating func bind(_ index: Int32, _ bytes: [UInt8]) {
    if bytes.isEmpty { return tag(index, packed_empty_blob) }
    reserve(bytes.count + 4 + roomForNumbers)
    tag(index, packed_blob)
    append(UInt32(clamping: bytes.count))
    bytes.withUnsafeBytes { append($0) }
  }

  private mutating func begin() {
    start = count
    lastDouble = nil
    reserve(columns + roomForNumbers)
    count += columns
  }

  @inline(__always)
  private mutating func tag(_ index: Int32, _ tag: some BinaryInteger) {
    assert((1...columns).contains(Int(index)), "there is no such column")
    bytes.storeBytes(
      of: UInt8(truncatingIfNeeded: tag), toByteOffset: start + Int(index) - 1, as: UInt8.self)
  }

  @inline(__always)
  private mutating func append<Value: BitwiseCopyable>(_ value: Value) {
    bytes.storeBytes(of: value, toByteOffset: count, as: Value.self)
    count += MemoryLayout<Value>.size
  }

  private mutating func append(_ more: UnsafeRawBufferPointer) {
    (bytes + count).copyMemory(
      from: more.baseAddress ?? UnsafeRawPointer(bytes), byteCount: more.count)
    count += more.count
  }

  @inline(__always)
  private mutating func reserve(_ more: Int) {
    if count + more > capacity { grow(by: more) }
  }

  private mutating func grow(by more: Int) {
    capacity = max(capacity * 2, count + more)
    let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 8)
    larger.copyMemory(from: bytes, byteCount: count)
    bytes.deallocate()
    bytes = larger
  }
}
