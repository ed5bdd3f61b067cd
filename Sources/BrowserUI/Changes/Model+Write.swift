import CacheStore

extension Model {
  /// Asks where to write the marked entries, or the one under the cursor.
  mutating func writePrompt(_ exporter: any Exporter, withSecrets: Bool) -> [Effect] {
    let entries = Set(targets.map(\.id))
    guard !entries.isEmpty else { return nothingSelected() }
    let request = WriteRequest(
      exporter: exporter.name, entries: entries, path: "", withSecrets: withSecrets,
      secretNames: preferences.secretNames)
    return open(PromptScreen(.write(request), proposal: proposal(exporter, count: entries.count)))
  }

  /// Writes to a path that was typed.
  mutating func write(_ request: WriteRequest) -> [Effect] {
    guard writing == nil else { return say("a file is being written: C-c stops it", .warning) }
    writing = Writing(request: request, began: now)
    return say("writing \(request.path)") + [.write(request)]
  }

  mutating func writingAdvanced(_ count: Int) -> [Effect] {
    writing?.done = count
    return []
  }

  mutating func written(_ request: WriteRequest, _ result: Result<WriteOutcome, Failure>)
    -> [Effect]
  {
    writing = nil
    switch result {
    case .failure(let failure): return say(failure.sentence, .error)
    case .success(.cancelled(let files)):
      let left = files == 0 ? "nothing was" : Numbers.count(files, "file was", "files were")
      return say("stopped: \(left) written", .warning)
    case .success(.exists):
      return open(
        ConfirmDialog(
          .replaceFile(request), references: [], selection: request.path,
          count: request.entries.count))
    case .success(.written(let count)):
      return say("wrote \(count.words)  \(request.path)", count.isPlain ? .info : .warning)
    }
  }

  /// It was asked whether the file may be replaced.
  mutating func replaceFile(_ request: WriteRequest) -> [Effect] {
    var request = request
    request.mayReplace = true
    return write(request)
  }

  /// A file's name from what is to be written.
  private func proposal(_ exporter: any Exporter, count: Int) -> String {
    guard count == 1, let entry = list.focused, marks.isEmpty || marks.contains(entry.id) else {
      let ending = exporter.isOneFileEach ? "" : ".\(exporter.fileExtension)"
      return "larder-\(count)-\(exporter.isOneFileEach ? "bodies" : "entries")\(ending)"
    }
    let name = FileNames.name(of: entry)
    return exporter.isOneFileEach ? name : "\(FileNames.stem(name)).\(exporter.fileExtension)"
  }
}
