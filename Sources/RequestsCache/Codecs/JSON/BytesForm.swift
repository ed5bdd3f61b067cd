extension JSONCodec {
  /// How byte strings are written, which JSON has no form for.
  ///
  /// requests-cache writes base64 since 1.3 and wrote Python's base85 before; no file says which. Its `bson`
  /// was JSON in 0.7 and 0.8, MongoDB's Extended JSON: there a byte string is an object with base64 in it.
  package enum BytesForm: Sendable, Hashable {
    case base64, base85, extendedJSON

    /// Nothing is known of the cache: what doesn't tell is taken for base64.
    package static let detect = base64
  }

  /// What a document tells of its form.
  package struct FormFinding: Sendable, Hashable {
    /// The form that it was read in.
    package var form: BytesForm
    /// Whether the document itself tells; otherwise it was assumed.
    package var isCertain: Bool

    package init(form: BytesForm, isCertain: Bool) {
      self.form = form
      self.isCertain = isCertain
    }
  }

  /// The codec of a document of which this was found.
  ///
  /// Before 1.3 there was one serializer of JSON, called `json`, which wrote with `ujson` where that was
  /// installed: so what looks like `ujson` in base85 is `json`.
  package func settled(by finding: FormFinding) -> JSONCodec {
    JSONCodec(
      flavour: finding.form != .base64 && finding.isCertain ? .json : flavour,
      bytesForm: finding.form)
  }
}

/// The byte strings of a document, which JSON has as texts: found, and made bytes.
struct JSONByteFields {
  private struct Field {
    var value: PlainTree.Index
    /// The response that it is the body of; nil for the body of a request.
    var response: PlainTree.Index?
  }

  private let source: UnsafeRawBufferPointer
  private let root: PlainTree.Index
  private var fields: [Field] = []

  init(_ tree: PlainTree, _ source: UnsafeRawBufferPointer) {
    self.source = source
    root = tree.root
    guard tree.root != PlainTree.none else { return }
    addFields(of: tree.root, tree)
    guard let history = tree.value(of: "history", in: tree.root, source) else { return }
    var hops: [PlainTree.Index] = []
    tree.forEachChild(history) { hops.append($0) }
    if tree.kind(history) == .array { for hop in hops { addFields(of: hop, tree) } }
  }

  private mutating func addFields(of response: PlainTree.Index, _ tree: PlainTree) {
    if let content = tree.value(of: "_content", in: response, source) {
      fields.append(Field(value: content, response: response))
    }
    for name: StaticString in ["request", "_next"] {
      if let request = tree.value(of: name, in: response, source),
        let body = tree.value(of: "body", in: request, source)
      {
        fields.append(Field(value: body))
      }
    }
  }
}

// MARK: Which form

extension JSONByteFields {
  /// The form that the document itself tells, if it does.
  ///
  /// Empty bytes are null in base64 and an empty text in base85. Otherwise the letters tell, except for
  /// few and short values; then the length that the response should have does.
  func form(_ tree: PlainTree) -> JSONCodec.BytesForm? {
    if fields.contains(where: { extendedText($0.value, tree) != nil }) { return .extendedJSON }
    if isOld(tree) { return .base85 }
    var guess: JSONCodec.BytesForm?
    for field in fields {
      switch letters(field, tree) {
      case (true, false): return .base64
      case (false, true): return .base85
      case (true, true): guess = guess ?? formByLength(field, tree)
      case (false, false): break
      }
    }
    return guess
  }

  /// Releases to 0.9 wrote two fields that are gone, those to 1.1 dates without an offset.
  private func isOld(_ tree: PlainTree) -> Bool {
    if tree.value(of: "raw", in: root, source) != nil { return true }
    if tree.value(of: "cache_key", in: root, source) != nil { return true }
    guard let created = tree.value(of: "created_at", in: root, source) else { return false }
    return tree.kind(created) == .text
      && tree.withRaw(created, source) {
        $0.count >= 19 && !$0.dropFirst(19).contains { [0x2B, 0x2D, 0x5A].contains($0) }
      } ?? false
  }

