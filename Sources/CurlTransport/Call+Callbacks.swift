import CCurl

extension Call {
  /// The call that an easy handle works for.
  static func of(easy: UnsafeMutableRawPointer?) -> Call? {
    from(ccurl_private(easy))
  }

  /// Gives libcurl its callbacks. Their context is the call, which the loop holds for as long as
  /// the easy handle is part of the multi handle.
  func setCallbacks() {
    let context = Unmanaged.passUnretained(self).toOpaque()
    easy.collectErrorText()
    let contexts = [
      CURLOPT_PRIVATE, CURLOPT_HEADERDATA, CURLOPT_WRITEDATA, CURLOPT_READDATA, CURLOPT_SEEKDATA,
    ]
    for option in contexts { easy.set(option, context: context) }
    easy.set(CURLOPT_HEADERFUNCTION, callback: headerArrived)
    easy.set(CURLOPT_WRITEFUNCTION, callback: bodyArrived)
    easy.set(CURLOPT_READFUNCTION, callback: bodyWanted)
    ccurl_set_seek_callback(easy.pointer, rewindWanted)
  }

  fileprivate static func from(_ context: UnsafeMutableRawPointer?) -> Call? {
    context.map { Unmanaged<Call>.fromOpaque($0).takeUnretainedValue() }
  }
}

private let headerArrived: ccurl_data_callback = { @Sendable bytes, size, count, context in
  let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
  guard let call = Call.from(context), call.receive(line: line) else { return 0 }
  return line.count
}

private let bodyArrived: ccurl_data_callback = { @Sendable bytes, size, count, context in
  let body = UnsafeRawBufferPointer(start: bytes, count: size * count)
  guard let call = Call.from(context), call.receive(body: body) else {
    return Int(CURL_WRITEFUNC_PAUSE)
  }
  return body.count
}

private let bodyWanted: ccurl_data_callback = { @Sendable bytes, size, count, context in
  let target = UnsafeMutableRawBufferPointer(start: bytes, count: size * count)
  return Call.from(context)?.send(into: target) ?? Int(CURL_READFUNC_ABORT)
}

private let rewindWanted: ccurl_seek_callback = { @Sendable context, offset, origin in
  guard origin == 0, let call = Call.from(context), call.rewind(to: Int(offset)) else {
    return CURL_SEEKFUNC_CANTSEEK
  }
  return CURL_SEEKFUNC_OK
}
