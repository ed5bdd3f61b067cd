extension PickleMachine {
  /// Follows the instructions of objects, none of which makes one.
  mutating func objectStep(
    _ code: UInt8, _ reader: inout PickleReader, _ tree: inout PlainTree
  ) throws(UndecodableValue) {
    switch code {
    case PickleOpcode.global:
      try name(try reader.line(), try reader.line(), reader, &tree)
    case PickleOpcode.stackGlobal: try stackGlobal(reader, &tree)
    case PickleOpcode.reduce: try call(.function, reader, &tree)
    case PickleOpcode.newObject: try call(.new, reader, &tree)
    case PickleOpcode.build: try build(reader, &tree)
    case PickleOpcode.instance: try instance(&reader, &tree)
    case PickleOpcode.object: try object(reader, &tree)
    case PickleOpcode.newObjectEx: throw unsafe(try namedBelow(2, reader))
    case PickleOpcode.persistent, PickleOpcode.persistentText:
      throw UndecodableValue(.unsafePickle("persistent id"))
    case PickleOpcode.extension1, PickleOpcode.extension2, PickleOpcode.extension4:
      throw UndecodableValue(.unsafePickle("copyreg extension"))
    default: throw malformed(reader)
    }
  }

  func unsafe(_ reference: ClassReference?) -> UndecodableValue {
    UndecodableValue(.unsafePickle(reference?.name ?? "unnamed"))
  }

  /// Whether a node stands for an unknown class.
  func isStranger(_ node: PlainTree.Index) -> Bool {
    guard strangerNames > 0, let place = classNodes.firstIndex(of: node) else { return false }
    return classes[place].known == nil
  }
}

// MARK: Naming classes

extension PickleMachine {
  private mutating func stackGlobal(
    _ reader: PickleReader, _ tree: inout PlainTree
  ) throws(UndecodableValue) {
    let (name, module) = (try pop(reader), try pop(reader))
    guard let name = tree.sourceRange(name, of: .text),
      let module = tree.sourceRange(module, of: .text)
    else { throw malformed(reader) }
    try self.name(module, name, reader, &tree)
  }

  /// Pushes the node that stands for a class, the same each time.
  private mutating func name(
    _ module: Range<Int>, _ name: Range<Int>, _ reader: PickleReader, _ tree: inout PlainTree
  ) throws(UndecodableValue) {
    let full = ClassReference.name(reader.bytes[module], reader.bytes[name])
    let reference = try reference(full, &tree)
    if reference.known == nil { strangers += 1 }
    push(reference.node)
  }

  private mutating func reference(
    _ name: String, _ tree: inout PlainTree
  ) throws(UndecodableValue) -> ClassReference {
    if let reference = classes.first(where: { $0.name == name }) { return reference }
    let known = PickleClass.named[name]
    let node = try tree.add(container: .object)
    if known != nil { try tree.append(try tree.add(.text, aside: name.utf8), to: node) }
    let reference = ClassReference(node: node, known: known, name: name)
    if known == nil { strangerNames += 1 }
    guard strangerNames <= ClassReference.mostStrangers else { throw unsafe(reference) }
    classes.append(reference)
    classNodes.append(node)
    return reference
  }

  /// The class that lies so deep in the stack; what is no class can't be called.
  private func namedBelow(
    _ depth: Int, _ reader: PickleReader
  ) throws(UndecodableValue) -> ClassReference {
    let place = stack.count - 1 - depth
    guard place >= floor, let number = classNodes.firstIndex(of: stack[place]) else {
      throw malformed(reader)
    }
    return classes[number]
  }
}

// MARK: Calls

extension PickleMachine {
  /// How a pickle calls what it named: as a function, or its `__new__` alone.
  private enum Call { case function, new }

  /// Replaces a class and a tuple of arguments with what stands for their call.
  private mutating func call(
    _ call: Call, _ reader: PickleReader, _ tree: inout PlainTree
  ) throws(UndecodableValue) {
    let reference = try namedBelow(1, reader)
    let arguments = try pop(reader)
    _ = try pop(reader)
    guard tree.kind(arguments) == .array else { throw malformed(reader) }
    guard let known = reference.known else {
      return push(try text(reference, call, arguments, tree))
    }
    push(try result(known, reference.node, arguments, reader, &tree))
  }

  /// A user's kind of text, made of one text: `__new__` of a class can be no more than that here,
  /// while a function that takes a text may be `os.system`.
  private mutating func text(
    _ reference: ClassReference, _ call: Call, _ arguments: PlainTree.Index, _ tree: PlainTree
  ) throws(UndecodableValue) -> PlainTree.Index {
    guard call == .new, let text = tree.onlyChild(arguments), tree.kind(text) == .text else {
      throw unsafe(reference)
    }
    strangers -= 1
    return text
  }

  private mutating func result(
    _ known: PickleClass, _ node: PlainTree.Index, _ arguments: PlainTree.Index,
    _ reader: PickleReader, _ tree: inout PlainTree
  ) throws(UndecodableValue) -> PlainTree.Index {
    let only = tree.onlyChild(arguments)
    let isEmpty = tree.isEmpty(arguments)
    switch (known, only.map(tree.kind)) {
    case (.httpStatus, .integer?), (.byteArray, .bytes?): return only ?? arguments
    case (.byteArray, nil) where isEmpty: return try tree.add(.bytes, 0..<0)
    case (.orderedDict, nil) where isEmpty: return try container(.map, &tree)
    case (.deque, nil) where isEmpty: return try container(.array, &tree)
    case (.httpStatus, _), (.byteArray, _): throw malformed(reader)
    default: return try made(node, arguments, &tree)
    }
  }

  /// An object: the name of its class and what it was made with.
  private mutating func made(
    _ node: PlainTree.Index, _ arguments: PlainTree.Index, _ tree: inout PlainTree
  ) throws(UndecodableValue) -> PlainTree.Index {
    let object = try container(.object, &tree)
    if let name = tree.onlyChild(node) { try tree.append(name, to: object) }
    try tree.append(arguments, to: object)
    return object
  }

  /// Puts a state into the object before it.
  private mutating func build(
    _ reader: PickleReader, _ tree: inout PlainTree
  ) throws(UndecodableValue) {
    let state = try pop(reader)
    let object = try top(reader)
    guard !isStranger(object) else { throw unsafe(try namedBelow(0, reader)) }
    guard tree.kind(object) == .object, tree.onlyChild(object) == nil else {
      throw malformed(reader)
    }
    try tree.append(state, to: object)
  }

  /// Names a class and calls it with everything since the last mark.
  private mutating func instance(
    _ reader: inout PickleReader, _ tree: inout PlainTree
  ) throws(UndecodableValue) {
    let (module, name) = (try reader.line(), try reader.line())
    try gather(stack.count - (try unmark(reader)), reader, &tree)
    let arguments = try pop(reader)
    try self.name(module, name, reader, &tree)
    push(arguments)
    try call(.function, reader, &tree)
  }

  /// Calls the class after the last mark with everything after it.
  private mutating func object(
    _ reader: PickleReader, _ tree: inout PlainTree
  ) throws(UndecodableValue) {
    let start = try unmark(reader)
    guard start < stack.count else { throw malformed(reader) }
    try gather(stack.count - start - 1, reader, &tree)
    try call(.function, reader, &tree)
  }
}
