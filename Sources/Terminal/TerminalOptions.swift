package import Canvas

/// What a person or the environment asks of the terminal.
package struct TerminalOptions: Sendable {
  /// The looks of the roles. Default: `dark`.
  package var theme: Theme
  /// The most colours that are used; with none, bold, underline and reverse stay. Default: all.
  package var colors: ColorDepth
  /// Milliseconds after which a lone Escape is a key. Default: 25.
  package var escapeDelay: Int
  /// ASCII only, even where the locale is UTF-8. Default: false.
  package var ascii: Bool
  /// Whether clicks and the wheel are keys. Default: true.
  package var mouse: Bool
  /// The title of the window while the program has it; nil leaves the title alone.
  package var title: VisibleText?

  package init(
    theme: Theme = KnownThemes.dark, colors: ColorDepth = .full, ascii: Bool = false,
    mouse: Bool = true, escapeDelay: Int = 25, title: VisibleText? = nil
  ) {
    self.theme = theme
    self.colors = colors
    self.escapeDelay = escapeDelay
    self.ascii = ascii
    self.mouse = mouse
    self.title = title
  }
}
