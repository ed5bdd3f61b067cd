import ArgumentParser
import BrowserUI
import Canvas
import Configuration

/// What the command line says of the browser's settings.
struct ScreenOptions: ParsableArguments {
  @Option(
    name: .long,
    help: "The looks: dark, light, mono, contrast, deuteranopia, tritanopia, or yours.",
    completion: .list(KnownThemes.all.map(\.name)))
  var theme: String?

  @Flag(name: .long, help: "Draw with ASCII characters alone.")
  var ascii = false

  @Flag(name: .long, help: "Leave the mouse to the terminal.")
  var noMouse = false

  @Option(
    name: .long,
    help: "Set any setting for this run, such as sort=-size; larder config has them all.")
  var set: [String] = []

  @Option(
    name: .long, help: "Read this file in place of config.toml in your configuration directory.",
    completion: .file())
  var config: String?

  /// The file that the settings are in.
  var file: ConfigurationFile { ConfigurationFile(named: config) }

  /// The settings that hold for this run.
  ///
  /// - Throws: `Failure` for a flag that can't be read. What is wrong elsewhere is in the faults.
  func settings() throws -> Configuration {
    let flags = try self.flags()
    var sources = Configuration.Sources(variable: { Environment[$0] }, flags: flags)
    var result: Configuration
    do throws(ConfigurationFault) {
      sources.text = try file.read()
      result = Configuration(sources)
    } catch {
      result = Configuration(sources)
      result.faults.insert(error, at: 0)
    }
    for fault in result.faults {
      if case .flag = fault.place { throw Failure(.usage, fault.words(file: file.path)) }
    }
    return result
  }

  private func flags() throws -> [(flag: String, name: String, word: String)] {
    var flags: [(flag: String, name: String, word: String)] = []
    if let theme { flags.append(("--theme", "theme", theme)) }
    if ascii { flags.append(("--ascii", "ascii", "true")) }
    if noMouse { flags.append(("--no-mouse", "mouse", "false")) }
    for word in set {
      guard let sign = word.firstIndex(of: "="), sign > word.startIndex else {
        throw Failure(.usage, "--set \(word): write it as --set NAME=VALUE.")
      }
      let name = String(word[..<sign])
      flags.append(("--set \(name)", name, String(word[word.index(after: sign)...])))
    }
    return flags
  }
}
