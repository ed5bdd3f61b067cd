import BodyViews
import BrowserUI
import CacheStore
import FoundationEssentials

extension BodySearch {
  /// Searches: in the bytes of the store a piece at a time, so that memory does not grow with the body, or in
  /// the lines that are shown.
  func run(on store: any CacheStore) async throws -> Match? {
    guard var scan else { return matchInLines() }
    while let range = scan.wanted {
      try Task.checkCancellation()
      let bytes = try await store.read(body, range: range)
      if let found = bytes.withUnsafeBytes({ scan.look(at: $0) }) {
        return Match(.offset(found.offset), isWrapped: found.isWrapped)
      }
    }
    return nil
  }
}
