internal import CSQLite

extension Connection {
  /// A question about two texts, asked with their UTF-8 bytes. Null is an empty text.
  package typealias TextPredicate =
    @Sendable (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Bool

  /// Adds an SQL function of two texts with a yes-or-no answer.
  package func addPredicate(
    _ name: String, _ predicate: @escaping TextPredicate
  ) throws(SQLiteError) {
    let box = Unmanaged.passRetained(PredicateBox(predicate))
    let code = sqlite3_create_function_v2(
      handle, name, 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC, box.toOpaque(),
      { @Sendable context, _, values in PredicateBox.answer(context, values) }, nil, nil,
      { @Sendable box in
        if let box { Unmanaged<PredicateBox>.fromOpaque(box).release() }
      })
    guard code == SQLITE_OK else { throw SQLiteError(code, on: handle) }
  }
}

extension Connection {
  /// Where in the first text lies what is asked for with the second; nil for nowhere.
  package typealias TextExtract =
    @Sendable (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Range<Int>?

  /// Adds an SQL function of two texts whose result is a part of the first one, or null.
  package func addExtract(
    _ name: String, _ extract: @escaping TextExtract
  ) throws(SQLiteError) {
    let box = Unmanaged.passRetained(ExtractBox(extract))
    let code = sqlite3_create_function_v2(
      handle, name, 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC, box.toOpaque(),
      { @Sendable context, _, values in ExtractBox.answer(context, values) }, nil, nil,
      { @Sendable box in
        if let box { Unmanaged<ExtractBox>.fromOpaque(box).release() }
      })
    guard code == SQLITE_OK else { throw SQLiteError(code, on: handle) }
  }
}

extension Connection {
  /// How often an SQL function without arguments was called; its value is always 1.
  package final class Tally {
    package fileprivate(set) var count = 0

    /// Begins again.
    package func reset() { count = 0 }
  }

  /// Adds an SQL function that counts the rows that a statement comes to it with.
  package func addTally(_ name: String) throws(SQLiteError) -> Tally {
    let tally = Tally()
    let code = sqlite3_create_function_v2(
      handle, name, 0, SQLITE_UTF8, Unmanaged.passRetained(tally).toOpaque(),
      { @Sendable context, _, _ in
        guard let pointer = sqlite3_user_data(context) else { return }
        Unmanaged<Tally>.fromOpaque(pointer).takeUnretainedValue().count += 1
        sqlite3_result_int(context, 1)
      }, nil, nil,
      { @Sendable tally in
        if let tally { Unmanaged<Tally>.fromOpaque(tally).release() }
      })
    guard code == SQLITE_OK else { throw SQLiteError(code, on: handle) }
    return tally
  }
}

/// A function that finds a part, where C can carry it.
private final class ExtractBox: Sendable {
  private let extract: Connection.TextExtract

  init(_ extract: @escaping Connection.TextExtract) { self.extract = extract }

  static func answer(_ context: OpaquePointer?, _ values: UnsafeMutablePointer<OpaquePointer?>?) {
    guard let pointer = sqlite3_user_data(context), let values else { return }
    let box = Unmanaged<ExtractBox>.fromOpaque(pointer).takeUnretainedValue()
    let text = PredicateBox.text(values[0])
    guard let part = box.extract(text, PredicateBox.text(values[1])) else {
      return sqlite3_result_null(context)
    }
    UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(text)[part]).withMemoryRebound(
      to: CChar.self
    ) { csqlite_result_text(context, $0.baseAddress, Int64($0.count)) }
  }
}

/// A predicate where C can carry it.
private final class PredicateBox: Sendable {
  private let predicate: Connection.TextPredicate

  init(_ predicate: @escaping Connection.TextPredicate) { self.predicate = predicate }

  static func answer(_ context: OpaquePointer?, _ values: UnsafeMutablePointer<OpaquePointer?>?) {
    guard let pointer = sqlite3_user_data(context), let values else { return }
    let box = Unmanaged<PredicateBox>.fromOpaque(pointer).takeUnretainedValue()
    sqlite3_result_int(context, box.predicate(text(values[0]), text(values[1])) ? 1 : 0)
  }

  fileprivate static func text(_ value: OpaquePointer?) -> UnsafeBufferPointer<UInt8> {
    let start = sqlite3_value_text(value)
    return UnsafeBufferPointer(
      start: start, count: start == nil ? 0 : Int(sqlite3_value_bytes(value)))
  }
}