  /// The base64 in `{"$binary": {"base64": …, "subType": "00"}}` or the older `{"$binary": …, "$type": "00"}`;
  /// nil for anything else.
  private func extendedText(_ value: PlainTree.Index, _ tree: PlainTree) -> PlainTree.Index? {
    guard let binary = tree.value(of: "$binary", in: value, source) else { return nil }
    let text = tree.value(of: "base64", in: binary, source) ?? binary
    return tree.kind(text) == .text ? text : nil
  }

  /// Whether a value can be base64, and whether it can be base85.
  private func letters(_ field: Field, _ tree: PlainTree) -> (Bool, Bool) {
    if tree.kind(field.value) == .null { return (true, false) }
    guard tree.kind(field.value) == .text else { return (false, false) }
    return tree.withRaw(field.value, source) {
      $0.isEmpty ? (false, true) : (Base64.isExact($0), Base85.isExact($0))
    } ?? (false, false)
  }

  private func formByLength(_ field: Field, _ tree: PlainTree) -> JSONCodec.BytesForm? {
    guard let response = field.response,
      let headers = tree.value(of: "headers", in: response, source),
      header("content-encoding", in: headers, tree) == nil,
      let length = header("content-length", in: headers, tree).flatMap({ Int($0) }),
      let (one, other) = tree.withRaw(field.value, source, lengths), one != other
    else { return nil }
    return length == one ? .base64 : length == other ? .base85 : nil
  }

  private func lengths(_ text: UnsafeRawBufferPointer) -> (Int, Int) {
    let padding = text.suffix(2).filter { $0 == UInt8(ascii: "=") }.count
    return (text.count / 4 * 3 - padding, text.count * 4 / 5)
  }

  private func header(
    _ name: String, in headers: PlainTree.Index, _ tree: PlainTree
  ) -> String? {
    guard tree.kind(headers) == .map else { return nil }
    var isName = true
    var isWanted = false
    var found: String?
    tree.forEachChild(headers) { child in
      let text = tree.withRaw(child, source) { String(decoding: $0.prefix(64), as: UTF8.self) }
      if isName {
        isWanted = text?.lowercased() == name
      } else if isWanted {
        found = text ?? ""
      }
      isName.toggle()
    }
    return found
  }
}

// MARK: Making bytes

extension JSONByteFields {
  /// Makes the values bytes. One that isn't of the form is tried in the other, and stays a text if it
  /// is neither.
  func makeBytes(_ form: JSONCodec.BytesForm, _ tree: inout PlainTree) throws(UndecodableValue) {
    for field in fields {
      switch tree.kind(field.value) {
      case .null: tree.setBytes(field.value, inSide: 0..<0)
      case .text: try makeBytes(field.value, of: field.value, form, &tree)
      default:
        guard let text = extendedText(field.value, tree) else { break }
        try makeBytes(field.value, of: text, .extendedJSON, &tree)
      }
    }
  }

  private func makeBytes(
    _ value: PlainTree.Index, of text: PlainTree.Index, _ form: JSONCodec.BytesForm,
    _ tree: inout PlainTree
  ) throws(UndecodableValue) {
    let forms: [JSONCodec.BytesForm] =
      switch form {
      case .base64: [.base64, .base85]
      case .base85: [.base85, .base64]
      case .extendedJSON: [.extendedJSON]
      }
    for form in forms {
      let range =
        switch form {
        case .base64, .extendedJSON:
          try tree.decodeAside(text, source, atMost: Base64.room, Base64.decodeExactly)
        case .base85:
          try tree.decodeAside(text, source, atMost: Base85.room, Base85.decodeExactly)
        }
      if let range { return tree.setBytes(value, inSide: range) }
    }
  }
}
