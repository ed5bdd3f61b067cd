import CacheStore
import FoundationEssentials
import Glibc

extension FolderValues {
  /// Changes made at once; each is a file of its own.
  private static let batchChanges = 64

  func apply(_ changes: ArraySlice<ValueChange>) throws -> [ValueChange.Outcome] {
    guard !isReadOnly else { throw StoreError(.readOnly, store: path) }
    let batch = changes.prefix(Self.batchChanges)
    let outcomes = try batch.map(apply)
    try keepUses(zip(batch, outcomes))
    try keepAliases(zip(batch, outcomes))
    return outcomes
  }

  private func apply(_ change: ValueChange) throws -> ValueChange.Outcome {
    guard let file = file(change.key) else { return .gone }
    let found = FileIdentity(ofFile: file)
    switch (change.condition, found) {
    case (.version, nil): return .gone
    case (.version(let version), .some):
      guard try self.value(change.key)?.mark.version == version else { return .changed }
    case (.nothing, .some): return .changed
    default: break
    }
    guard let value = change.value else {
      guard found != nil else { return .gone }
      guard unlink(file) == 0 else { throw FileContent.failure(path) }
      return .made(nil)
    }
    try write(value.bytes, to: file, after: found?.changed ?? 0)
    let facts = FileIdentity(ofFile: file)
    return .made(facts.map { facts in value.bytes.withUnsafeBytes { mark(change.key, facts, $0) } })
  }

  /// Writes a file beside its place and moves it there, with the mode of the one that it replaces, and with
  /// a later time: what file systems note themselves may be the same for several milliseconds.
  private func write(_ bytes: Data, to file: String, after former: Int64) throws {
    let place = path + "/.larder-\(getpid())-\(UInt64.random(in: 0...UInt64.max)).tmp"
    var facts = stat()
    let mode = stat(file, &facts) == 0 ? facts.st_mode & 0o777 : 0o600
    let descriptor = open(place, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw FileContent.failure(path) }
    do {
      try fill(descriptor, bytes, mode, after: former)
      guard rename(place, file) == 0 else { throw FileContent.failure(path) }
    } catch {
      unlink(place)
      throw error
    }
  }

  /// Writes and closes a file. One that takes another's place waits for the disk, so that a loss of power
  /// leaves one of both; a new one doesn't, as nothing is lost with it that can't be fetched again.
  private func fill(
    _ descriptor: Int32, _ bytes: Data, _ mode: mode_t, after former: Int64
  ) throws {
    defer { close(descriptor) }
    try bytes.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let count = Glibc.write(
          descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done)
        guard count > 0 || errno == EINTR else { throw FileContent.failure(path) }
        done += max(0, count)
      }
    }
    let time = Self.time(after: former)
    guard fchmod(descriptor, mode) == 0, futimens(descriptor, [time, time]) == 0,
      former == 0 || fsync(descriptor) == 0
    else {
      throw FileContent.failure(path)
    }
  }
}

extension FolderValues {
  /// Now, or a millisecond after a moment that is not over yet.
  private static func time(after former: Int64) -> timespec {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let present = Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
    let time = max(present, former &+ 1_000_000)
    return timespec(tv_sec: Int(time / 1_000_000_000), tv_nsec: Int(time % 1_000_000_000))
  }
}
