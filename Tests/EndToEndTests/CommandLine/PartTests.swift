import FoundationEssentials
import LoopbackOrigin
import TestSupport
import Testing

/// An entry that is part of a response (RFC 9111 section 3.3) is nowhere taken for the whole.
@Suite(.ownThreads, .serialized)
struct PartTests {
  @Test func `a part is told from a whole wherever it shows`() async throws {
    try await Workspace.use { directory in
      let origin = try LoopbackOrigin.start { request in
        request.value("Range") == nil
          ? .status(200, ["Cache-Control": "max-age=3600"], text: "0123456789")
          : .status(
            206, ["Cache-Control": "max-age=3600", "Content-Range": "bytes 0-2/10"], text: "012")
      }
      defer { origin.stop() }
      let url = origin.url + "/a"
      let got = try Larder.run(
        ["get", "--store", "a.sqlite", "-H", "Range: bytes=0-2", url], in: directory)
      #expect(got.status == 0 && got.output == "012")
      #expect(try Larder.run(["ls", "a.sqlite"], in: directory).output.contains("206"))
      let shown = try Larder.run(["show", "a.sqlite", url], in: directory)
      #expect(shown.output.contains("206") && shown.output.contains("Content-Range: bytes 0-2/10"))
      let body = try Larder.run(["show", "a.sqlite", url, "--body"], in: directory)
      #expect(body.output == "012" && body.complaint.contains("a part of the response"))
      let written = try Larder.run(["export", "body", "a.sqlite", "-o", "body"], in: directory)
      #expect(written.status == 3 && written.complaint.contains("part of a response"))
      #expect(!FileManager.default.fileExists(atPath: directory + "/body"))
      let converted = try Larder.run(["convert", "a.sqlite", "b/"], in: directory)
      #expect(converted.status == 3 && converted.complaint.contains("only a part"))
      #expect(converted.output.hasPrefix("0 entries"))
      #expect(try Larder.run(["doctor", "a.sqlite"], in: directory).status == 0)
      let whole = try Larder.run(["get", "--store", "a.sqlite", url], in: directory)
      #expect(whole.output == "0123456789" && origin.requests.count == 2)
    }
  }
}
