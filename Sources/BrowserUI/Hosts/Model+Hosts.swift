import CacheStore
import Canvas

extension Model {
  /// Groups of a level that are listed at most; the rest is one line.
  private static let hostLimit = 2_000
  private static let pathLimit = 500

  /// Asks for the hosts, where they are shown; the levels below follow where something has changed.
  mutating func requestHosts() -> [Effect] {
    guard layout.hosts != nil else { return [] }
    return request([.hosts])
  }

  private mutating func request(_ levels: [GroupQuery.Level]) -> [Effect] {
    levels.filter { hosts.awaited[$0] == nil }.map { level in
      let generation = nextGeneration()
      hosts.awaited[level] = generation
      let limit = level == .hosts ? Self.hostLimit : Self.pathLimit
      return .loadGroups(
        GroupQuery(level, order: hosts.order, limit: limit, now: now), generation: generation)
    }
  }

  mutating func groupsLoaded(
    _ result: Result<EntryGroups, Failure>, _ query: GroupQuery, _ generation: Int
  ) -> [Effect] {
    guard hosts.awaited[query.level] == generation else { return [] }
    hosts.awaited[query.level] = nil
    switch result {
    case .failure(let failure):
      hosts.typedAhead = []
      return say(failure.sentence, .error)
    case .success(let groups):
      hosts.load(groups, query.level)
      return request(hosts.outdated(below: query.level)) + moveAsTyped()
    }
  }

  /// Keeps a movement for the lines that are on their way; false where all are there, or it is no movement in
  /// the tree.
  mutating func typeAhead(_ action: Action, _ times: Int) -> Bool {
    guard focus == .hosts, hosts.isComing, Self.hostMoves.contains(action) else { return false }
    if hosts.typedAhead.count < 100 { hosts.typedAhead.append((action, times)) }
    return true
  }

  private static let hostMoves: Set<Action> = [
    .lineDown, .lineUp, .halfPageDown, .halfPageUp, .pageDown, .pageUp, .first, .last, .left,
    .right, .open,
  ]

  /// Does what was typed meanwhile, as far as its lines are there now.
  private mutating func moveAsTyped() -> [Effect] {
    if focus != .hosts { hosts.typedAhead = [] }
    var effects: [Effect] = []
    while !hosts.isComing, let (action, times) = hosts.typedAhead.popFirst() {
      effects += move(action, times)
    }
    return effects
  }

  mutating func toggleHosts() -> [Effect] {
    if layout.kind == .columns, choices.zoomed == nil {
      choices.showsHosts.toggle()
      focus = layout.hosts == nil ? .list : .hosts
    } else {
      choices.zoomed = choices.zoomed == .hosts ? nil : .hosts
      focus = choices.zoomed == nil ? .list : .hosts
    }
    return relayout() + requestHosts()
  }

  mutating func moveHosts(_ action: Action, _ times: Int) -> [Effect] {
    let page = max(1, (layout.hosts?.content.rows ?? 1) - 1)
    switch action {
    case .lineDown: hosts.move(to: hosts.cursor + times)
    case .lineUp: hosts.move(to: hosts.cursor - times)
    case .halfPageDown: hosts.move(to: hosts.cursor + times * max(1, page / 2))
    case .halfPageUp: hosts.move(to: hosts.cursor - times * max(1, page / 2))
    case .pageDown: hosts.move(to: hosts.cursor + times * page)
    case .pageUp: hosts.move(to: hosts.cursor - times * page)
    case .first: hosts.move(to: 0)
    case .last: hosts.move(to: hosts.lines.count - 1)
    default: break
    }
    return []
  }

  /// `l` opens a line, or goes into it where it is open; `h` closes it, or goes to the one above it.
  mutating func foldHosts(open: Bool) -> [Effect] {
    guard let line = hosts.focused else { return [] }
    if line.isOpen == !open {
      hosts.fold(open: open)
      guard open, case .group(let level, _) = line.node else { return [] }
      return request(hosts.outdated(below: level))
    }
    if open, line.isOpen == true {
      hosts.move(to: hosts.cursor + 1)
    } else if !open, let parent = hosts.parent {
      hosts.move(to: parent)
    }
    return []
  }

  /// The next order of the tree: by size, by count, by stale entries.
  mutating func sortHosts() -> [Effect] {
    hosts.order = hosts.order.next
    (hosts.awaited, hosts.typedAhead) = ([:], [])
    return request([.hosts] + hosts.shown)
  }

  /// What the line under the cursor stands for becomes the filter; the first line stands for everything.
  mutating func filterByHost() -> [Effect] {
    guard let node = hosts.focused?.node else { return [] }
    guard let text = hosts.filterText(of: node), let filter = try? Filter(text) else {
      return say("these are several" + said(": ", .sortMenu, does: "puts others first"))
    }
    if choices.zoomed == .hosts { choices.zoomed = nil }
    focus = .list
    return relayout() + setFilter(filter)
  }
}

extension HostTree {
  /// The filter that shows a line's entries; nil where no filter can name them.
  func filterText(of node: Node) -> String? {
    switch node {
    case .all: return ""
    case .domain(let name):
      return "\(term(name)) or \(term(name, under: "*."))"
    case .group(.hosts, let host): return term(host)
    case .group(.paths(let host, let prefix), let name):
      let level = GroupQuery.Level.paths(host: host, prefix: prefix)
      let path = prefix + name + (level.below(name) == nil ? "" : "*")
      return term(host) + (path.isEmpty ? "" : " path:\(Self.value(path))")
    case .others: return nil
    }
  }

  /// The same host on another port is another line, which `host:` would take in.
  private func term(_ host: String, under prefix: String = "") -> String {
    let hosts = levels[.hosts]
    let mayHavePorts =
      (hosts?.others ?? 0) > 0 || hosts?.groups.contains { $0.name.contains(host + ":") } == true
    return "host" + (mayHavePorts ? "=" : ":") + Self.value(prefix + host)
  }

  /// In quotes where a part of it would mean something to the filter language.
  private static func value(_ text: String) -> String {
    let isPlain = text.allSatisfy { $0.isLetter || $0.isNumber || "*._~:/-%@+=&[]".contains($0) }
    return isPlain ? text : FilterTerm.inQuotes(text)
  }
}
