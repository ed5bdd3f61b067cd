import CacheStore
import FoundationEssentials
import Glibc
import SQLite

extension WriterConnection {
  /// Writes pieces of a body that has no entry yet. Returns its handle, new if there was none.
  func stage(_ data: Data, at stored: Int64, of known: Int64?) throws -> Int64 {
    let handle = try known ?? newHandle()
    let first = stored / Int64(Schema.chunkSize)
    try connection.write {
      try beat(handle, isNew: known == nil)
      try saveChunks(data, of: handle, from: first)
    }
    return handle
  }

  /// A sign of life of this process for a body.
  private func beat(_ handle: Int64, isNew: Bool) throws {
    let now = options.clock().timeIntervalSinceReferenceDate
    if isNew {
      try connection.run(
        "INSERT INTO staging VALUES (?, ?, ?, ?)", .integer(handle), .text(ProcessMark.machine),
        .integer(Int64(getpid())), .real(now))
    } else {
      try connection.run(
        "UPDATE staging SET beat = ? WHERE body = ?", .real(now), .integer(handle))
      guard connection.changes == 1 else { throw Vanished() }
    }
  }

  /// Gives a staged body up.
  func abandon(_ handle: Int64) throws {
    try connection.write {
      try connection.run("DELETE FROM staging WHERE body = ?", .integer(handle))
      guard connection.changes == 1 else { return }
      try connection.run("INSERT OR IGNORE INTO garbage VALUES (?)", .integer(handle))
    }
  }

  /// Gives up the staged bodies of processes that are surely gone: of this machine's, by their number;
  /// of any, after a day without a sign of life.
  func abandonOrphans(now: Date) throws {
    let statement = try connection.statement("SELECT body, boot, pid, beat FROM staging")
    var orphans: [Int64] = []
    while try statement.step() {
      let isSilent = statement.double(3) < now.timeIntervalSinceReferenceDate - 86_400
      let isDead =
        statement.text(1) == ProcessMark.machine && !ProcessMark.isAlive(statement.int(2))
      if isSilent || isDead { orphans.append(statement.int(0)) }
    }
    statement.reset()
    for orphan in orphans { try abandon(orphan) }
  }
}

/// How processes tell each other apart.
enum ProcessMark {
  /// This start of this machine, and the space in which its process numbers mean something.
  static let machine: String = {
    let boot = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
    var space = [CChar](repeating: 0, count: 64)
    let length = max(0, readlink("/proc/self/ns/pid", &space, space.count))
    let name = String(decoding: space.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self)
    return (boot ?? "").filter { !$0.isWhitespace } + " " + name
  }()

  static func isAlive(_ process: Int64) -> Bool {
    guard let process = pid_t(exactly: process), process > 0 else { return false }
    return kill(process, 0) == 0 || errno != ESRCH
  }
}
