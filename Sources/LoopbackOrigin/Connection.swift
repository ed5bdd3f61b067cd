import Glibc

/// One connection: reads a request, takes the steps of its reply, and again while both sides like.
struct Connection {
  /// Steps that follow each other leave in one call up to this size.
  private static let enoughForOneCall = 64 * 1024

  let socket: Int32
  let script: Script
  private var received: [UInt8] = []

  init(socket: Int32, script: Script) {
    self.socket = socket
    self.script = script
  }

  consuming func serve() {
    disableNagle(socket)
    while let head = readHead() {
      if head.framing != .none, let reply = script.beforeBody?(head.request) {
        if reply.closes { script.log.add(head.request) }
        guard perform(reply, isHead: false) else { return script.log.change { $0.hangUps += 1 } }
        if reply.closes { return leave() }
      }
      guard let request = readBody(of: head) else { return }
      script.log.add(request)
      let reply = script.answer(request)
      guard perform(reply, isHead: request.method == "HEAD") else {
        return script.log.change { $0.hangUps += 1 }
      }
      if reply.closes || !head.keepsConnection { return }
    }
  }

  /// Says no more, and takes what still comes: to close with content unread resets the connection, and
  /// the answer may be lost on its way (RFC 9112 section 9.6).
  private mutating func leave() {
    shutdown(socket, Int32(SHUT_WR))
    repeat {
      received.removeAll(keepingCapacity: true)
    } while receive(from: socket, into: &received)
  }

  /// The next request's head; nil when there is none, or none that can be read.
  private mutating func readHead() -> RequestHead? {
    while true {
      if let end = RequestHead.end(in: received) {
        let head = RequestHead(parsing: received[..<end])
        received.removeFirst(end)
        if head == nil { refuse(400) }
        return head
      }
      guard received.count <= script.limits.head else {
        refuse(431)
        return nil
      }
      guard receive(from: socket, into: &received) else { return nil }
    }
  }

  private mutating func readBody(of head: RequestHead) -> OriginRequest? {
    var request = head.request
    guard head.framing != .none else { return request }
    if let gate = script.bodyGate, waitOn(socket, gate: gate, milliseconds: -1) != .opened {
      return nil
    }
    guard let body = readContent(head.framing) else { return nil }
    request.body = body
    return request
  }

  private mutating func readContent(_ framing: RequestHead.Framing) -> [UInt8]? {
    var decoder = BodyDecoder(framing, limit: script.limits.body)
    while true {
      let before = decoder.body.count
      let progress = decoder.take(from: &received)
      script.log.change { $0.bodyBytesRead += decoder.body.count - before }
      switch progress {
      case .done: return decoder.body
      case .broken:
        refuse(400)
        return nil
      case .needsMore: guard receive(from: socket, into: &received) else { return nil }
      }
    }
  }

  /// Whether all steps were taken; not when the client hung up.
  private func perform(_ reply: Reply, isHead: Bool) -> Bool {
    var outgoing: [UInt8] = []
    for step in reply.steps {
      switch step {
      case .send(let bytes):
        outgoing.isEmpty ? outgoing = bytes : outgoing.append(contentsOf: bytes)
      case .content(let bytes): if !isHead { outgoing.append(contentsOf: bytes) }
      case .wait, .pause, .hang:
        guard flush(&outgoing), idle(at: step) else { return false }
      }
      if outgoing.count >= Self.enoughForOneCall, !flush(&outgoing) { return false }
    }
    return flush(&outgoing)
  }

  private func idle(at step: Reply.Step) -> Bool {
    switch step {
    case .wait(let gate): waitOn(socket, gate: gate, milliseconds: -1) == .opened
    case .pause(let time):
      waitOn(socket, gate: nil, milliseconds: Int32(clamping: time)) == .timedOut
    case .hang: waitOn(socket, gate: nil, milliseconds: -1) == .opened
    case .send, .content: true
    }
  }

  private func flush(_ bytes: inout [UInt8]) -> Bool {
    defer { bytes.removeAll() }
    return sendAll(bytes, to: socket) { count in script.log.change { $0.bytesSent += count } }
  }

  private func refuse(_ status: Int) {
    let text = "HTTP/1.1 \(status) Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    _ = sendAll([UInt8](text.utf8), to: socket) { _ in }
  }
}
