/// An answer, as the steps that the connection takes one after the other.
package struct Reply: Sendable {
  /// One thing that the origin does.
  package enum Step: Sendable {
    /// Sends exactly these bytes.
    case send([UInt8])
    /// The same, but not in answer to HEAD.
    case content([UInt8])
    /// Goes on when the gate is open.
    case wait(Gate)
    /// Goes on after so many milliseconds.
    case pause(milliseconds: Int)
    /// Does nothing more until the client hangs up or the origin stops.
    case hang
  }

  /// A part of a chunked body.
  package enum Part: Sendable {
    /// One chunk.
    case chunk([UInt8])
    /// The rest waits for the gate.
    case wait(Gate)
  }

  /// What is done, in order.
  package var steps: [Step]
  /// Whether the connection is closed after the last step.
  package var closes: Bool

  /// An answer made of steps.
  package init(_ steps: [Step], closes: Bool = false) {
    self.steps = steps
    self.closes = closes
  }
}

extension Reply {
  /// A whole answer with its `Content-Length`.
  package static func status(
    _ status: Int, _ fields: KeyValuePairs<String, String> = [:], body: [UInt8] = []
  ) -> Reply {
    let length = status == 204 || status == 304 ? "" : "Content-Length: \(body.count)\r\n"
    return Reply([.send(head(status, fields, framing: length)), .content(body)])
  }

  /// A whole answer whose body is text in UTF-8.
  package static func status(
    _ status: Int, _ fields: KeyValuePairs<String, String> = [:], text: String
  ) -> Reply {
    .status(status, fields, body: [UInt8](text.utf8))
  }

  /// Exactly these bytes.
  package static func raw(_ bytes: [UInt8], closes: Bool = false) -> Reply {
    Reply([.send(bytes)], closes: closes)
  }

  /// Exactly these bytes of UTF-8.
  package static func raw(_ text: String, closes: Bool = false) -> Reply {
    raw([UInt8](text.utf8), closes: closes)
  }

  /// A body in chunked coding, with waits where the script wants them.
  package static func chunked(
    _ parts: [Part], status: Int = 200, fields: KeyValuePairs<String, String> = [:]
  ) -> Reply {
    let start = head(status, fields, framing: "Transfer-Encoding: chunked\r\n")
    return Reply([.send(start)] + parts.map(\.step) + [.content([UInt8]("0\r\n\r\n".utf8))])
  }

  /// Announces more bytes than it sends, then closes.
  package static func truncated(
    announcing length: Int, fields: KeyValuePairs<String, String> = [:], body: [UInt8]
  ) -> Reply {
    let start = head(200, fields, framing: "Content-Length: \(length)\r\n")
    return Reply([.send(start), .content(body)], closes: true)
  }

  /// Closes without a byte.
  package static let closeAtOnce = Reply([], closes: true)

  /// Never answers.
  package static let hang = Reply([.hang], closes: true)

  /// The same answer, later.
  package func delayed(milliseconds: Int) -> Reply {
    Reply([.pause(milliseconds: milliseconds)] + steps, closes: closes)
  }

  /// The same answer, once the gate is open.
  package func waiting(for gate: Gate) -> Reply {
    Reply([.wait(gate)] + steps, closes: closes)
  }

  private static func head(
    _ status: Int, _ fields: KeyValuePairs<String, String>, framing: String
  ) -> [UInt8] {
    var text = "HTTP/1.1 \(status) \(reasonPhrase(status))\r\n"
    for (name, value) in fields { text += "\(name): \(value)\r\n" }
    return [UInt8]((text + framing + "\r\n").utf8)
  }

  private static func reasonPhrase(_ status: Int) -> String {
    let known = [
      200: "OK", 204: "No Content", 301: "Moved Permanently", 302: "Found",
      304: "Not Modified", 404: "Not Found", 500: "Internal Server Error",
    ]
    return known[status] ?? "Status \(status)"
  }
}

extension Reply.Part {
  var step: Reply.Step {
    switch self {
    case .chunk(let bytes):
      .content([UInt8]("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + [13, 10])
    case .wait(let gate): .wait(gate)
    }
  }
}
