import Canvas
import HTTPCaching
import HTTPTypes

/// What a cache does with a field beyond keeping it: it doesn't forward those of one connection (RFC 9111
/// section 3.1), and a 304 updates all others but the length (section 3.2).
struct FieldMarks {
  /// What stands behind a field.
  enum Mark: Hashable {
    case none, hopByHop, keptBy304

    var remark: VisibleText? {
      switch self {
      case .none: nil
      case .hopByHop: "(this connection only)"
      case .keptBy304: "(a 304 leaves it)"
      }
    }
  }

  private let hopByHop: Set<String>

  /// Marks for these fields; `Connection` may nominate more of them (RFC 9110 section 7.6.1).
  init(_ fields: HTTPFields) { hopByHop = HopByHopFields.names(in: fields) }

  func mark(_ name: HTTPField.Name) -> Mark {
    if hopByHop.contains(name.canonicalName) { return .hopByHop }
    return name == .contentLength ? .keptBy304 : .none
  }
}
