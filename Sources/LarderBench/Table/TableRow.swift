/// A line of the table: what was promised, and what was measured.
struct TableRow {
  let what: String
  let budget: String
  let measured: String
  /// How many times its floor it takes, or what else it is compared with.
  let comparison: String
  /// Whether the budget holds; nil where there is none.
  let isKept: Bool?

  init(
    _ what: String, budget: String = "", measured: String, comparison: String = "",
    isKept: Bool? = nil
  ) {
    self.what = what
    self.budget = budget
    self.measured = measured
    self.comparison = comparison
    self.isKept = isKept
  }

  /// A line for something that could not be measured.
  init(_ what: String, failed error: any Error) {
    self.init(what, measured: "not measured: \(error)")
  }

  /// The lines above all rows.
  static let heading = """
    | what | budget | measured | beside its floor | kept |
    |---|---|---|---|---|
    """

  /// The row in Markdown.
  var markdown: String {
    let kept = isKept.map { $0 ? "yes" : "**no**" } ?? ""
    return "| \(what) | \(budget) | \(measured) | \(comparison) | \(kept) |"
  }
}

/// A number with one digit behind the point.
func tenths(_ number: Double) -> String { String((number * 10).rounded() / 10) }

/// A number with two digits behind the point.
func hundredths(_ number: Double) -> String { String((number * 100).rounded() / 100) }

/// A number of at least zero with its thousands apart.
func grouped(_ number: Int) -> String {
  guard number >= 1000 else { return String(number) }
  return grouped(number / 1000) + "," + String(number % 1000 + 1000).dropFirst()
}

/// Microseconds without a fraction.
func microseconds(_ number: Double) -> String { "\(Int(number.rounded())) us" }
