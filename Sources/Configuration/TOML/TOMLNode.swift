/// A value of a TOML text, as far as settings can use it.
enum TOMLNode: Sendable, Hashable {
  case flag(Bool)
  case number(Int)
  case text(String)
  case list([TOMLNode])
  /// In the order of the text.
  case table([Member])
  /// A fraction, a date, a time, several tables of one name: no setting has one.
  case other

  struct Member: Sendable, Hashable {
    var name: String
    var value: TOMLNode
  }
}
