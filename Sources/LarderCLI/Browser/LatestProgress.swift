import Synchronization

/// What long work has told last, passed on ten times a second for as long as it goes on: also when it then says
/// nothing for a while.
final class LatestProgress<Progress: Sendable>: Sendable {
  private let latest = Mutex<Progress?>(nil)

  func note(_ progress: Progress) { latest.withLock { $0 = progress } }

  /// Does the work; nothing is passed on after its end.
  func tell<Result: Sendable>(
    _ post: @escaping @Sendable (Progress) -> Void, during work: () async throws -> Result
  ) async throws -> Result {
    let telling = Task {
      while true {
        try await Task.sleep(for: .milliseconds(100))
        if let progress = latest.withLock({ $0.take() }) { post(progress) }
      }
    }
    let result: Swift.Result<Result, any Error>
    do { result = .success(try await work()) } catch { result = .failure(error) }
    telling.cancel()
    _ = await telling.result
    return try result.get()
  }
}
