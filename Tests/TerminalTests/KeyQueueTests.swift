import Canvas
import Testing

@testable import Terminal

@Suite struct KeyQueueTests {
  private func drain(_ queue: KeyQueue) async -> [Key] {
    queue.finish()
    var keys: [Key] = []
    for await press in Keys(queue: queue) { keys.append(press.key) }
    return keys
  }

  @Test func `keys come out in their order, and the stream ends`() async {
    let queue = KeyQueue()
    for key in [Key.up, .character("j"), .enter] { queue.push(key) }
    #expect(await drain(queue) == [.up, .character("j"), .enter])
    #expect(await queue.next()?.key == nil)
  }

  @Test func `a reader that waits gets the next key`() async {
    let queue = KeyQueue()
    async let press = queue.next()
    queue.push(.escape)
    #expect(await press?.key == .escape)
  }

  @Test func `a reader that waits is let go at the end and when it is cancelled`() async {
    let queue = KeyQueue()
    let reader = Task { await queue.next() }
    reader.cancel()
    #expect(await reader.value?.key == nil)
    let other = Task { await queue.next() }
    queue.finish()
    #expect(await other.value?.key == nil)
  }

  @Test func `what was typed before a dialog is seen is dropped, a new size is not`() async {
    let queue = KeyQueue()
    let size = Key.resize(Size(columns: 40, rows: 10))
    queue.push(.character("y"))
    queue.push(size)
    queue.closeGate()
    queue.push(.character("y"))
    queue.openGate()
    queue.push(.character("n"))
    #expect(await drain(queue) == [size, .character("n")])
  }

  @Test func `a key read before the gate was closed is told from one after it`() async throws {
    let queue = KeyQueue()
    func read(_ key: Key) async throws -> KeyPress {
      queue.push(key)
      return try #require(await queue.next())
    }
    let early = try await read(.character("y"))
    let size = try await read(.resize(Size(columns: 40, rows: 10)))
    #expect(!queue.isStale(early))
    queue.closeGate()
    #expect(queue.isStale(early))
    #expect(!queue.isStale(size))
    queue.openGate()
    #expect(queue.isStale(early))
    let late = try await read(.character("y"))
    #expect(!queue.isStale(late))
  }

  @Test func `of several sizes only the last counts`() async {
    let queue = KeyQueue()
    queue.push(.resize(Size(columns: 1, rows: 1)))
    queue.push(.up)
    queue.push(.resize(Size(columns: 2, rows: 2)))
    #expect(await drain(queue) == [.up, .resize(Size(columns: 2, rows: 2))])
  }

  @Test func `a flood of keys is bounded`() async {
    let queue = KeyQueue()
    for _ in 0..<10_000 { queue.push(.down) }
    #expect(await drain(queue).count == 4096)
  }
}
