import CacheStore
package import Canvas
import FoundationEssentials
import HTTPCaching

/// The URLs that have variants by `Vary` among those shown, each with its variants under it; Enter on one
/// goes to it in the list.
package struct VariantsScreen: ListScreen {
  private var groups: [Group]?
  private var failure: String?
  var list = ScrollingList()
  /// The generation of the URLs.
  private let generation: Int
  /// The URL that is unfolded when it comes.
  private let focused: String?

  static let limit = 1000
  /// Variants of one URL that are shown.
  static let variantLimit = 100

  /// A URL, and what is known of its variants once it was unfolded.
  private struct Group {
    var url: FacetValue
    var isOpen = false
    var variants: [Variant]?
    var generation = 0
  }

  private struct Variant {
    var entry: EntrySummary
    /// What `Vary` nominated, with the values of this variant; nil while it is being read.
    var fields: String?
    var generation: Int
  }

  /// A line of the screen.
  private enum Line {
    case group(Int)
    case variant(Int, Int)
  }

  init(generation: Int, focused: String?) {
    self.generation = generation
    self.focused = focused
  }

  package var context: KeyContext { .reading }

  package mutating func keyPressed(_ key: Key, in model: inout Model) -> ScreenOutcome {
    let lines = lines
    let line = lines.indices.contains(list.cursor) ? lines[list.cursor] : nil
    if model.keys.isKey(key, of: .right), case .group(let group)? = line {
      return .stay(open(group, true, &model))
    }
    if model.keys.isKey(key, of: .left), let line { return .stay(fold(line, &model)) }
    guard let action = model.keys.action(for: key, in: context) else { return .unhandled }
    if list.move(action, count: lines.count, height: FullScreen.height(model.size)) {
      return .stay
    }
    guard action == .open else { return .unhandled }
    switch line {
    case .group(let group): return .stay(open(group, groups?[group].isOpen == false, &model))
    case .variant(let group, let variant):
      guard let entry = groups?[group].variants?[variant].entry else { return .stay }
      return .close(model.refilter(around: entry.id))
    case nil: return .stay
    }
  }

  private var lines: [Line] {
    (groups ?? []).indices.flatMap { group -> [Line] in
      let variants = groups?[group].isOpen == true ? groups?[group].variants ?? [] : []
      return [.group(group)] + variants.indices.map { .variant(group, $0) }
    }
  }

  private mutating func fold(_ line: Line, _ model: inout Model) -> [Effect] {
    switch line {
    case .group(let group): return open(group, false, &model)
    case .variant(let group, let variant):
      list.place(
        at: list.cursor - variant - 1, count: lines.count, height: FullScreen.height(model.size))
      return open(group, false, &model)
    }
  }

  private mutating func open(_ group: Int, _ isOpen: Bool, _ model: inout Model) -> [Effect] {
    groups?[group].isOpen = isOpen
    defer { list.fit(count: lines.count, height: FullScreen.height(model.size)) }
    guard isOpen, let url = groups?[group].url.value, groups?[group].variants == nil else {
      return []
    }
    groups?[group].generation = model.nextGeneration()
    let filter = EntryFilter.and([model.shownFilter, .equals(.url, url), .flag(.variant)])
    let query = EntryQuery(
      filter: filter, sort: EntrySort(.stored, descending: true), limit: Self.variantLimit,
      now: model.now)
    return [.loadPage(query, generation: model.lastGeneration)]
  }

  package mutating func received(_ message: Message, in model: inout Model) -> [Effect] {
    defer { list.fit(count: lines.count, height: FullScreen.height(model.size)) }
    switch message {
    case .valuesLoaded(.success(let urls), .url, generation):
      groups = urls.map { Group(url: $0) }
      guard let place = urls.firstIndex(where: { $0.value == focused }) else { return [] }
      list.place(at: place, count: urls.count, height: FullScreen.height(model.size))
      return open(place, true, &model)
    case .valuesLoaded(.failure(let failure), .url, generation): self.failure = failure.sentence
    case .pageLoaded(let result, let generation): return take(result, generation, &model)
    case .entryLoaded(.success(let entry?), let generation): note(entry, generation)
    default: break
    }
    return []
  }

  private mutating func take(
    _ result: Result<EntryPage, Failure>, _ generation: Int, _ model: inout Model
  ) -> [Effect] {
    guard let place = groups?.firstIndex(where: { $0.generation == generation }) else { return [] }
    switch result {
    case .failure(let failure): return model.say(failure.sentence, .error)
    case .success(let page):
      let variants = page.rows.map { Variant(entry: $0, generation: model.nextGeneration()) }
      groups?[place].variants = variants
      return variants.map { .loadEntry($0.entry.id, generation: $0.generation) }
    }
  }

  private mutating func note(_ entry: CacheEntry, _ generation: Int) {
    for group in (groups ?? []).indices {
      let place = groups?[group].variants?.firstIndex { $0.generation == generation }
      guard let place else { continue }
      groups?[group].variants?[place].fields = Self.fields(of: entry)
    }
  }

  private static func fields(of entry: CacheEntry) -> String {
    let named = entry.varyFields.map { "\($0.name): \($0.value.isEmpty ? "-" : $0.value)" }
    return named.isEmpty ? "varies by \(entry.summary.vary)" : named.joined(separator: "  ")
  }
}

