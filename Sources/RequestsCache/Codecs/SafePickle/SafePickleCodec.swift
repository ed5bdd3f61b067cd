/// The `safe_pickle` serializer: a pickle with a signature behind it.
///
/// Without a secret values are read all the same, since reading runs nothing, but can't be written.
/// With secrets a value whose signature is of none of them is refused; see
/// `decode(_:into:checks:)`.
package struct SafePickleCodec: DocumentCodec {
  /// What is known of a value's signature.
  package enum Signature: Sendable, Hashable {
    /// There is no secret to check it with.
    case unverified
    case valid
    /// Made with another secret or salt, or the value was changed since, or there is none.
    case invalid
  }

  private let secrets: [[UInt8]]
  private let salt: [UInt8]

  /// Any of the secrets verifies; the last one signs.
  package init(secrets: [String] = [], salt: String = "requests-cache") {
    self.secrets = secrets.map { Array($0.utf8) }
    self.salt = Array(salt.utf8)
  }

  /// Whether there is a secret to write values with.
  var canSign: Bool { !secrets.isEmpty }

  package var name: String { "safe_pickle" }
  package var keyText: String { "SerializerPipeline(name=safe_pickle, n_stages=3)" }
  package var fileExtension: String { "pkl" }
  package var isText: Bool { false }

  package func recognizes(_ bytes: UnsafeRawBufferPointer) -> Bool {
    PickleSignature.isSigned(bytes)
  }

  /// Checks a value's signature, which reads all of it.
  package func signature(of bytes: UnsafeRawBufferPointer) -> Signature {
    guard !secrets.isEmpty else { return .unverified }
    guard PickleSignature.isSigned(bytes) else { return .invalid }
    let payload = Self.payload(bytes)
    let signature = bytes[(bytes.count - PickleSignature.length)...]
    let isValid = secrets.reversed().contains {
      PickleSignature.areEqual(
        signature, PickleSignature.make(payload, secret: $0, salt: salt))
    }
    return isValid ? .valid : .invalid
  }

  package func decode(
    _ bytes: UnsafeRawBufferPointer, into tree: inout PlainTree
  ) throws(UndecodableValue) {
    var machine = PickleMachine()
    try decode(bytes, into: &tree, machine: &machine, checks: true)
  }

  /// Reads a value with a machine that was used before. Without `checks` the signature is passed
  /// over: for showing a value together with what `signature(of:)` says.
  ///
  /// - Throws: `UndecodableValue`: `.badSignature` only where it is checked and there is a secret.
  package func decode(
    _ bytes: UnsafeRawBufferPointer, into tree: inout PlainTree,
    machine: inout PickleMachine, checks: Bool
  ) throws(UndecodableValue) {
    guard !bytes.isEmpty else { throw UndecodableValue(.empty) }
    guard PickleSignature.isSigned(bytes) else { throw UndecodableValue(.malformed) }
    guard !checks || signature(of: bytes) != .invalid else {
      throw UndecodableValue(.badSignature)
    }
    try machine.decode(Self.payload(bytes), into: &tree)
  }

  /// - Throws: `UnencodableValue` where there is no secret, and as `PickleCodec` does.
  package func encode(_ value: PlainValue) throws(UnencodableValue) -> [UInt8] {
    guard let secret = secrets.last else {
      throw UnencodableValue("safe_pickle values need the secret key they are signed with")
    }
    let payload = try PickleCodec().encode(value)
    let signature = payload.withUnsafeBytes {
      PickleSignature.make($0, secret: secret, salt: salt)
    }
    return payload + [0x2E] + signature
  }

  private static func payload(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[..<(bytes.count - PickleSignature.length - 1)])
  }
}
