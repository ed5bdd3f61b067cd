import CCurl
import HTTPTransport

/// libcurl's multi handle with its transfers. Whoever works it, one at a time, gives it commands, lets
/// libcurl work, which delivers what came, and sleeps until there is more to do.
final class CurlLoop {
  let handle: MultiHandle
  private let configuration: CurlTransport.Configuration
  private var multi: UnsafeMutableRawPointer { handle.pointer }
  private var calls: [ObjectIdentifier: Call] = [:]
  private var pool = EasyPool()
  private let memory = LineMemory()
  /// When the calls are next looked over for idle ones, in monotonic milliseconds.
  private var nextIdleCheck = Int.max

  /// Nil when libcurl can't be set up.
  init?(_ configuration: CurlTransport.Configuration) {
    guard CurlLibrary.isReady, let handle = MultiHandle() else { return nil }
    self.configuration = configuration
    self.handle = handle
    ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, 64)
    ccurl_multi_set_long(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, configuration.connectionLimit)
  }

  /// Whether no transfer is under way.
  var isIdle: Bool { calls.isEmpty }

  func perform(_ command: CurlThread.Command) {
    switch command {
    case .start(let transfer): start(transfer)
    case .cancel(let transfer):
      if let call = calls[ObjectIdentifier(transfer)] { end(call, .failure(CancellationError())) }
    case .resumeReceiving(let transfer): calls[ObjectIdentifier(transfer)]?.resumeReceiving()
    case .resumeSending(let transfer): calls[ObjectIdentifier(transfer)]?.resumeSending()
    }
  }

  /// Does what can be done without waiting.
  func work() {
    var running: Int32 = 0
    curl_multi_perform(multi, &running)
    deliverNews()
  }

  /// Waits until there is something to do, or somebody wakes the loop.
  func sleep(atMost limit: Int = 3_600_000) {
    let time = nextIdleCheck == .max ? limit : min(limit, nextIdleCheck - monotonicMilliseconds())
    curl_multi_poll(multi, nil, 0, Int32(max(0, time)), nil)
  }

  /// Ends all transfers.
  func end() {
    for call in calls.values { end(call, .failure(TransportError(.closed))) }
    pool.drain()
  }

  private func start(_ transfer: Transfer, asIs: Bool = false) {
    guard let easy = pool.take() else {
      return transfer.deliver(Transfer.News(end: .failure(TransportError(.other))))
    }
    let call = Call(
      transfer, easy: easy, asIs: asIs, memory: memory, now: monotonicMilliseconds())
    guard call.configure(configuration),
      curl_multi_add_handle(multi, easy.pointer) == CURLM_OK
    else {
      pool.give(back: easy)
      return transfer.deliver(Transfer.News(end: .failure(TransportError(.other))))
    }
    calls[ObjectIdentifier(transfer)] = call
    nextIdleCheck = min(nextIdleCheck, call.idleDeadline)
  }

  private func end(_ call: Call, _ result: Result<Void, any Error>) {
    remove(call)
    call.deliver(end: result)
  }

  private func remove(_ call: Call) {
    calls[ObjectIdentifier(call.transfer)] = nil
    curl_multi_remove_handle(multi, call.easy.pointer)
    pool.give(back: call.easy)
  }

  private func done(_ call: Call, _ code: CURLcode) {
    guard call.mustTakeAsIs else { return end(call, call.result(code)) }
    remove(call)
    start(call.transfer, asIs: true)
  }

  private func deliverNews() {
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi, &left) {
      var code = CURLE_OK
      guard ccurl_is_done(message, &code) != 0,
        let call = Call.of(easy: message.pointee.easy_handle)
      else { continue }
      done(call, code)
    }
    let now = monotonicMilliseconds()
    for call in calls.values where call.hasNews {
      call.lastActivity = now
      call.deliver(end: nil)
    }
    if now >= nextIdleCheck { endIdleCalls(now) }
  }

  private func endIdleCalls(_ now: Int) {
    for call in calls.values {
      if call.isWaitingForCaller { call.lastActivity = now }
      if call.idleDeadline <= now { end(call, .failure(TransportError(.timedOut))) }
    }
    nextIdleCheck = calls.values.map(\.idleDeadline).min() ?? .max
  }
}
