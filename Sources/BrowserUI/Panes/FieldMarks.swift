import Canvas
import HTTPTypes

/// What a cache does with a field beyond keeping it.
struct FieldMarks {
  /// A field's mark.
  enum Mark: Hashable, CaseIterable {
    case none, hopByHop, keptBy304

    /// In the column in front of the field.
    var symbol: VisibleText {
      switch self {
      case .none: " "
      case .hopByHop: "h"
      case .keptBy304: "="
      }
    }

    /// Its meaning, for under the fields.
    var legend: VisibleText? {
      switch self {
      case .none: nil
      case .hopByHop: "h for this connection only: not forwarded (RFC 9111 3.1)"
      case .keptBy304: "= a 304 leaves it as it is; it updates all others (RFC 9111 3.2)"
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
