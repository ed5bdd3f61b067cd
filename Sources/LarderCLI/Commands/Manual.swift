import ArgumentParser

/// `larder manual`: the manual page.
struct Manual: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the manual page, for man.",
    discussion: "larder manual > ~/.local/share/man/man1/larder.1")

  func run() throws {
    var page = ManualPage(try CommandHelp.current())
    Output.raw(page.text())
  }
}
