/// The words of the command line. Options that nobody asks for are ignored, as the contestant
/// protocol demands, and parsing costs nothing that a measurement of start-up would see.
struct Arguments: Sendable {
  /// The operation: the first word that is no option and no value of one.
  let operation: String
  private let options: [String: String]

  /// Reads `[--name value ...] OPERATION --name value --flag ...`: a contestant's own options stand before what
  /// it is asked to do.
  init(_ words: [String]) {
    var operation: String?
    var options: [String: String] = [:]
    var rest = words[...]
    while let word = rest.popFirst() {
      guard word.hasPrefix("--") else {
        operation = operation ?? word
        continue
      }
      let hasValue = rest.first.map { !$0.hasPrefix("--") } ?? false
      options[String(word.dropFirst(2))] = hasValue ? rest.popFirst() : ""
    }
    self.operation = operation ?? ""
    self.options = options
  }

  /// The value of an option.
  func text(_ name: String, default value: String) -> String { options[name] ?? value }

  /// The value of an option as a number.
  func number(_ name: String, default value: Int) -> Int {
    options[name].flatMap(Int.init) ?? value
  }

  /// Whether an option is there.
  func has(_ name: String) -> Bool { options[name] != nil }

  /// The value of an option that must be there.
  func required(_ name: String) throws -> String {
    guard let value = options[name], !value.isEmpty else {
      throw BenchmarkError("The operation \(operation) needs --\(name) VALUE.")
    }
    return value
  }
}
