import ArgumentParser
import BrowserUI
import CacheStore
import FoundationEssentials
import RequestsCache

/// `larder doctor`: what is wrong with a cache, and what can be put right.
struct Doctor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find what is wrong with a cache, and put right what is safe to.",
    discussion: """
      Ends with status 3 while something is wrong; secrets, duplicates, free pages and values of unknown \
      serializers are only told. What --fix deletes goes to the trash. Values of secrets are never printed.
      """)

  @OptionGroup var target: StoreArgument

  @Flag(name: .long, help: "Put right what is safe to, each after a question.")
  var fix = false

  @Flag(name: .shortAndLong, help: "Don't ask.")
  var yes = false

  @Flag(name: .long, help: "Say what --fix would do, and do nothing.")
  var dryRun = false

  @Flag(name: .long, help: "One JSON object.")
  var json = false

  func validate() throws {
    try OptionRules.need("--fix", fix, ["--yes": yes, "--dry-run": dryRun])
  }

  mutating func run() async throws {
    let now = Clock.now()
    if let journal = RequestsCacheStore.journal(besides: target.store), !(fix && mayRecover()) {
      DoctorReport([journal]).print(asJSON: json)
      throw Failure(.someFailed)
    }
    let store = try open()
    let findings = try await reportingStoreFaults { try await store.examine(now: now) }
    // Of a damaged database as much as can be counted.
    let hosts = (try? await store.totals(.all, now: now).topHosts) ?? []
    guard fix else {
      DoctorReport(findings, hosts: hosts).print(asJSON: json)
      return try end(findings)
    }
    if !json { DoctorReport(findings, hosts: hosts).print(asJSON: false) }
    let done = try await reportingStoreFaults { try await fix(findings, in: store, now: now) }
    if json { DoctorReport(findings, done: done, hosts: hosts).print(asJSON: true) }
    try end(findings.filter { done[$0.kind] == nil || (done[$0.kind]?.left ?? 0) > 0 })
  }

  /// A journal is undone by whoever opens the cache to write.
  private func mayRecover() -> Bool { !dryRun && yes }

  private func open() throws -> any ExaminableStore {
    let store = try target.open(fix && !dryRun ? .readWrite : .readOnly)
    guard let store = store as? any ExaminableStore else {
      throw Failure(.usage, "larder can't examine \(store.name).")
    }
    return store
  }

  private func end(_ left: [Finding]) throws {
    if left.contains(where: \.isFault) { throw Failure(.someFailed) }
  }

  /// Fixes one after another. A no to one is a yes to none of the others.
  private func fix(
    _ findings: [Finding], in store: any ExaminableStore, now: Date
  ) async throws -> [Finding.Kind: FixResult] {
    var done: [Finding.Kind: FixResult] = [:]
    for finding in findings {
      guard let fix = finding.fix else { continue }
      let plan = fix.plan(finding)
      guard !dryRun else {
        say("would " + plan)
        continue
      }
      guard try consents(to: plan, in: store) else { continue }
      let result = try await store.fix(finding, now: now)
      done[finding.kind] = result
      say(result.words(plan))
    }
    return done
  }

  private func say(_ words: String) { if !json { Output.line(words) } }

  /// Asks on a terminal; refuses where nobody can answer.
  private func consents(to plan: String, in store: any ExaminableStore) throws -> Bool {
    guard !yes else { return true }
    guard Input.canAsk, !json else {
      throw Failure(
        .usage, "It would \(plan). Nobody is there to ask: say --yes to go on, or --dry-run.")
    }
    return Input.agrees(to: "\(plan.prefix(1).uppercased())\(plan.dropFirst())?")
  }
}
