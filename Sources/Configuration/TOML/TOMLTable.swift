/// A table while its text is being read: who made it decides who may add to it.
final class TOMLTable {
  enum Kind {
    /// Named on the way to another one by a head: a head of its own may follow.
    case implied
    /// With a head of its own.
    case headed
    /// Made by a name with points in it.
    case dotted
    /// In braces: complete.
    case closed
  }

  enum Value {
    case node(TOMLNode)
    case table(TOMLTable)
    /// Of a head in double brackets.
    case tables([TOMLTable])
  }

  private(set) var kind: Kind
  private var names: [String] = []
  private var values: [String: Value] = [:]

  init(_ kind: Kind) { self.kind = kind }

  var members: [TOMLNode.Member] {
    names.map { TOMLNode.Member(name: $0, value: node(values[$0])) }
  }

  private func node(_ value: Value?) -> TOMLNode {
    switch value {
    case .node(let node): node
    case .table(let table): .table(table.members)
    case .tables, nil: .other
    }
  }

  private func set(_ name: String, _ value: Value) {
    if values.updateValue(value, forKey: name) == nil { names.append(name) }
  }

  /// The table for a head; nil where the name is taken.
  func head(_ path: [String], isOneOfMany: Bool) -> TOMLTable? {
    var table = self
    for name in path.dropLast() {
      guard
        let next = table.step(to: name, making: .implied, through: [.implied, .headed, .dotted])
      else { return nil }
      table = next
    }
    guard let name = path.last else { return nil }
    return isOneOfMany ? table.add(name) : table.open(name)
  }

  private func open(_ name: String) -> TOMLTable? {
    switch values[name] {
    case nil:
      let table = TOMLTable(.headed)
      set(name, .table(table))
      return table
    case .table(let table) where table.kind == .implied:
      table.kind = .headed
      return table
    default: return nil
    }
  }

  private func add(_ name: String) -> TOMLTable? {
    let table = TOMLTable(.headed)
    switch values[name] {
    case nil: set(name, .tables([table]))
    case .tables(let tables): set(name, .tables(tables + [table]))
    default: return nil
    }
    return table
  }

  /// Sets a value.
  ///
  /// - Returns: false where the name is taken.
  func set(_ path: [String], to node: TOMLNode) -> Bool {
    var table = self
    for name in path.dropLast() {
      guard let next = table.step(to: name, making: .dotted, through: [.dotted]) else {
        return false
      }
      table = next
    }
    guard let name = path.last, table.values[name] == nil else { return false }
    table.set(name, .node(node))
    return true
  }

  private func step(to name: String, making kind: Kind, through kinds: Set<Kind>) -> TOMLTable? {
    switch values[name] {
    case nil:
      let table = TOMLTable(kind)
      set(name, .table(table))
      return table
    case .table(let table) where kinds.contains(table.kind): return table
    case .tables(let tables) where kinds.contains(.headed): return tables.last
    default: return nil
    }
  }
}
