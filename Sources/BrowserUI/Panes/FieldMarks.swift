import Canvas
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

  private let nominated: Set<String>

  /// Marks for these fields; `Connection` may nominate more of them (RFC 9110 section 7.6.1).
  init(_ fields: HTTPFields) {
    nominated = Set(
      fields[values: .connection].flatMap { $0.split(separator: ",") }
        .map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() })
  }

  func mark(_ name: HTTPField.Name) -> Mark {
    if Self.hopByHop.contains(name.canonicalName) || nominated.contains(name.canonicalName) {
      return .hopByHop
    }
    return name == .contentLength ? .keptBy304 : .none
  }

  private static let hopByHop: Set<String> = [
    "connection", "keep-alive", "proxy-connection", "te", "transfer-encoding", "upgrade",
    "proxy-authenticate", "proxy-authentication-info", "proxy-authorization",
  ]
}
