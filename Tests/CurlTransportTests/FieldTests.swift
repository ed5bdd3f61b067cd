import FoundationEssentials
import HTTPTransport
import HTTPTypes
import LoopbackOrigin
import Testing

@Suite("Fields")
struct FieldTests {
  @Test func `A response's fields keep order, case and duplicates`() async throws {
    let loopback = try Loopback(
      .raw("HTTP/1.1 200 Fine\r\nb: 1\r\nA: 2\r\nB: 3\r\nContent-Length: 2\r\na: 4\r\n\r\nhi"))
    let response = try await loopback.send()
    let fields = response.head.headerFields.map { "\($0.name.rawName)=\($0.value)" }
    #expect(fields == ["b=1", "A=2", "B=3", "Content-Length=2", "a=4"])
    #expect(response.head.status == .init(code: 200, reasonPhrase: "Fine"))
    #expect(response.head.status.reasonPhrase == "Fine")
    #expect(response.protocolVersion == "HTTP/1.1")
    #expect(try await response.text() == "hi")
  }

  @Test func `A response's bytes that are not UTF-8 are kept`() async throws {
    let head = [UInt8]("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Name: caf".utf8)
    let loopback = try Loopback(.raw(head + [0xe9] + [UInt8]("\r\n\r\n".utf8)))
    let response = try await loopback.send()
    let field = try #require(response.head.headerFields.last)
    let bytes = field.withUnsafeBytesOfValue { Array($0) }
    #expect(bytes == [0x63, 0x61, 0x66, 0xe9])
  }

  @Test func `A folded value becomes one line (RFC 9112 section 5.2)`() async throws {
    let loopback = try Loopback(
      .raw("HTTP/1.1 200 OK\r\nX-Long: one\r\n \t two\r\nContent-Length: 0\r\n\r\n"))
    let response = try await loopback.send()
    let fields = response.head.headerFields.map(\.value)
    #expect(fields == ["one two", "0"])
  }

  @Test func `A head that begins with a folded line harms no other`() async throws {
    let loopback = try Loopback { request in
      let line = request.path == "/folded" ? " X: y" : "X-Last: " + request.path
      return .raw(
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi".replacing("OK", with: "OK\r\n" + line))
    }
    for round in 0..<200 {
      let fields = try await loopback.send("/\(round)").head.headerFields
      #expect(fields.map(\.value) == ["/\(round)", "2"])
      let folded = try? await loopback.send("/folded")
      #expect(folded?.head.headerFields[.contentLength] ?? "2" == "2")
    }
  }

  @Test func `White space before a colon is removed, not the field (RFC 9112 section 5.1)`()
    async throws
  {
    let loopback = try Loopback(
      .raw("HTTP/1.1 200 OK\r\nCache-Control : no-store\r\nVary\t: a\r\nContent-Length: 0\r\n\r\n"))
    let fields = try await loopback.send().head.headerFields
    #expect(fields[.cacheControl] == "no-store" && fields[.vary] == "a")
  }

  @Test func `A transfer coding overrides a length, which goes (RFC 9112 section 6.3)`()
    async throws
  {
    let loopback = try Loopback(
      .raw(
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nfour\r\n0\r\n\r\n"
      ))
    let response = try await loopback.send()
    #expect(response.head.headerFields[.contentLength] == nil)
    #expect(try await response.text() == "four")
  }

  @Test(arguments: [["3", "3"], ["3, 3"]])
  func `Lengths that agree are one`(lengths: [String]) async throws {
    let lines = lengths.map { "Content-Length: \($0)\r\n" }.joined()
    let response = try await Loopback(.raw("HTTP/1.1 200 OK\r\n\(lines)A: b\r\n\r\nabc")).send()
    #expect(response.head.headerFields.map { "\($0)" } == ["Content-Length: 3", "A: b"])
    #expect(try await response.text() == "abc")
  }

  @Test(arguments: [["3", "4"], ["4", "3"], ["3, 4"], ["-3"], ["3x"], [""]])
  func `Lengths that don't are no response`(lengths: [String]) async throws {
    let lines = lengths.map { "Content-Length: \($0)\r\n" }.joined()
    let loopback = try Loopback(.raw("HTTP/1.1 200 OK\r\n\(lines)\r\nabcd", closes: true))
    let error = try await transportError { _ = try await loopback.send() }
    #expect(error?.code == .badResponse)
  }

  @Test func `Another protocol that nobody asked for is no response (RFC 9110 section 15.2.2)`()
    async throws
  {
    let loopback = try Loopback(
      .raw("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\nbytes of another protocol"))
    let error = try await transportError { _ = try await loopback.send() }
    #expect(error?.code == .badResponse)
  }

  @Test func `A line whose name is not a token is left out`() async throws {
    let loopback = try Loopback(
      .raw("HTTP/1.1 200 OK\r\nB@d name: 1\r\nGood: 2\r\nContent-Length: 0\r\n\r\n"))
    let response = try await loopback.send()
    #expect(response.head.headerFields.map(\.name.rawName) == ["Good", "Content-Length"])
  }

  @Test func `A request's fields are sent in order, with duplicates and bytes as they are`()
    async throws
  {
    let loopback = try Loopback(.status(200))
    let name = try #require(HTTPField.Name("x-Name"))
    let other = try #require(HTTPField.Name("Y"))
    var fields = HTTPFields()
    fields.append(HTTPField(name: name, value: "1"))
    fields.append(HTTPField(name: other, value: ""))
    fields.append(HTTPField(name: name, lenientValue: [0x63, 0xe9]))
    _ = try await loopback.send(fields: fields) { $0.decodesContent = false }
    let sent = try #require(loopback.origin.requests.first)
    #expect(sent.fields.map(\.name) == ["Host", "x-Name", "Y", "x-Name"])
    #expect(sent.fields.dropFirst().map(\.bytes) == [[0x31], [], [0x63, 0xe9]])
  }

  @Test func `Nothing is added but Host and Accept-Encoding`() async throws {
    let loopback = try Loopback(.status(200))
    _ = try await loopback.send()
    let sent = try #require(loopback.origin.requests.first)
    #expect(sent.fields.map(\.name) == ["Host", "Accept-Encoding"])
    #expect(sent.value("Host") == "127.0.0.1:\(loopback.origin.port)")
  }

  @Test func `Framing fields of the caller give way to the transport's`() async throws {
    let loopback = try Loopback(.status(200))
    let fields: HTTPFields = [.contentLength: "999", .transferEncoding: "chunked"]
    _ = try await loopback.send(
      method: .post, fields: fields, body: .data(Data("four".utf8)))
    let sent = try #require(loopback.origin.requests.first)
    #expect(sent.values("Content-Length") == ["4"])
    #expect(sent.values("Transfer-Encoding") == [])
    #expect(sent.body == [UInt8]("four".utf8))
  }

  @Test func `A path is sent as it is, dots and all`() async throws {
    let loopback = try Loopback(.status(200))
    _ = try await loopback.send("/a/../b/./c?x=%7e&y=[]|")
    #expect(loopback.origin.requests.first?.target == "/a/../b/./c?x=%7e&y=[]|")
  }
}

@Suite("Heads")
struct HeadTests {
  @Test func `Interim responses are skipped (RFC 9110 section 15.2)`() async throws {
    let loopback = try Loopback(
      .raw(
        """
        HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n\
        HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok
        """))
    let response = try await loopback.send()
    #expect(response.head.status == .ok)
    #expect(response.head.headerFields.map(\.name.rawName) == ["Content-Length"])
    #expect(try await response.text() == "ok")
  }

