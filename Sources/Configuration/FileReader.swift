import BrowserUI
import Canvas

/// Reads the tables of a file into a configuration.
struct FileReader {
  let document: TOMLDocument

  /// Themes first: a setting may name one of them.
  func read(into result: inout Configuration) {
    let members = document.members
    for member in members where member.name == "themes" { readThemes(member.value, &result) }
    for member in members {
      switch member.name {
      case "themes": break
      case "keys": readKeys(member.value, &result)
      case "filters": readFilters(member.value, &result)
      default: readSettings([member.name], member.value, &result)
      }
    }
    // Themes came first; a person reads from the top.
    result.faults.sort { place($0) < place($1) }
  }

  private func place(_ fault: ConfigurationFault) -> Int {
    if case .line(let line) = fault.place { line } else { 0 }
  }

  private func fault(_ path: [String], _ sentence: String, _ result: inout Configuration) {
    result.faults.append(
      ConfigurationFault(place: .line(document.line(of: path)), sentence: sentence))
  }

  // MARK: Settings

  private func readSettings(_ path: [String], _ node: TOMLNode, _ result: inout Configuration) {
    let name = path.joined(separator: ".")
    if let setting = Setting.named(name) {
      guard let value = Self.value(node, for: setting.kind) else {
        return fault(path, "\(name) takes \(setting.kind.name)", &result)
      }
      let line = document.line(of: path)
      return result.set(setting, to: value, from: .file(line: line), .line(line))
    }
    guard case .table(let members) = node, Setting.all.contains(where: { $0.isBelow(name) }) else {
      return fault(path, Setting.unknown(name), &result)
    }
    for member in members { readSettings(path + [member.name], member.value, &result) }
  }

  /// The value of a setting; nil where it is of another type.
  private static func value(_ node: TOMLNode, for kind: SettingKind) -> SettingValue? {
    switch (kind, node) {
    case (.flag, .flag(let isOn)): return .flag(isOn)
    case (.number, .number(let number)): return .number(number)
    // 256 colours, seven days in seconds.
    case (.choice, .number(let number)), (.duration, .number(let number)),
      (.size, .number(let number)):
      return .text(String(number))
    case (.choice, .text(let text)), (.theme, .text(let text)), (.sort, .text(let text)),
      (.duration, .text(let text)), (.size, .text(let text)):
      return .text(text)
    case (.words, .list(let items)):
      let words = items.compactMap(\.text)
      return words.count == items.count ? .list(words) : nil
    default: return nil
    }
  }

  // MARK: Tables whose names a person chooses

  private func readKeys(_ node: TOMLNode, _ result: inout Configuration) {
    var remaps: [KeyRemap] = []
    for (path, value) in leaves(["keys"], node, &result) {
      let name = path.dropFirst().joined(separator: ".")
      guard let action = Action(rawValue: name) else {
        let near = NearestName.of(name, among: Action.allCases.map(\.rawValue))
        let advice = near.map { ": did you mean \"\($0)\"?" } ?? ""
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

  private func readFilters(_ node: TOMLNode, _ result: inout Configuration) {
    for (path, value) in leaves(["filters"], node, &result) {
      let name = path.dropFirst().joined(separator: ".")
      guard case .text(let text) = value else {
        fault(path, "\(name) takes a filter, such as \"is:stale host:api.*\"", &result)
        continue
      }
      guard
        name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") })
      else {
        fault(path, "a filter's name has letters, digits, - and _ alone", &result)
        continue
      }
      do throws(FilterError) {
        _ = try Filter(text)
        result.preferences.filters[name] = text
      } catch {
        fault(path, error.description, &result)
      }
    }
  }

  private func readThemes(_ node: TOMLNode, _ result: inout Configuration) {
    guard case .table(let themes) = node else {
      return fault(["themes"], "a theme is a table: [themes.NAME]", &result)
    }
    for theme in themes {
      let path = ["themes", theme.name]
      guard case .table(let members) = theme.value else {
        fault(path, "a theme is a table: [themes.\(theme.name)]", &result)
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
        let kind = "one of \(names.joined(separator: ", "))"
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
      fault(path, "\(path[0]) is a table: [\(path[0])]", &result)
      return []
    }
    return members.flatMap { leaves(path + [$0.name], $0.value, &result) }
  }
}

extension Setting {
  /// Whether it is in the table of that name.
  fileprivate func isBelow(_ table: String) -> Bool { name.hasPrefix(table + ".") }
}

extension TOMLNode {
  fileprivate var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

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
