import ArgumentParser
import BrowserUI
import CacheStore
import Glibc

/// The command `larder`.
@main
struct LarderCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "larder",
    abstract: "Browse, explain and clean HTTP caches.",
    discussion: """
      `larder STORE` opens the browser on a cache, `larder` alone looks for caches, and `larder demo` \
      shows everything on a cache of its own.
      """,
    version: LarderVersion.text,
    subcommands: [
      Browse.self, Demo.self, Get.self, List.self, Show.self, Explain.self, Difference.self,
      Export.self, Remove.self, Expire.self, TimeToLiveCommand.self, Revalidate.self,
      Trash.self, Restore.self, Undo.self, Redo.self, Vacuum.self,
      Stats.self, Reasons.self, Doctor.self,
      KeyCommand.self, Convert.self, Proxy.self, Run.self, Config.self,
      Manual.self,
    ],
    defaultSubcommand: Browse.self)

  static func main() async {
    do {
      let words = Array(Swift.CommandLine.arguments.dropFirst())
      if let script = CompletionScript.asked(by: words) {
        Output.raw(script)
        return try Output.finish()
      }
      let arguments = FilterWords.apart(from: words)
      var command = try parseAsRoot(arguments)
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      await OpenStores.close()
      try Output.finish()
    } catch {
      await OpenStores.close()
      end(with: error)
    }
  }

  /// Prints an error as a sentence, through the sanitiser, and ends with its exit status.
  private static func end(with error: any Error) -> Never {
    switch (error as? StoreError).map(Failure.init) ?? error {
    case let failure as Failure:
      if let message = failure.message { Output.complain(message) }
      Output.flush()
      Glibc.exit(failure.status.rawValue)
    case let code as ExitCode:
      Output.flush()
      Glibc.exit(code.rawValue)
    case let ended as EndedBySignal:
      Output.flush()
      Glibc.exit(ended.status)
    case is CancellationError:
      Glibc.exit(ExitStatus.interrupted.rawValue)
    default:
      guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
      let words = Array(Swift.CommandLine.arguments.dropFirst())
      Output.complain(MeantWords.improved(fullMessage(for: error), for: words))
      Glibc.exit(ExitStatus.usage.rawValue)
    }
  }
}
