import Canvas

extension KeyMap {
  /// All bindings, in the order of the help screen.
  package static let all: [Binding] = move + select + find + act + view + program

  private static let list: Set<KeyContext> = [
    .entries, .hosts, .trash, .tasks, .reading, .options,
  ]
  private static let scrolled: Set<KeyContext> = list.union([.viewer, .result, .live])
  private static let entry: Set<KeyContext> = [.entries, .viewer]
  private static let home: Set<KeyContext> = [.entries, .viewer, .hosts, .live]
  private static let screens: Set<KeyContext> = home.union([.trash, .tasks, .result, .reading])
  private static let everywhere: Set<KeyContext> = screens.union([.options])

  private static let move = [
    row(.lineDown, "j <Down>", .move, "line down", scrolled, group: "line"),
    row(.lineUp, "k <Up>", .move, "line up", scrolled, group: "line"),
    row(.halfPageDown, "<C-d>", .move, "half a page down", scrolled, group: "half a page"),
    row(.halfPageUp, "<C-u>", .move, "half a page up", scrolled, group: "half a page"),
    row(.pageDown, "<PgDn> <C-f>", .move, "page down", scrolled, group: "page"),
    row(.pageUp, "<PgUp> <C-b>", .move, "page up", scrolled, group: "page"),
    row(.first, "g <Home>", .move, "first", scrolled, group: "ends"),
    row(.last, "G <End>", .move, "last", scrolled, group: "ends"),
    row(.previousStale, "{", .move, "previous stale entry", entry, group: "previous, next stale"),
    row(.nextStale, "}", .move, "next stale entry", entry, group: "previous, next stale"),
    row(.previousEntry, "[", .move, "previous entry", entry, group: "previous, next entry"),
    row(.nextEntry, "]", .move, "next entry", entry, group: "previous, next entry"),
    row(.viewerDown, "J <S-Down>", .move, "scroll viewer down", home, group: "scroll viewer"),
    row(.viewerUp, "K <S-Up>", .move, "scroll viewer up", home, group: "scroll viewer"),
    row(
      .left, "h <Left>", .move, "scroll left", home.union([.result, .options]),
      group: "sideways, fold"),
    row(
      .right, "l <Right>", .move, "scroll right", home.union([.result, .options]),
      group: "sideways, fold"),
    row(.focusNext, "<Tab>", .move, "next pane", home, group: "next, previous pane"),
    row(.focusPrevious, "<S-Tab>", .move, "previous pane", home, group: "next, previous pane"),
    row(.open, "<Enter>", .move, "open, fold", list.union([.live, .viewer])),
    row(
      .back, "q", .move, "back; in the list, quit", everywhere, group: "back; quits the list"),
    row(.escape, "<Esc>", .move, "back", everywhere, group: "back; quits the list"),
  ]

  private static let select = [
    row(.mark, "<Space>", .select, "mark, move down", entry),
    row(.markRange, "v", .select, "mark a range", [.entries]),
    row(.markInvert, "*", .select, "invert marks of all shown", entry),
    row(.markClear, "U", .select, "clear marks", entry),
    row(.viewMarked, "M", .select, "show marked only", entry),
  ]

  private static let find = [
    row(.filter, "/ <F4>", .find, "filter", home, "Filter"),
    row(.find, "<F3>", .find, "find without filtering", entry, "Find"),
    row(.findNext, "n", .find, "next match", entry.union([.result]), group: "next, previous match"),
    row(
      .findPrevious, "N", .find, "previous match", entry.union([.result]),
      group: "next, previous match"),
    row(.sortMenu, "s <F6>", .find, "sort", home, "Sort"),
    row(
      .sortColumnLeft, "<<", .find, "sort by the column before", entry,
      group: "sort by column beside"),
    row(
      .sortColumnRight, ">", .find, "sort by the column behind", entry,
      group: "sort by column beside"),
    row(.sortReverse, "S", .find, "reverse the order", entry),
  ]

