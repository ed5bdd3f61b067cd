import BodyViews
import FoundationEssentials
import Testing

@Suite struct RegistrationTests {
  @Test func `every file in Views is a viewer in the list`() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/BodyViews/Views")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".swift") }.map { String($0.dropLast(6)) }
    let listed = KnownViews.all.map { String(describing: type(of: $0)) }
    #expect(Set(files) == Set(listed))
    #expect(files.count > 5)
  }
}
