import CacheStore
import Foundation
import Testing

/// Identities are what their texts are, however they were made.
@Suite struct EntryIDTests {
  @Test(arguments: ["0", "7", "-3", "9223372036854775807", "-9223372036854775808"])
  func `the text of a number is the number`(text: String) throws {
    let id = EntryID(text)
    #expect(id.number == Int64(text) && id.rawValue == text)
    #expect(id == EntryID(number: try #require(Int64(text))))
  }

  @Test(arguments: ["", "07", "+7", "-0", "7 ", "9223372036854775808", "x'; DROP TABLE entry; --"])
  func `any other text is itself`(text: String) {
    let id = EntryID(text)
    #expect(id.number == nil && id.rawValue == text)
    #expect(id != EntryID(number: 7) && id != EntryID(number: 0))
  }

  @Test(arguments: ["12", "twelve"])
  func `it is encoded as its text`(text: String) throws {
    let data = try JSONEncoder().encode([EntryID(text)])
    #expect(String(decoding: data, as: UTF8.self) == "[{\"rawValue\":\"\(text)\"}]")
    #expect(try JSONDecoder().decode([EntryID].self, from: data) == [EntryID(text)])
  }
}
