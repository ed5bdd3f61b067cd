/// Where a document has its body.
enum BodyPart {
  /// As it was received; nil for an empty one.
  case bytes(PlainNode?)
  case text(PlainNode)
  case json(PlainNode)
  /// It was the JSON value null, which is as good as not stored.
  case lost
  case none

  /// A decoded body counts, where there is one; of its content type depends what a text stands for.
  init(content: PlainNode?, decoded: PlainNode?, mediaType: String) {
    if let decoded, !decoded.isNull {
      let isJSON = mediaType.hasPrefix("application/") && mediaType.contains("json")
      self = decoded.kind == .text && !isJSON ? .text(decoded) : .json(decoded)
    } else if let content {
      self = Self.plain(content)
    } else {
      self = decoded == nil ? .none : .lost
    }
  }

  private static func plain(_ content: PlainNode) -> BodyPart {
    switch content.kind {
    case .bytes, .text: .bytes(content)
    case .null: .bytes(nil)
    default: .none
    }
  }

  var bytes: PlainNode? {
    if case .bytes(let node) = self { node } else { nil }
  }

  var isReencoded: Bool {
    switch self {
    case .text, .json, .lost: true
    case .bytes, .none: false
    }
  }
}
