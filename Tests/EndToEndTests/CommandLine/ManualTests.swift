import BrowserUI
import FoundationEssentials
import TestSupport
import Testing

/// The manual page and the completions, as man and the shells read them.
@Suite(.ownThreads, .serialized)
struct ManualTests {
  @Test func `the manual names every command, option and key`() throws {
    let page = try ChildProcess.run(BuiltProgram.path("larder"), ["manual"])
    #expect(page.status == 0)
    for word in [
      "larder export", "larder diff", "\\-\\-stop\\-after", "\\-\\-no\\-bodies", "EXIT STATUS",
    ] {
      #expect(page.output.contains(word), "\(word)")
    }
    for row in KeyMap.all where !row.keys.isEmpty {
      #expect(page.output.contains(row.help.prefix(12)))
    }
    #expect(page.output.split(separator: "\n").allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } })
  }

  @Test func `groff has nothing to complain about, and man shows it`() async throws {
    guard let groff = ChildProcess.find("groff") else { return }
    try await Workspace.use { folder in
      let page = try ChildProcess.run(BuiltProgram.path("larder"), ["manual"])
      let path = folder + "/larder.1"
      try Data(page.output.utf8).write(to: URL(filePath: path))
      let environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "MANWIDTH": "80"]
      let checked = try ChildProcess.run(
        groff, ["-man", "-ww", "-z", "-Tutf8", path], environment: environment)
      #expect(checked.status == 0 && checked.output.isEmpty, "\(checked.output)")
      guard let man = ChildProcess.find("man") else { return }
      let shown = try ChildProcess.run(man, ["-l", "-P", "cat", path], environment: environment)
      #expect(shown.status == 0 && shown.output.contains("browse, explain and clean HTTP caches"))
    }
  }

  @Test(arguments: [
    ("larder exp", ["explain", "export", "expire"]), ("larder export h", ["har"]),
    ("larder export har s.sqlite --sec", ["--secrets", "--secret-file"]),
    ("larder revalidate s.sqlite --st", ["--stop-after"]), ("larder nosuch", []),
    ("larder ca", ["cache.sqlite"]), ("larder show s.sqlite x --view js", ["json"]),
    ("larder get -o ca", ["cache.sqlite"]),
    ("larder s.sqlite --re", ["--read-only"]), ("larder --the", ["--theme"]),
    ("larder s.sqlite --theme mo", ["mono"]), ("larder --theme mo", ["mono"]),
    ("larder demo --re", []),
  ])
  func `bash completes commands, forms and options`(line: String, words: [String]) async throws {
    guard let bash = ChildProcess.find("bash") else { return }
    try await Workspace.use { folder in
      let script = try ChildProcess.run(
        BuiltProgram.path("larder"), ["--generate-completion-script", "bash"])
      #expect(script.status == 0)
      try Data(script.output.utf8).write(to: URL(filePath: folder + "/larder.bash"))
      try Data().write(to: URL(filePath: folder + "/cache.sqlite"))
      let ask = """
        source "$0/larder.bash" && cd "$0" && shift 0
        COMP_LINE="$1"; COMP_POINT=${#COMP_LINE}; read -ra COMP_WORDS <<< "$1"
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        command="$(complete -p larder)"; command="${command#* -F }"
        "${command% *}" larder "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf '%s\\n' "${COMPREPLY[@]}"
        """
      let found = try ChildProcess.run(
        bash, ["-c", ask, folder, line], environment: ["PATH": "/usr/bin:/bin"])
      let offered = found.output.split(separator: "\n").map { String($0).trimmingBlanks }
      #expect(Set(offered.filter { !$0.isEmpty }) == Set(words), "\(found.output)")
    }
  }

  @Test(
    .enabled(if: ChildProcess.find("fish") != nil, "fish is not installed"),
    arguments: [
      ("larder exp", ["explain", "export", "expire"]), ("larder export h", ["har"]),
      ("larder revalidate s.sqlite --st", ["--stop-after"]), ("larder nosuch", []),
      ("larder ca", ["cache.sqlite"]), ("larder ls ca", ["cache.sqlite"]),
      ("larder show s.sqlite x --view js", ["json"]),
      ("larder s.sqlite --re", ["--read-only"]), ("larder s.sqlite --theme mo", ["mono"]),
      ("larder demo --re", []),
    ])
  func `fish completes commands, forms, options and files`(
    line: String, words: [String]
  ) async throws {
    try await Workspace.use { folder in
      try script("fish", in: folder)
      let ask = "cd $argv[1]; source larder.fish; complete -C $argv[2]"
      let found = try ChildProcess.run(
        try #require(ChildProcess.find("fish")), ["--no-config", "-c", ask, folder, line],
        environment: ["PATH": "/usr/bin:/bin", "HOME": folder])
      let offered = found.output.split(separator: "\n").map { line in
        String(line.prefix { $0 != "\t" })
      }
      #expect(Set(offered) == Set(words), "\(found.output)")
    }
  }

  @Test(
    .enabled(
      if: ChildProcess.find("zsh") != nil && TmuxRobot.isInstalled, "zsh or tmux is not installed"),
    arguments: [
      ("larder expo", "larder export"), ("larder export h", "larder export har"),
      ("larder vacuum s.sqlite --dr", "larder vacuum s.sqlite --dry-run"),
      ("larder ca", "larder cache.sqlite"), ("larder ls ca", "larder ls cache.sqlite"),
      ("larder show s.sqlite x --view js", "larder show s.sqlite x --view json"),
      ("larder s.sqlite --rea", "larder s.sqlite --read-only"),
      ("larder s.sqlite --theme mo", "larder s.sqlite --theme mono"),
    ])
  func `zsh completes commands, forms, options and files`(
    line: String, whole: String
  ) async throws {
    try await Workspace.use { folder in
      try script("zsh", in: folder, as: "_larder")
      let start =
        "fpath=(\(folder) $fpath); autoload -Uz compinit; compinit -u -D; cd \(folder); PS1='ready> '"
      try await TmuxRobot.run([try #require(ChildProcess.find("zsh")), "-f"]) { robot in
        try robot.type(start)
        try robot.press("Enter")
        try await robot.wait(for: "\nready>")
        try robot.type(line)
        try robot.press("Tab")
        try await robot.wait(for: "ready> " + whole)
        try robot.press("C-u")
        try robot.type("exit")
        try robot.press("Enter")
      }
    }
  }

  /// Writes a shell's script beside a file that could be a cache.
  private func script(_ shell: String, in folder: String, as name: String? = nil) throws {
    let script = try ChildProcess.run(
      BuiltProgram.path("larder"), ["--generate-completion-script", shell])
    #expect(script.status == 0)
    try Data(script.output.utf8).write(
      to: URL(filePath: folder + "/" + (name ?? "larder." + shell)))
    try Data().write(to: URL(filePath: folder + "/cache.sqlite"))
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
