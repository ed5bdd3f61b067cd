extension PickleMachine {
  /// Follows one instruction: those of which entries have most come first.
  @inline(__always)
  mutating func step(
    _ code: UInt8, _ reader: inout PickleReader, _ tree: inout PlainTree
  ) throws(UndecodableValue) {
    switch code {
    case PickleOpcode.shortBinUnicode:
      push(try tree.add(.text, try reader.skip(Int(try reader.byte()))))
    case PickleOpcode.memoize: memo.append(try top(reader))
    case PickleOpcode.binGet: try recall(Int(try reader.byte()), reader)
    case PickleOpcode.binPut: try remember(Int(try reader.byte()), reader)
    case PickleOpcode.binUnicode:
      push(try tree.add(.text, try reader.skip(Int(try reader.number(UInt32.self)))))
    case PickleOpcode.mark: mark()
    case PickleOpcode.setItems: try addAll(to: .map, reader, &tree)
    case PickleOpcode.emptyDict: try add(.map, &tree)
    default: try bytesStep(code, &reader, &tree)
    }
  }

  private mutating func bytesStep(
    _ code: UInt8, _ reader: inout PickleReader, _ tree: inout PlainTree
  ) throws(UndecodableValue) {
    switch code {
    case PickleOpcode.shortBinBytes:
      push(try tree.add(.bytes, try reader.skip(Int(try reader.byte()))))
    case PickleOpcode.binBytes:
      push(try tree.add(.bytes, try reader.skip(Int(try reader.number(UInt32.self)))))
    case PickleOpcode.binUnicode8: push(try tree.add(.text, try reader.longBlock()))
    case PickleOpcode.binBytes8, PickleOpcode.byteArray8:
      push(try tree.add(.bytes, try reader.longBlock()))
    case PickleOpcode.longBinGet: try recall(Int(try reader.number(UInt32.self)), reader)
    case PickleOpcode.longBinPut: try remember(Int(try reader.number(UInt32.self)), reader)
    case PickleOpcode.frame: try frame(&reader)
    default: try numberStep(code, &reader, &tree)
    }
  }

  private mutating func numberStep(
    _ code: UInt8, _ reader: inout PickleReader, _ tree: inout PlainTree
  ) throws(UndecodableValue) {
    switch code {
    case PickleOpcode.binInt1: push(try tree.add(Int64(try reader.byte())))
    case PickleOpcode.binInt2: push(try tree.add(Int64(try reader.number(UInt16.self))))
    case PickleOpcode.binInt: push(try tree.add(Int64(try reader.number(Int32.self))))
    case PickleOpcode.binFloat:
      push(try tree.add(Double(bitPattern: try reader.number(UInt64.self).byteSwapped)))
    case PickleOpcode.none: push(try tree.addNull())
    case PickleOpcode.newTrue: push(try tree.add(true))
    case PickleOpcode.newFalse: push(try tree.add(false))
    case PickleOpcode.long1: try addLong(Int(try reader.byte()), &reader, &tree)
    case PickleOpcode.long4: try addLong(Int(try reader.number(UInt32.self)), &reader, &tree)
    default: try containerStep(code, &reader, &tree)
    }
  }

  private mutating func containerStep(
    _ code: UInt8, _ reader: inout PickleReader, _ tree: inout PlainTree
  ) throws(UndecodableValue) {
    switch code {
    case PickleOpcode.setItem: try addLast(2, to: .map, reader, &tree)
    case PickleOpcode.append: try addLast(1, to: .array, reader, &tree)
    case PickleOpcode.appends: try addAll(to: .array, reader, &tree)
    case PickleOpcode.emptyList, PickleOpcode.emptyTuple: try add(.array, &tree)
    case PickleOpcode.tuple1: try gather(1, reader, &tree)
    case PickleOpcode.tuple2: try gather(2, reader, &tree)
    case PickleOpcode.tuple3: try gather(3, reader, &tree)
    case PickleOpcode.tuple: try gather(stack.count - (try unmark(reader)), reader, &tree)
    case PickleOpcode.pop: try discard(reader)
    case PickleOpcode.popMark: stack.removeLast(stack.count - (try unmark(reader)))
    default: try objectStep(code, &reader, &tree)
    }
  }
}

// MARK: Memo and frames

extension PickleMachine {
  /// Python counts up, so no number is larger than the bytes before it.
  @inline(__always)
  private mutating func remember(
    _ number: Int, _ reader: PickleReader
  ) throws(UndecodableValue) {
    let value = try top(reader)
    if number == memo.count {
      memo.append(value)
    } else if number < memo.count {
      memo[number] = value
    } else {
      guard number < reader.place else { throw malformed(reader) }
      memo.append(contentsOf: repeatElement(PlainTree.none, count: number - memo.count))
      memo.append(value)
    }
  }

  @inline(__always)
  private mutating func recall(_ number: Int, _ reader: PickleReader) throws(UndecodableValue) {
    guard number < memo.count, memo[number] != PlainTree.none else { throw malformed(reader) }
    push(memo[number])
    if isStranger(memo[number]) { strangers += 1 }
  }

  /// A frame says how many of the next bytes to read at once; that they are there is all that
  /// matters.
  private func frame(_ reader: inout PickleReader) throws(UndecodableValue) {
    var ahead = reader
    _ = try ahead.longBlock()
    _ = try reader.number(UInt64.self)
  }

  /// Throws away the last value, or a mark with nothing after it.
  private mutating func discard(_ reader: PickleReader) throws(UndecodableValue) {
    if stack.count > floor { stack.removeLast() } else { _ = try unmark(reader) }
  }
}
