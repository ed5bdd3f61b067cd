/// Filters as words of a command line.
enum FilterWords {
  /// Arguments in which no term of a filter can be taken for an option: `-is:fresh` is `not is:fresh`. No
  /// option has an operator of the filter language behind a single dash and several letters.
  static func apart(from arguments: [String]) -> [String] {
    // What stands behind a bare -- belongs to somebody else, as the command of run.
    let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
    return arguments[..<end].map(readable) + arguments[end...]
  }

  private static func readable(_ argument: String) -> String {
    guard argument.hasPrefix("-") else { return argument }
    let term = argument.dropFirst()
    let name = term.prefix { $0.isASCII && ($0.isLetter || $0 == ".") }
    guard name.count > 1, let sign = term.dropFirst(name.count).first, ":=~!<>".contains(sign)
    else { return argument }
    return "not " + term
  }
}
