import CacheStore

/// How the command ends: the same numbers for every subcommand.
enum ExitStatus: Int32 {
  case done = 0
  /// Nothing matched.
  case nothingMatched = 1
  /// The command line or a filter is wrong.
  case usage = 2
  /// Some items failed.
  case someFailed = 3
  /// The store can't be read, or is locked.
  case storeFailed = 4
  /// Stopped by Ctrl-C.
  case interrupted = 130
}

/// The end of a command that did not do all it was asked for.
struct Failure: Error, CustomStringConvertible {
  var status: ExitStatus
  /// A sentence for standard error; nil when everything was said already.
  var message: String?

  init(_ status: ExitStatus, _ message: String? = nil) {
    self.status = status
    self.message = message
  }

  var description: String { message ?? "" }

  /// A fault of a store.
  init(_ error: StoreError) { self.init(.storeFailed, error.description) }
}

/// A signal asked the command to end, and it ended in good order.
struct EndedBySignal: Error {
  var number: Int32

  /// As a shell tells of a command that a signal ended.
  var status: Int32 { 128 + number }
}

/// Runs `work` and turns a store's fault into the end of the command.
func reportingStoreFaults<T>(_ work: () async throws -> T) async throws -> T {
  do {
    return try await work()
  } catch let error as StoreError {
    throw Failure(error)
  }
}
