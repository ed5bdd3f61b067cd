package import Canvas

/// Why there is no screen to draw on.
package enum TerminalError: Error, Sendable, Equatable {
  /// Standard input or output is a file or a pipe.
  case notATerminal
  /// `TERM` is empty or names a terminal that this machine has no description of.
  case unknownType(VisibleText)
  /// The terminal can't do what a screen needs.
  case notCapable(VisibleText)
  /// The system gave no thread or pipe.
  case noResources
}

extension TerminalError: CustomStringConvertible {
  /// One or two sentences with the next step.
  package var description: String {
    switch self {
    case .notATerminal:
      "Standard input and output have to be a terminal here. Use `larder ls` in scripts and pipes."
    case .unknownType(let name) where name.isEmpty:
      "The environment variable TERM is not set. Set it to the name of your terminal, such as xterm."
    case .unknownType(let name):
      "The terminal type “\(name)” is unknown on this machine. Set TERM to one that is, such as xterm."
    case .notCapable(let name):
      "The terminal type “\(name)” can't move the cursor. Set TERM to that of your terminal, or use `larder ls`."
    case .noResources:
      "The system has no thread or pipe left for the screen. Close other programs and try again."
    }
  }
}
