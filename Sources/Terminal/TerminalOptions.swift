package import Canvas

/// What a person or the environment asks of the terminal.
package struct TerminalOptions: Sendable {
  /// The looks of the roles. Default: `dark`.
  package var theme: Theme
  /// No colours, whatever the terminal has; bold, underline and reverse stay. Default: false.
  package var noColor: Bool
  /// ASCII only, even where the locale is UTF-8. Default: false.
  package var ascii: Bool
  /// Whether clicks and the wheel are keys. Default: true.
  package var mouse: Bool
  /// The title of the window while the program has it; nil leaves the title alone.
  package var title: VisibleText?

  package init(
    theme: Theme = KnownThemes.dark, noColor: Bool = false, ascii: Bool = false,
    mouse: Bool = true, title: VisibleText? = nil
  ) {
    self.theme = theme
    self.noColor = noColor
    self.ascii = ascii
    self.mouse = mouse
    self.title = title
  }
}
