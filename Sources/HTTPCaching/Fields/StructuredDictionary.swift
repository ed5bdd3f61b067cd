/// A dictionary of structured fields (RFC 9651 section 3.2), as far as cache directives need one: a value
/// is a boolean, an integer or a string, and all other types are one and the same. Parameters are read and
/// dropped. What breaks the syntax anywhere is no dictionary at all (section 4.2).
struct StructuredDictionary: Equatable {
  /// The members in their order; of two with one key the last counts, in the first one's place.
  private(set) var members: [Member] = []

  /// A key with its value.
  struct Member: Equatable {
    var key: String
    var value: Value
  }

  /// The value of a member, parameters aside.
  enum Value: Equatable {
    case boolean(Bool)
    case integer(Int64)
    case string(String)
    /// A decimal, a token, bytes, a date, a display string or an inner list.
    case other
  }

  /// Nil for what is no dictionary. Several field lines are one text, joined by commas.
  init?(_ text: String) {
    var parser = StructuredFieldParser(Array(text.utf8))
    guard let members = parser.dictionary() else { return nil }
    for member in members {
      if let place = self.members.firstIndex(where: { $0.key == member.key }) {
        self.members[place] = member
      } else {
        self.members.append(member)
      }
    }
  }

  subscript(key: String) -> Value? { members.first { $0.key == key }?.value }
}
