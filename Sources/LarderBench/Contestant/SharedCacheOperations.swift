import Glibc

/// Reads and stores at once with other processes on the same cache; each store that a session has
/// answered is noted in a file.
func mixed(_ work: Workload, _ arguments: Arguments) async throws {
  let client = Client(cache: work.cache, format: work.format)
  var run = MixedRun(work, arguments)
  let notes = try NoteFile(path: try arguments.required("urls-file"))
  work.waitForStart()
  let limit = Double(arguments.number("secs", default: 20))
  let watch = Stopwatch()
  while watch.wallSeconds < limit {
    let next = run.nextRequest()
    let start = monotonicNanoseconds()
    do {
      let answer = try await client.get(work.base + next.path)
      run.note(next, answer, nanoseconds: monotonicNanoseconds() - start)
      if next.isStore { notes.add(next.path) }
    } catch {
      run.errors[String(String(describing: error).prefix(80)), default: 0] += 1
    }
  }
  let wall = watch.wallSeconds
  notes.close()
  emit(work.facts("mixed").adding(run.result(wallSeconds: wall)))
  await client.close()
}

/// Stores for ever and prints each path once it is stored; made to be killed.
func writeLoop(_ work: Workload) async throws {
  let client = Client(cache: work.cache, format: work.format)
  var number = 0
  while true {
    let path = "/w/k\(work.id)-\(number)"
    _ = try await client.get(work.base + path)
    write(path + "\n")
    number += 1
  }
}

/// Reads every noted path: each must be a hit with its own body.
func verify(_ work: Workload, _ arguments: Arguments) async throws {
  let client = Client(cache: work.cache, format: work.format)
  var (whole, missing, wrong, failed) = (0, 0, 0, 0)
  var examples: [JSON] = []
  for path in NoteFile.wholeLines(try arguments.required("urls-file")) {
    do {
      let answer = try await client.get(work.base + path)
      if !answer.isFromCache {
        missing += 1
        examples.append(.text(path))
      } else if answer.begins(with: path) {
        whole += 1
      } else {
        wrong += 1
      }
    } catch {
      failed += 1
      examples.append(.text(String(String(describing: error).prefix(100))))
    }
  }
  emit(
    work.facts("verify").adding([
      "ok": .count(whole), "missing": .count(missing), "wrong": .count(wrong),
      "errors": .count(failed), "examples": .list(Array(examples.prefix(5))),
    ]))
  await client.close()
}
