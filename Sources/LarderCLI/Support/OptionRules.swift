import ArgumentParser

/// What options of one command owe each other: one that would count for nothing is an error of usage,
/// which says what to leave out.
enum OptionRules {
  /// Options of which one at most is said.
  ///
  /// - Throws: `ValidationError` where more are.
  static func atMostOne(of options: KeyValuePairs<String, Bool>) throws {
    let said = options.filter { $0.value }.map { $0.key }
    guard said.count > 1 else { return }
    throw ValidationError("\(list(said)) exclude each other: say one of them.")
  }

  /// Options that mean something beside another one alone.
  ///
  /// - Throws: `ValidationError` where they are said without it.
  static func need(
    _ other: String, _ isSaid: Bool, _ options: KeyValuePairs<String, Bool>
  ) throws {
    let said = options.filter { $0.value }.map { $0.key }
    guard !isSaid, !said.isEmpty else { return }
    throw ValidationError(
      "\(list(said)) \(said.count == 1 ? "goes" : "go") with \(other): say it too, or leave "
        + "\(said.count == 1 ? "it" : "them") out.")
  }

  /// A number with which an option would do nothing.
  ///
  /// - Throws: `ValidationError` for a smaller one.
  static func atLeast(_ least: Int, _ options: KeyValuePairs<String, Int?>) throws {
    for (name, number) in options {
      guard let number, number < least else { continue }
      throw ValidationError("\(name) \(number) does nothing: say \(least) or more.")
    }
  }

  private static func list(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}
