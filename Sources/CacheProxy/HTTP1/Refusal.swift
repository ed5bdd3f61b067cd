/// Why a message can't be taken as it is: what the client is told, before its connection ends.
struct Refusal: Error, Sendable, Hashable {
  let status: Int
  /// A sentence for people.
  let reason: String

  init(_ status: Int, _ reason: String) {
    self.status = status
    self.reason = reason
  }

  static func bad(_ reason: String) -> Refusal { Refusal(400, reason) }
}
