import CCurl
import FoundationEssentials
import HTTPTransport
import HTTPTypes

/// One transfer on the curl thread: an easy handle, and what its callbacks have gathered since the
/// last delivery. Nothing of it leaves the thread.
final class Call {
  let transfer: Transfer
  let easy: EasyHandle
  /// Monotonic milliseconds at which a byte last moved.
  var lastActivity: Int
  /// Whether a callback ran since the last delivery.
  private(set) var hasNews = false
  /// Whether the transfer was stopped to begin again without content codings, as the response names
  /// one that libcurl does not know.
  private(set) var mustTakeAsIs = false
  /// Whether libcurl asks for content codings, and undoes them.
  let decodesContent: Bool
  /// Whether the origin refused what the request expects. libcurl would ask again by itself.
  private var isRefused = false
  private var parser: HeadParser
  private var newHead: Transfer.Head?
  private var pending = Data()
  private var failure: TransportError?
  private var uploaded = 0
  private var isReceivingPaused = false
  private var isSendingPaused = false

  init(_ transfer: Transfer, easy: EasyHandle, asIs: Bool, memory: LineMemory, now: Int) {
    self.transfer = transfer
    decodesContent = transfer.request.decodesContent && !asIs
    self.easy = easy
    parser = HeadParser(
      limit: transfer.request.options.headLimit, speaksHTTP2: !transfer.request.isPlain,
      interim: transfer.request.interim, memory: memory)
    lastActivity = now
  }

  /// When the transfer has been idle for too long, in monotonic milliseconds.
  var idleDeadline: Int { lastActivity + milliseconds(transfer.request.options.idleTimeout) }

  /// Whether nothing moves because the caller reads or produces slowly.
  var isWaitingForCaller: Bool { isReceivingPaused || isSendingPaused }

  /// Gives the task what has been gathered.
  func deliver(end: Result<Void, any Error>?) {
    transfer.deliver(
      Transfer.News(head: newHead, chunk: pending.isEmpty ? nil : pending, end: end))
    newHead = nil
    pending = Data()
    hasNews = false
  }

  /// What libcurl's result means for the caller.
  func result(_ code: CURLcode) -> Result<Void, any Error> {
    if let failure { return .failure(failure) }
    if isRefused { return .success(()) }
    let hasHead = parser.head != nil
    if code == CURLE_OK {
      return hasHead ? .success(()) : .failure(TransportError(.badResponse))
    }
    return .failure(TransportError(code, hasHead: hasHead, detail: easy.errorDetail))
  }
}

// MARK: - Pauses

extension Call {
  func resumeReceiving() {
    guard isReceivingPaused else { return }
    isReceivingPaused = false
    hasNews = true
    applyPauses()
  }

  func resumeSending() {
    guard isSendingPaused else { return }
    isSendingPaused = false
    hasNews = true
    applyPauses()
  }

  private func applyPauses() {
    let receive = isReceivingPaused ? CURLPAUSE_RECV : 0
    let send = isSendingPaused ? CURLPAUSE_SEND : 0
    curl_easy_pause(easy.pointer, receive | send)
  }
}

// MARK: - What the callbacks do

extension Call {
  /// Takes a line of a head; false stops the transfer.
  func receive(line: UnsafeRawBufferPointer) -> Bool {
    hasNews = true
    let hadHead = parser.head != nil
    do throws(TransportError) {
      try parser.take(line)
    } catch {
      failure = error
      return false
    }
    if !hadHead, let head = parser.head { return accept(head) }
    return true
  }

  private func accept(_ head: Transfer.Head) -> Bool {
    newHead = head
    if head.response.status.code == 417, transfer.request.expectsContinue {
      newHead?.response = head.response.withoutContent
      isRefused = true
      return false
    }
    guard decodesContent else { return true }
    switch ContentCoding(of: head.response, method: transfer.request.method) {
    case .none: return true
    case .known: newHead?.isDecoded = true
    case .unknown: mustTakeAsIs = transfer.request.isRepeatable
    }
    return !mustTakeAsIs
  }

  /// Takes bytes of the body; false asks libcurl to wait and to offer them again.
  func receive(body: UnsafeRawBufferPointer) -> Bool {
    hasNews = true
    guard !transfer.mustPause(pending: pending.count) else {
      isReceivingPaused = true
      return false
    }
    if let start = body.baseAddress {
      pending.append(start.assumingMemoryBound(to: UInt8.self), count: body.count)
    }
    return true
  }

  /// Fills `target` with bytes of the request's body and returns libcurl's answer for it.
  func send(into target: UnsafeMutableRawBufferPointer) -> Int {
    hasNews = true
    switch transfer.request.body {
    case .none: return 0
    case .data(let data):
      let rest = data.dropFirst(uploaded).prefix(target.count)
      target.copyBytes(from: rest)
      uploaded += rest.count
      return rest.count
    case .upload(let buffer, let length): return send(from: buffer, length, into: target)
    }
  }

  private func send(
    from buffer: UploadBuffer, _ length: Int64?, into target: UnsafeMutableRawBufferPointer
  ) -> Int {
    switch buffer.read(into: target) {
    case .bytes(let count):
      uploaded += count
      return count
    case .later:
      isSendingPaused = true
      return Int(CURL_READFUNC_PAUSE)
    case .end:
      guard let length, uploaded < length else { return 0 }
      failure = TransportError(.bodyFailed, detail: "\(uploaded) of \(length) bytes were given")
    case .failed(let error): failure = TransportError(.bodyFailed, detail: "\(error)")
    }
    return Int(CURL_READFUNC_ABORT)
  }

  /// Goes back in the body, as when a kept connection turns out to be closed; false when what was
  /// there is gone.
  func rewind(to offset: Int) -> Bool {
    if case .data(let data) = transfer.request.body, (0...data.count).contains(offset) {
      uploaded = offset
      return true
    }
    return offset == uploaded
  }
}

extension HTTPResponse {
  /// The same without what it says of its content, which nobody will read.
  fileprivate var withoutContent: HTTPResponse {
    var response = self
    for name in [HTTPField.Name.contentType, .contentEncoding, .transferEncoding] {
      response.headerFields[name] = nil
    }
    response.headerFields[.contentLength] = "0"
    return response
  }
}