  private static let act = [
    row(.revalidate, "r <F5>", .act, "revalidate (conditional)", entry, "Reval"),
    row(.refetch, "R", .act, "refetch (unconditional)", entry),
    row(.expire, "e <F7>", .act, "expire now", entry, "Expire"),
    row(.setTimeToLive, "E", .act, "set time to live", entry),
    row(.delete, "d <F8> <Del>", .act, "delete to trash", entry, "Delete"),
    row(.purge, "D", .act, "purge for good", entry),
    row(.undo, "u", .act, "undo", screens, group: "undo, redo"),
    row(.redo, "<C-r>", .act, "redo", screens, group: "undo, redo"),
    row(.difference, "=", .act, "compare two, or with before", entry),
    row(.copyMenu, "y", .act, "copy url, curl, body, ...", entry.union([.result])),
    row(.copyURL, "", .act, "copy the URL", entry),
    row(.copyCurl, "", .act, "copy a curl command", entry),
    row(.copyHeaders, "", .act, "copy the headers", entry),
    row(.copyBody, "", .act, "copy the body", entry),
    row(.copyKey, "", .act, "copy the cache key", entry),
    row(.copyExplanation, "", .act, "copy the explanation", entry),
    row(.copyCurlWithSecrets, "", .act, "copy a curl command with secrets", entry),
    row(.copyJSON, "", .act, "copy the entry as JSON", entry),
    row(.writeMenu, "W", .act, "write har, json, csv, body", entry),
    row(.writeHAR, "", .act, "write a HAR file", entry),
    row(.writeJSONLines, "", .act, "write JSON lines", entry),
    row(.writeCSV, "", .act, "write a CSV file", entry),
    row(.writeBody, "", .act, "write the body", entry),
  ]

  private static let view = [
    row(.headers, "1", .view, "headers", entry, group: "viewer tab"),
    row(.body, "2", .view, "body", entry, group: "viewer tab"),
    row(.explain, "3 x", .view, "explain", entry, group: "viewer tab"),
    row(.request, "4", .view, "request and key", entry, group: "viewer tab"),
    row(.history, "5", .view, "history", entry, group: "viewer tab"),
    row(.raw, "6", .view, "raw row", entry, group: "viewer tab"),
    row(.whatIf, "i", .view, "explain what if", entry),
    row(.viewerMode, "m", .view, "how the body is shown", entry),
    row(.viewExternally, "v", .view, "body in $PAGER or $EDITOR", [.viewer]),
    row(.foldAll, "-", .view, "fold all of a body", [.viewer], group: "fold, unfold all"),
    row(.unfoldAll, "+", .view, "unfold all of a body", [.viewer], group: "fold, unfold all"),
    row(.zoom, "z", .view, "zoom pane", home),
    row(.resizeMenu, "<C-w>", .view, "resize: arrows, < > + -", home),
    row(.widen, "", .view, "make the focused pane larger", home),
    row(.narrow, "", .view, "make the focused pane smaller", home),
    row(.hosts, "t", .view, "hosts and paths", home),
    row(.live, "L", .view, "live strip, pane, screen, off", home),
    row(.livePause, "p", .view, "pause live", [.live]),
    row(.liveReset, "0", .view, "reset live counts", [.live]),
    row(
      .liveSlower, "+", .view, "refresh live less often", [.live], group: "refresh less, more"
    ),
    row(
      .liveFaster, "-", .view, "refresh live more often", [.live], group: "refresh less, more"
    ),
    row(.follow, "F", .view, "follow the newest", [.entries, .live]),
    row(.trash, "T", .view, "trash", home),
    row(.tasks, "w", .view, "tasks", screens),
    row(.messages, "", .view, "messages", everywhere),
    row(.reasons, "", .view, "rules that gave lifetimes", home),
    row(.variants, "", .view, "variants by Vary", home),
  ]

  private static let program = [
    row(.help, "? <F1>", .program, "help", everywhere, "Help"),
    row(.options, "<F2>", .program, "options", home.union([.options]), "Setup"),
    row(.saveOptions, "w", .program, "save the options", [.options]),
    row(.command, ":", .program, "command line", everywhere),
    row(.palette, "<C-p> <F9>", .program, "command palette", everywhere, "Menu"),
    row(.redraw, "<C-l>", .program, "redraw", everywhere),
    row(.suspend, "<C-z>", .program, "suspend", everywhere),
    row(.quit, "Q <F10> <C-c>", .program, "quit", everywhere.union([.help, .dialog]), "Quit"),
  ]

  private static func row(
    _ action: Action, _ keys: String, _ section: Binding.Section, _ help: String,
    _ contexts: Set<KeyContext>, _ footer: String? = nil, group: String? = nil
  ) -> Binding {
    Binding(
      action: action, keys: Key.parse(keys) ?? [], section: section, help: help,
      contexts: contexts, footer: footer, group: group)
  }
}
