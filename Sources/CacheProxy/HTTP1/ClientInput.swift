import FoundationEssentials

/// What a client sends: heads, and the content behind each.
actor ClientInput {
  private let socket: Socket
  private let limits: ProxyLimits
  private var received: ArraySlice<UInt8> = []
  private var content = Content.none
  /// Whether somebody waits for bytes, and who waits for that one to end.
  private var isReading = false
  private var afterReading: CheckedContinuation<Void, Never>?

  private enum Content {
    case none
    case length(Int64)
    case chunked(ChunkedDecoder)
    case broken
  }

  init(_ socket: Socket, _ limits: ProxyLimits) {
    self.socket = socket
    self.limits = limits
  }

  /// The next request's head; nil when there is none any more.
  ///
  /// - Throws: `Refusal`, `NetworkError`.
  func head() async throws -> RequestHead? {
    var searched = 0
    var deadline: ContinuousClock.Instant?
    while true {
      dropEmptyLines()
      if let end = endOfHead(from: searched) {
        let head = try RequestHead(parsing: received[..<end], limits: limits)
        received = received[end...]
        content =
          switch head.framing {
          case .none: .none
          case .length(let length): length > 0 ? .length(length) : .none
          case .chunked: .chunked(ChunkedDecoder())
          }
        return head
      }
      guard received.count <= limits.head else {
        throw Refusal(431, "The head of the request is larger than \(limits.head) bytes.")
      }
      searched = max(0, received.count - 3)
      if !received.isEmpty, deadline == nil {
        deadline = .now + .seconds(limits.headTime)
      }
      guard try await readMore(within: deadline.map { ContinuousClock.now.duration(to: $0) }) else {
        guard received.isEmpty else { throw NetworkError.closed }
        return nil
      }
    }
  }

  /// The next piece of the content; nil at its end.
  ///
  /// - Throws: `Refusal`, `NetworkError`.
  func nextPiece() async throws -> Data? {
    while true {
      switch content {
      case .none: return nil
      case .broken: throw NetworkError.closed
      case .length(let left):
        if !received.isEmpty { return takePiece(of: left) }
      case .chunked(var decoder):
        var piece: [UInt8] = []
        do {
          try decoder.take(&received, into: &piece)
        } catch {
          content = .broken
          throw error
        }
        content = decoder.isAtEnd ? .none : .chunked(decoder)
        if !piece.isEmpty { return Data(piece) }
        if decoder.isAtEnd { return nil }
      }
      guard try await readMore(within: .seconds(limits.stallTime)) else {
        content = .broken
        throw NetworkError.closed
      }
    }
  }

  /// All of the content, which is not longer than may be kept in memory.
  func wholeContent() async throws -> Data {
    var whole = Data()
    while let piece = try await nextPiece() { whole += piece }
    return whole
  }

  /// Whether all content was read.
  var isAtEndOfContent: Bool { if case .none = content { true } else { false } }

  /// What came behind the last head, for who goes on with the connection.
  func takeRest() -> [UInt8] {
    defer { received = [] }
    return Array(received)
  }

  /// Reads, within bounds, until the client ends the connection, and drops it.
  func dropRest() async {
    content = .broken
    if isReading { await withCheckedContinuation { afterReading = $0 } }
    for _ in 0..<64 {
      guard (try? await readMore(within: .seconds(1))) == true else { return }
      received = []
    }
  }

  private func takePiece(of left: Int64) -> Data {
    let count = Int(min(left, Int64(received.count)))
    defer {
      received = received.dropFirst(count)
      content = left == Int64(count) ? .none : .length(left - Int64(count))
    }
    return Data(received.prefix(count))
  }

  /// RFC 9112 section 2.2: an empty line before a request is ignored.
  private func dropEmptyLines() {
    while received.starts(with: [0x0D, 0x0A]) { received = received.dropFirst(2) }
  }

  /// Where the empty line ends that ends the head.
  private func endOfHead(from offset: Int) -> Int? {
    var index = received.startIndex + offset
    while index + 3 < received.endIndex {
      if received[index + 3] > 0x0D {
        index += 4
      } else if received[index] == 0x0D, received[index + 1] == 0x0A, received[index + 2] == 0x0D,
        received[index + 3] == 0x0A
      {
        return index + 4
      } else {
        index += 1
      }
    }
    return nil
  }

  /// Without a time it is the one that a connection may rest.
  private func readMore(within time: Duration?) async throws -> Bool {
    isReading = true
    defer {
      isReading = false
      afterReading?.resume()
      afterReading = nil
    }
    do {
      let bytes = try await socket.read(
        atMost: 65_536, within: time ?? .seconds(limits.idleTime))
      if received.isEmpty { received = bytes[...] } else { received += bytes }
      return !bytes.isEmpty
    } catch {
      let isLate = error == NetworkError.timedOut && !received.isEmpty
      throw isLate ? Refusal(408, "The rest of the request did not come in time.") : error
    }
  }
}
