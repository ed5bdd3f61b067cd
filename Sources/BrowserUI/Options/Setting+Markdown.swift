extension Setting {
  /// The settings as a table for the documentation.
  package static var markdown: String {
    let rows = all.map { setting in
      let flag = setting.flag.map { "`\($0)`" } ?? ""
      let common = setting.commonVariable.map { " `\($0.name)`" } ?? ""
      return "| `\(setting.name)` | \(setting.kind.name) | `\(setting.standard.toml)` "
        + "| \(setting.meaning) | `\(setting.variable)`\(common) | \(flag) |"
    }
    let titles = ["| setting | value | default | meaning | variable | flag |"]
    return (titles + ["|---|---|---|---|---|---|"] + rows).joined(separator: "\n") + "\n"
  }
}
