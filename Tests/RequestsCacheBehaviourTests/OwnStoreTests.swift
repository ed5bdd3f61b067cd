import CacheStoreTesting
import FoundationEssentials
import Larder
import TestSupport
import Testing

/// The store of the article "A store of your own".
@Suite(.ownThreads) struct OwnStoreTests {
  @Test func `each promise that a simple store does without is one`() {
    #expect(StoreCase.beyondSimple.isSubset(of: StoreCase.all.map(\.promise)))
    #expect(StoreCase.simple.count == StoreCase.all.count - StoreCase.beyondSimple.count)
  }

  @Test(arguments: StoreCase.simple)
  func `it keeps the promises of a store`(promise: StoreCase) async throws {
    try await promise.run { _ in DictionaryStore() }
  }

  @Test func `the article has it`() throws {
    let tests = URL(filePath: #filePath).deletingLastPathComponent()
    let source = try String(
      contentsOf: tests.appending(path: "Support/DictionaryStore.swift"), encoding: .utf8)
    let begin = try #require(source.firstRange(of: "// The store begins.\n"))
    let end = try #require(source.firstRange(of: "// The store ends."))
    let article = tests.deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Sources/Larder/Larder.docc/AStoreOfYourOwn.md")
    let code = source[begin.upperBound..<end.lowerBound]
    #expect(
      try String(contentsOf: article, encoding: .utf8)
        .contains("```swift\nimport Foundation\nimport Larder\n\n\(code)```\n"))
  }
}
