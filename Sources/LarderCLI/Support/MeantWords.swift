import ArgumentParser
import BrowserUI
import Glibc

/// What a person may have meant by words that larder doesn't know.
enum MeantWords {
  /// Options of other programs, with what larder calls such a thing, by order of likelihood.
  private static let options: KeyValuePairs<String, [String]> = [
    "--port -p --host --bind --address --addr": ["--listen"],
    "--upstream --target --backend --remote": ["--origin"],
    "--cache --db --database": ["--store"],
    "--out --file --to": ["--output"],
    "--force -f -y --confirm --assume-yes": ["--yes"],
    "--max --count --top --head -n": ["--limit"],
    "--format": ["--json"],
    "--order --order-by --sort-by": ["--sort"],
    "--verbose -v --debug": ["--log"],
    "--dry --simulate": ["--dry-run"],
    "--no-color --no-colour --color --colour": ["--theme"],
  ]

  /// Commands of other programs, with the one that does such a thing.
  private static let commands: KeyValuePairs<String, String> = [
    "list dir find": "ls", "delete remove del": "rm", "info cat print": "show",
    "open view tui": "browse", "fetch curl": "get", "serve server": "proxy", "why": "explain",
    "check fsck verify": "doctor", "refresh update": "revalidate", "compare": "diff",
    "invalidate": "expire", "settings options": "config",
  ]

  /// The error's message, where the word it complains about has another name here: that one is named, in place of
  /// the one that has the most similar letters.
  static func improved(_ message: String, for words: [String]) -> String {
    if let advice = commandAdvice(for: words) { return advice }
    let mark = "Unknown option '"
    guard let start = message.firstRange(of: mark),
      let end = message[start.upperBound...].firstIndex(of: "'")
    else { return message }
    let word = message[start.upperBound..<end]
    let help = help(for: words)
    let names = options.first { $0.key.split(separator: " ").contains(word) }?.value ?? []
    guard let name = names.first(where: { help.contains($0 + " ") }) else { return message }
    let line = message[end...].prefix { $0 != "\n" }
    return message[...end] + ". Did you mean '\(name)'?" + message[line.endIndex...]
  }

  /// A first word that is no command and no file, and could be meant for one; nil for any other.
  static func commandAdvice(for words: [String]) -> String? {
    guard let word = words.first, !word.hasPrefix("-"), access(word, F_OK) != 0 else { return nil }
    let names = LarderCommand.configuration.subcommands.map { $0._commandName }
    guard !names.contains(word) else { return nil }
    let meant =
      commands.first { $0.key.split(separator: " ").contains(word[...]) }?.value
      ?? NearestName.of(word, among: names)
    return meant.map { "There is no command '\(word)', and no file. Did you mean 'larder \($0)'?" }
  }

  private static func help(for words: [String]) -> String {
    let command = LarderCommand.configuration.subcommands.first {
      $0._commandName == words.first
    }
    return LarderCommand.helpMessage(for: command ?? Browse.self)
  }
}
