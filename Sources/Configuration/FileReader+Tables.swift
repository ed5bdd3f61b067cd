import BrowserUI
import Canvas

/// The tables whose names a person chooses.
extension FileReader {
  func readKeys(_ node: TOMLNode, _ result: inout Configuration) {
    var remaps: [KeyRemap] = []
    for (path, value) in leaves(["keys"], node, &result) {
      let name = path.dropFirst().joined(separator: ".")
      guard let action = Action(rawValue: name) else {
        let names = Action.allCases.map(\.rawValue)
        let near = names.first { $0.hasSuffix("." + name) } ?? NearestName.of(name, among: names)
        let advice = near.map { ": did you mean \"\($0)\"?" } ?? ": the command palette names them"
        fault(path, "there is no action \(name)\(advice)", &result)
        continue
      }
      guard let keys = value.words else {
        fault(path, "\(name) takes keys, such as \"d <F8>\" or [\"d\", \"<F8>\"]", &result)
        continue
      }
      remaps.append(KeyRemap(action, keys))
    }
    let (map, faults) = KeyMap.standard(with: remaps)
    result.preferences.keys = map
    for item in faults {
      fault(["keys", item.action.rawValue], item.sentence, &result)
    }
  }

  /// Filters may be made of each other, in any order.
  func readFilters(_ node: TOMLNode, _ result: inout Configuration) {
    var filters: [(path: [String], name: String, text: String)] = []
    for (path, value) in leaves(["filters"], node, &result) {
      let name = path.dropFirst().joined(separator: ".")
      guard case .text(let text) = value else {
        fault(path, "\(name) takes a filter, such as \"is:stale host:api.*\"", &result)
        continue
      }
      guard SavedFilters.isName(name) else {
        fault(path, SavedFilters.nameRule(name), &result)
        continue
      }
      filters.append((path, name, text))
    }
    var saved = SavedFilters()
    for filter in filters { saved.configured[filter.name] = filter.text }
    for (path, name, text) in filters {
      do throws(FilterError) {
        _ = try Filter(text, saved: saved)
        result.preferences.filters[name] = text
      } catch {
        fault(path, error.description, &result)
      }
    }
  }

  func readThemes(_ node: TOMLNode, _ result: inout Configuration) {
    guard case .table(let themes) = node else {
      return fault(
        ["themes"], "a theme is a table: write [themes.NAME], and its looks below", &result)
    }
    for theme in themes {
      let path = ["themes", theme.name]
      guard case .table(let members) = theme.value else {
        fault(
          path, "a theme is a table: write [themes.\(theme.name)], and its looks below", &result)
        continue
      }
      guard !KnownThemes.all.contains(where: { $0.name == theme.name }) else {
        fault(path, "\(theme.name) is a theme of the program: give yours another name", &result)
        continue
      }
      readTheme(theme.name, members, &result)
    }
  }

  private func readTheme(
    _ name: String, _ members: [TOMLNode.Member], _ result: inout Configuration
  ) {
    var base = KnownThemes.dark
    var looks: [(role: String, words: String)] = []
    for member in members {
      let path = ["themes", name, member.name]
      guard case .text(let words) = member.value else {
        fault(path, "\(member.name) takes a look, such as \"green bold\"", &result)
        continue
      }
      guard member.name == "base" else {
        looks.append((member.name, words))
        continue
      }
      if let known = KnownThemes.all.first(where: { $0.name == words }) {
        base = known
      } else {
        let names = KnownThemes.all.map(\.name)
        let kind = "give one of \(names.joined(separator: ", "))"
        fault(path, NearestName.advice(for: words, among: names, kind: kind), &result)
      }
    }
    var faults: [(String, String)] = []
    let theme = Theme(name: name, like: base, looks) { faults.append(($0, $1)) }
    for (role, sentence) in faults {
      let near = NearestName.of(role, among: Role.allCases.map(\.rawValue))
      let advice = Role(rawValue: role) == nil ? near.map { ": did you mean \($0)?" } ?? "" : ""
      fault(["themes", name, role], sentence + advice, &result)
    }
    result.preferences.themes.append(theme)
  }

  /// All values below a path; a value in place of the table is a fault.
  private func leaves(
    _ path: [String], _ node: TOMLNode, _ result: inout Configuration
  ) -> [(path: [String], value: TOMLNode)] {
    guard case .table(let members) = node else {
      if path.count > 1 { return [(path, node)] }
      fault(path, "\(path[0]) is a table: write [\(path[0])], and its names below", &result)
      return []
    }
    return members.flatMap { leaves(path + [$0.name], $0.value, &result) }
  }
}

extension TOMLNode {
  /// One text, or several put together.
  fileprivate var words: String? {
    switch self {
    case .text(let text): return text
    case .list(let items):
      let words = items.compactMap(\.text)
      return words.count == items.count ? words.joined(separator: " ") : nil
    default: return nil
    }
  }
}
