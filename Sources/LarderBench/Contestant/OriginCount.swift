/// How many requests the origin handles, as its `/stub` page counts them.
struct OriginCount {
  private let page: CurlFloor
  private let url: String
  private let atStart: Int?

  init(base: String) throws {
    page = try CurlFloor()
    url = base + "/stub"
    atStart = try Self.read(page, url)
  }

  /// Requests since the start, less those of this count itself; 0 when the page has no count.
  func growth() throws -> Int {
    guard let atStart, let now = try Self.read(page, url) else { return 0 }
    return now - atStart - 1
  }

  /// The third of the three numbers behind "requests".
  private static func read(_ page: CurlFloor, _ url: String) throws -> Int? {
    let words = String(decoding: try page.get(url), as: UTF8.self)
      .split { $0.isWhitespace }
    guard let label = words.firstIndex(of: "requests"), label + 3 < words.count else { return nil }
    return Int(words[label + 3])
  }
}
