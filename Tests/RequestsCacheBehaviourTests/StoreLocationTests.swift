import Larder
import TestSupport
import Testing

/// What a session that is given a path opens.
@Suite(.ownThreads) struct StoreLocationTests {
  @Test func `a file that may not be written is opened for reading`() async throws {
    let folder = try TemporaryFolder()
    try await SQLiteStore.open(path: folder.file(), mode: .create).close()
    let store = try SQLiteStore.writableOrNot { mode in
      guard mode == .readOnly else { throw StoreError(.permission, store: "a") }
      return try SQLiteStore.open(path: folder.file(), mode: mode)
    }
    #expect(store.mode == .readOnly)
    await store.close()
  }

  @Test(arguments: [StoreError.Code.permission, .locked, .notFound, .corrupt])
  func `what can't be opened says why it can't be written`(code: StoreError.Code) throws {
    var modes: [SQLiteStore.Mode] = []
    let error = #expect(throws: StoreError.self) {
      try SQLiteStore.writableOrNot { mode in
        modes.append(mode)
        throw StoreError(mode == .create ? code : .io, store: "a")
      }
    }
    #expect(error?.code == code)
    #expect(modes == (code == .permission ? [.create, .readOnly] : [.create]))
  }
}
