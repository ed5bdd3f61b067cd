import BrowserUI

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

  /// Notes what is wrong at a path.
  func fault(_ path: [String], _ sentence: String, _ result: inout Configuration) {
    result.faults.append(
      ConfigurationFault(place: .line(document.line(of: path)), sentence: sentence))
  }

  // MARK: Settings

  private func readSettings(_ path: [String], _ node: TOMLNode, _ result: inout Configuration) {
    let name = path.joined(separator: ".")
    if let setting = Setting.named(name) {
      guard let value = Self.value(node, for: setting.kind) else {
        return fault(path, "\(name) takes \(setting.kind.demand)", &result)
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
}

extension Setting {
  /// Whether it is in the table of that name.
  fileprivate func isBelow(_ table: String) -> Bool { name.hasPrefix(table + ".") }
}

extension TOMLNode {
  /// The text that it is; nil for anything else.
  var text: String? {
    if case .text(let text) = self { text } else { nil }
  }
}
