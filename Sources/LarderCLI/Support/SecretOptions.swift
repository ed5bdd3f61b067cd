import ArgumentParser
import CacheStore
import Glibc

/// The secrets that `safe_pickle` values are signed with. They come from files or the environment, never
/// from the command line itself, which other users of the machine and the shell's history see.
struct SecretOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "A file with the secret of safe_pickle values; of several the last one signs (default: the "
        + "secret in LARDER_SECRET).",
      valueName: "file"), completion: .file())
  var secretFile: [String] = []

  /// The secrets, the one that signs last; none where nothing was given.
  ///
  /// - Throws: `Failure` for a file that holds no secret.
  func secrets() throws -> [String] {
    guard secretFile.isEmpty else { return try secretFile.map(Self.secret) }
    return Environment["LARDER_SECRET"].map { [$0] } ?? []
  }

  /// Opens whatever kind of cache is at that path, with these secrets.
  ///
  /// - Throws: `Failure`.
  func open(_ path: String, _ access: StoreAccess) throws -> any CacheStore {
    let secrets = try secrets()
    do {
      return try KnownStores.open(path, access, secrets: secrets)
    } catch let error as StoreError {
      throw Failure(error)
    }
  }

  /// What a file holds, less the end of its last line.
  private static func secret(inFile path: String) throws -> String {
    guard var bytes = content(ofFile: path) else {
      throw Failure(.usage, "The secret's file \(path) can't be read.")
    }
    if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    guard !bytes.isEmpty, bytes.count <= limit,
      let secret = String(validating: bytes, as: UTF8.self)
    else {
      throw Failure(
        .usage, "The file \(path) holds no secret: it is empty, very large, or isn't UTF-8.")
    }
    return secret
  }

  /// Bytes that a secret may have.
  private static let limit = 1 << 16

  /// What a file or pipe holds, as far as a secret could reach; nil where it can't be read.
  private static func content(ofFile path: String) -> [UInt8]? {
    let file = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var content: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 12)
    while content.count <= limit {
      let count = read(file, &piece, piece.count)
      if count < 0, errno != EINTR { return nil }
      if count == 0 { break }
      content += piece.prefix(max(0, count))
    }
    return content
  }
}
