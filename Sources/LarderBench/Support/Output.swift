import Glibc

/// Writes to a descriptor at once and whole: what was printed is there even if the process is killed.
func write(_ text: String, to descriptor: Int32 = STDOUT_FILENO) {
  var bytes = [UInt8](text.utf8)[...]
  while !bytes.isEmpty {
    let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { return }
    bytes.removeFirst(count)
  }
}

/// Prints one JSON object on a line of its own.
func emit(_ object: JSON) { write(object.line + "\n") }
