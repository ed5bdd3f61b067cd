import CacheStore
import FoundationEssentials
import Synchronization

/// How new values of a cache are written: as its newest ones are.
struct ValueForm: Sendable {
  var codec: any DocumentCodec
  /// Whether dates have no offset: so it was before 1.2, which can't compare those that have one.
  var hasNaiveDates = false
  /// Whether the newest values are signed, and none of them with a secret that is known.
  var isOfAnotherSecret = false
}

extension RequestsCacheStore {
  /// How new values are written.
  func formOfNewValues() throws -> ValueForm {
    if let known = newForm.withLock({ $0 }) { return known }
    let sample = try sample()
    var form = ValueForm(
      codec: try options.serializer.map(named) ?? sample.codec ?? storage.usualCodec,
      hasNaiveDates: sample.hasNaiveDates, isOfAnotherSecret: sample.isOfAnotherSecret)
    if let json = form.codec as? JSONCodec, sample.hasBase85 {
      // Those releases called all of their JSON `json`, whoever wrote it.
      let flavour = options.serializer == nil ? .json : json.flavour
      form.codec = JSONCodec(flavour: flavour, bytesForm: .base85)
    } else if let json = form.codec as? JSONCodec, options.serializer == nil {
      form.codec = try flavour(of: json)
    }
    newForm.withLock { $0 = form }
    return form
  }

  /// The serializer of new values, where it can write them.
  ///
  /// - Throws: `StoreError` with code `secretMissing` where they have to be signed and the secret isn't known:
  ///   a value that is signed with another one makes Python's sessions fail.
  func codecOfNewValues() throws -> any DocumentCodec {
    let form = try formOfNewValues()
    guard let signed = form.codec as? SafePickleCodec else { return form.codec }
    guard signed.canSign else { throw StoreError(.secretMissing, store: path) }
    guard !form.isOfAnotherSecret else {
      throw StoreError(
        .secretMissing, store: path, detail: "the one given signed none of the newest values")
    }
    return signed
  }

  /// Checks that new values can be written.
  ///
  /// - Throws: `StoreError` with code `secretMissing` where they have to be signed and the secret isn't known.
  package func checkSecret() throws { _ = try codecOfNewValues() }

  /// The names of fields whose values the cache must not have, in lower case: whoever writes them otherwise
  /// means the same.
  func ignoredFields() throws -> IgnoredNames {
    IgnoredNames(try keySettings().ignoredParameters.map { $0.lowercased() })
  }

  private func named(_ name: String) throws -> any DocumentCodec {
    switch name {
    case signer.name: return signer
    case "pickle": return PickleCodec()
    default:
      guard let codec = KnownCodecs.named(name) else {
        throw StoreError(
          .unsupported, store: path,
          detail: "there is no serializer \(name): say pickle, safe_pickle, json, ujson, orjson, "
            + "yaml or bson")
      }
      return codec
    }
  }

  /// What looks as if `json` wrote it may be of another serializer, as `orjson` in files: the keys of the newest
  /// values tell.
  private func flavour(of json: JSONCodec) throws -> JSONCodec {
    guard json.flavour == .json else { return json }
    let others: [JSONCodec.Flavour] = storage is FolderValues ? [.ujson, .orjson] : [.ujson]
    let codecs = [json] + others.map { JSONCodec(flavour: $0, bytesForm: json.bytesForm) }
    var guesses = codecs.map { KeyGuess(keySettings($0)) }
    var found: JSONCodec?
    try eachOfNewest { mark, bytes in
      let keyed = withReader { reader in
        try? reader.read(bytes, isText: mark.isText) { KeyedRequest($0) }
      }
      guard let keyed = keyed ?? nil else { return true }
      let place = guesses.indices.first { guesses[$0].settings(of: keyed, key: mark.key) != nil }
      found = place.map { codecs[$0] }
      return found == nil
    }
    return found ?? json
  }

  /// Looks at the newest values.
  private func sample() throws -> FormSample {
    var sample = FormSample()
    try eachOfNewest { mark, bytes in
      withReader { sample.note(mark, bytes, &$0) }
      return !sample.isEnough
    }
    return sample
  }

  private struct IsEnough: Error {}

  /// Calls a body with the newest values, until it has enough.
  private func eachOfNewest(_ body: (ValueMark, UnsafeRawBufferPointer) throws -> Bool) throws {
    guard let piece = try storage.pieces().first else { return }
    do {
      try storage.scanner().scan(piece) { mark, bytes in
        guard try body(mark, bytes) else { throw IsEnough() }
      }
    } catch is IsEnough {
    } catch let error as StoreError where error.code == .corrupt {
      // What could be read of it will do.
    }
  }
}

/// What the newest values of a cache have in common.
private struct FormSample {
  private(set) var codec: (any DocumentCodec)?
  private var count = 0
  private var naive = 0
  private var base64 = 0
  private var base85 = 0
  private var signed = 0
  private var signedOtherwise = 0

  var isEnough: Bool { count + signedOtherwise >= 20 }
  var isOfAnotherSecret: Bool { signed == 0 && signedOtherwise > 0 }
  var hasNaiveDates: Bool { naive * 2 > count }
  var hasBase85: Bool { base85 > base64 }

  mutating func note(
    _ mark: ValueMark, _ bytes: UnsafeRawBufferPointer, _ reader: inout ValueReader
  ) {
    do {
      let (edit, found) = try reader.edit(bytes, isText: mark.isText)
      note(edit, found)
    } catch let error as UndecodableValue where error.reason == .badSignature {
      codec = codec ?? reader.signer
      signedOtherwise += 1
    } catch {
      // What can't be read tells nothing.
    }
  }

  private mutating func note(_ edit: DocumentEdit, _ found: any DocumentCodec) {
    codec = codec ?? found
    count += 1
    if edit.hasNaiveDates { naive += 1 }
    if found is SafePickleCodec { signed += 1 }
    guard let json = found as? JSONCodec, case .bytes(let body)? = edit.members["_content"],
      !body.isEmpty
    else { return }
    if json.bytesForm == .base85 { base85 += 1 } else { base64 += 1 }
  }
}

extension ValueReader {
  /// Decodes a value in order to change it, with the codec that writes it back in the same form.
  mutating func edit(
    _ bytes: UnsafeRawBufferPointer, isText: Bool?
  ) throws -> (DocumentEdit, any DocumentCodec) {
    let codec = try codec(of: bytes, isText: isText)
    var tree = PlainTree()
    let writer = try codec.decodeForWriting(bytes, into: &tree)
    guard let plain = try tree.withRoot(bytes, { try PlainValue($0) }) else {
      throw UndecodableValue(.notAResponse)
    }
    return (try DocumentEdit(plain), writer)
  }
}

extension DocumentCodec {
  /// Decodes, and returns the codec that writes such a value back in the same form.
  fileprivate func decodeForWriting(
    _ bytes: UnsafeRawBufferPointer, into tree: inout PlainTree
  ) throws(UndecodableValue) -> any DocumentCodec {
    guard let json = self as? JSONCodec else {
      try decode(bytes, into: &tree)
      return self
    }
    let found = try json.decodeFindingForm(bytes, into: &tree)
    return JSONCodec(flavour: json.flavour, bytesForm: found.form)
  }
}

extension ValueStorage {
  /// What requests-cache writes into an empty cache of that kind.
  var usualCodec: any DocumentCodec {
    guard let folder = self as? FolderValues else { return PickleCodec() }
    return switch folder.ending {
    case ".pkl": PickleCodec()
    case ".yaml": YAMLCodec()
    case ".bson": BSONCodec()
    default: JSONCodec()
    }
  }
}