// MARK: Drawing

extension VariantsScreen {
  func lines(_ model: Model) -> (count: Int, height: Int, firstRow: Int) {
    (lines.count, FullScreen.height(model.size), 1)
  }

  package func draw(_ model: Model, into frame: inout Frame) {
    let count = groups.map { Numbers.count($0.count, "URL", "URLs") } ?? "loading"
    let body = FullScreen.draw(
      title: StyledText("Variants", Style(.bar, .bold)) + StyledText("  \(count)", Style(.bar)),
      trailing: model.keys.leaving(),
      hint: [
        model.keys.hint(.right, .left, does: "unfold, fold"),
        model.keys.hint(.open, does: "goes to a variant"),
      ].asHints, model, &frame)
    if let failure { frame.write("  \(failure)", in: body, Style(.error)) }
    if groups?.isEmpty == true {
      frame.write("  nothing shown varies: no entry has a Vary field", in: body, Style(.muted))
    }
    let lines = lines
    for index in 0..<body.rows where list.top + index < lines.count {
      let isFocused = list.top + index == list.cursor
      draw(lines[list.top + index], isFocused, model, body.row(index), &frame)
    }
  }

  private func draw(
    _ line: Line, _ isFocused: Bool, _ model: Model, _ row: Rect, _ frame: inout Frame
  ) {
    let lead = StyledText(isFocused ? "> " : "  ", Style(.focus))
    switch line {
    case .group(let number):
      guard let group = groups?[number] else { return }
      let sign: VisibleText = group.isOpen ? "- " : "+ "
      let counts = StyledText("  \(Numbers.grouped(group.url.count)) ", Style(.muted))
      let used = frame.write(lead + StyledText(sign, Style(.muted)), in: row)
      let parts = row.split(left: used).rest.split(right: counts.width)
      frame.write(URLText.visible(group.url.value), in: parts.rest, cut: .middle)
      frame.write(counts, in: parts.right)
    case .variant(let group, let number):
      guard let variant = groups?[group].variants?[number] else { return }
      frame.write(lead + text(variant, model), in: row)
    }
  }

  private func text(_ variant: Variant, _ model: Model) -> StyledText {
    let entry = variant.entry
    var line = StyledText("    \(StateLetters.letter(entry, now: model.now)) ", Style(.key))
    line.append("\(entry.status) ")
    line.append("\(Sizes.short(entry.size))".visible.padded(to: 7, .trailing))
    line.append("\(Expiries.age(entry, now: model.now))".visible.padded(to: 6, .trailing))
    line.append("\(Expiries.text(entry, now: model.now))".visible.padded(to: 8, .trailing))
    line.append("  \(variant.fields ?? "")")
    return line
  }
}

extension Model {
  mutating func openVariants() -> [Effect] {
    let generation = nextGeneration()
    let filter = EntryFilter.and([shownFilter, .flag(.variant)])
    return open(VariantsScreen(generation: generation, focused: list.focused?.url)) + [
      .loadValues(.url, filter, limit: VariantsScreen.limit, generation: generation)
    ]
  }
}
