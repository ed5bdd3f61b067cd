import ArgumentParser

/// The scripts with which shells complete command lines: those of the parser, which know commands and options,
/// and beside the commands the files and options of the browser, as `larder STORE` opens it.
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
    case .zsh:
      script.replacing(zshCommands, with: zshCommands + zshFiles, maxReplacements: 1)
        .replacing(zshArguments, with: zshArguments + zshBrowser, maxReplacements: 1)
    case .bash: script + bash
    case .fish: script + fish + fishBrowser(script)
    default: script
    }
  }

  private static let zshCommands = "_describe -V subcommand subcommands && ret=0\n"
  private static let zshFiles = "        _files && ret=0\n"

  private static let zshArguments = "            \"_larder_${words[1]}\" && ret=0\n            ;;\n"
  /// What is no command is a cache, for the command that opens the browser.
  private static let zshBrowser = """
            *)
                words=(browse "${words[@]}")
                (( CURRENT++ ))
                _larder_browse && ret=0
                ;;

    """

  private static let commands =
    LarderCommand.configuration.subcommands.map { $0._commandName } + ["help"]

  private static let bash = """

    _larder_or_file() {
        case "${COMP_WORDS[1]}" in
        \(commands.joined(separator: "|")))
            _larder "${@}"
            ;;
        *)
            if [[ "${COMP_CWORD}" -gt 1 || "${COMP_WORDS[1]}" = -* ]]; then
                local -a larder_words=("${COMP_WORDS[0]}" browse "${COMP_WORDS[@]:1}")
                local -a COMP_WORDS=("${larder_words[@]}")
                local -i COMP_CWORD="$((COMP_CWORD + 1))"
                _larder "${@}"
                return
            fi
            _larder "${@}"
            ;;
        esac
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

  /// The options of the browser's command, where a cache or one of them stands in its place.
  private static func fishBrowser(_ script: String) -> String {
    let condition =
      #/'__larder_should_offer_completions_for_flags_or_options "larder browse"[^']*'/#
    let options = script.split(separator: "\n").filter { $0.contains(condition) }
      .map { $0.replacing(condition, with: "'__larder_opens_browser'") }
    return """
      function __larder_opens_browser
          set -l tokens (__larder_tokens -pc)
          test (count $tokens) -gt 1; and not contains -- $tokens[2] \(commands.joined(separator: " "))
      end

      """ + options.joined(separator: "\n") + "\n"
  }
}
