/// The elements that a place in markup is in, the outermost first.
struct OpenElements {
  private var names: [String] = []

  /// How far up the element of an end tag is looked for: what is deeper was made to take time.
  private static let reach = 64

  var depth: Int { names.count }

  mutating func open(_ name: String) { names.append(name) }

  /// The end of the innermost element of that name, and of all in it; a stray end tag ends none.
  mutating func close(_ name: String) {
    guard let place = names.suffix(Self.reach).lastIndex(of: name) else { return }
    names.removeSubrange(place...)
  }

  /// What a start tag ends that needs no end tag of its own (HTML section 13.1.2.4, optional tags).
  mutating func endBefore(_ name: String) {
    guard let ended = Self.endedBy[name] ?? (Self.blocks.contains(name) ? ["p"] : nil) else {
      return
    }
    while let last = names.last, ended.contains(last) { names.removeLast() }
  }

  private static let cells: Set<String> = ["td", "th"]
  private static let rows = cells.union(["tr"])
  private static let rowGroups = rows.union(["tbody", "tfoot", "thead", "colgroup", "caption"])

  private static let endedBy: [String: Set<String>] = [
    "li": ["li", "p"], "dt": ["dt", "dd", "p"], "dd": ["dt", "dd", "p"],
    "td": cells.union(["p"]), "th": cells.union(["p"]), "tr": rows.union(["p"]),
    "tbody": rowGroups, "tfoot": rowGroups, "thead": rowGroups,
    "option": ["option"], "optgroup": ["option", "optgroup"], "body": ["head"],
  ]

  /// Elements that no paragraph can hold.
  private static let blocks: Set<String> = [
    "address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol", "p",
    "pre", "section", "table", "ul",
  ]
}
