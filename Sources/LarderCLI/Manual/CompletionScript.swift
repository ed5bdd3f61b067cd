import ArgumentParser

/// The scripts with which shells complete command lines: those of the parser, which know commands and options,
/// and files beside the commands, as `larder STORE` is one.
enum CompletionScript {
  /// The script that these arguments ask for; nil where they ask for something else.
  static func asked(by arguments: [String]) -> String? {
    let words = arguments.flatMap { $0.split(separator: "=", maxSplits: 1).map(String.init) }
    guard words.first == "--generate-completion-script", words.count <= 2 else { return nil }
    let shell =
      words.count == 1 ? CompletionShell.autodetected() : CompletionShell(rawValue: words[1])
    return shell.map(text)
  }

  private static func text(for shell: CompletionShell) -> String {
    let script = LarderCommand.completionScript(for: shell)
    return switch shell {
    case .zsh: script.replacing(zshCommands, with: zshCommands + zshFiles, maxReplacements: 1)
    case .bash: script + bash
    case .fish: script + fish
    default: script
    }
  }

  private static let zshCommands = "_describe -V subcommand subcommands && ret=0\n"
  private static let zshFiles = "        _files && ret=0\n"

  private static let bash = """

    _larder_or_file() {
        _larder "${@}"
        if [[ "${COMP_CWORD}" -eq 1 && "${COMP_WORDS[1]}" != -* ]]; then
            local file
            while IFS= read -r file; do
                COMPREPLY+=("${file}")
            done < <(compgen -f -- "${COMP_WORDS[1]}")
        fi
    }

    complete -o filenames -F _larder_or_file larder

    """

  private static let fish =
    "\ncomplete -c 'larder' -n '__larder_should_offer_completions_for_positional \"larder\" -eq 1' -F\n"
}