  @Test func `Trailers are left out (RFC 9112 section 7.1.2)`() async throws {
    let loopback = try Loopback(
      .raw(
        """
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX-After: 1\r\n\r\n
        """))
    let response = try await loopback.send()
    #expect(try await response.text() == "ok")
    #expect(response.head.headerFields.map(\.name.rawName) == ["Transfer-Encoding"])
  }

  @Test func `A head above the limit fails`() async throws {
    let filler = String(repeating: "X-Filler: 0123456789\r\n", count: 500)
    let loopback = try Loopback(.raw("HTTP/1.1 200 OK\r\n\(filler)Content-Length: 0\r\n\r\n"))
    let error = try await transportError { _ = try await loopback.send { $0.headLimit = 4096 } }
    #expect(error?.code == .tooLarge)
    #expect(try await loopback.send().head.headerFields.count == 501)
  }

  @Test func `HEAD has a head and no body, whatever its Content-Length says`() async throws {
    let loopback = try Loopback(.status(200, ["ETag": "\"1\""], text: "four"))
    let response = try await loopback.send(method: .head)
    #expect(response.head.headerFields[.contentLength] == "4")
    #expect(try await response.text() == "")
    #expect(try await loopback.send().text() == "four")
    #expect(loopback.origin.log.state.connectionsOpened == 1)
  }

  @Test(arguments: ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "QUERY"])
  func `Any method is sent as it is`(method: String) async throws {
    let loopback = try Loopback(.status(200))
    _ = try await loopback.send(method: try #require(.init(method)))
    let sent = try #require(loopback.origin.requests.first)
    #expect(sent.method == method)
    #expect(sent.value("Content-Length") == nil)
  }

  @Test func `A redirect is an answer like any other`() async throws {
    let loopback = try Loopback(.status(302, ["Location": "/next"]))
    #expect(try await loopback.send().head.status.code == 302)
    #expect(loopback.origin.requests.count == 1)
  }

  @Test func `Something that is not HTTP fails`() async throws {
    let loopback = try Loopback(.raw("220 mail.example ESMTP\r\n", closes: true))
    let error = try await transportError { _ = try await loopback.send() }
    #expect(error?.code == .badResponse)
  }
}
