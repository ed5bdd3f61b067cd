/// The parameters of a query or form in one spelling, in order of their names.
struct NormalizedQuery {
  private(set) var text = ""
  /// The names of parameters whose values a mark replaced, in order.
  private(set) var ignored: [String] = []

  /// - Parameter isSorted: false keeps the parameters' order.
  init(_ query: some Collection<UInt8>, ignoring names: IgnoredParameters, isSorted: Bool = true) {
    // No escape becomes a delimiter, nor the other way round: the whole is normalised at once.
    let bytes = PercentEncoding.normalize(query)
    var parameters = Self.parameters(of: bytes)
    for index in parameters.indices {
      // A name without a value has nothing to hide.
      guard parameters[index].value != nil else { continue }
      let name = String(decoding: bytes[parameters[index].name], as: UTF8.self)
      guard names.contains(name) else { continue }
      parameters[index].isIgnored = true
      ignored.append(name)
    }
    let isOrdered = !isSorted || Self.isInOrder(parameters, of: bytes)
    if !isOrdered { Self.sort(&parameters, of: bytes) }
    text =
      isOrdered && ignored.isEmpty
      ? String(decoding: bytes, as: UTF8.self) : Self.joined(parameters, of: bytes)
  }

  /// A parameter as ranges of the normalised bytes.
  private struct Parameter {
    var name: Range<Int>
    /// Nil without an equals sign.
    var value: Range<Int>?
    var isIgnored = false
  }

  private static func parameters(of bytes: [UInt8]) -> [Parameter] {
    var result: [Parameter] = []
    var start = 0
    var equals: Int?
    for index in 0...bytes.count {
      if index == bytes.count || bytes[index] == UInt8(ascii: "&") {
        let value = equals.map { ($0 + 1)..<index }
        result.append(Parameter(name: start..<(equals ?? index), value: value))
        (start, equals) = (index + 1, nil)
      } else if equals == nil, bytes[index] == UInt8(ascii: "=") {
        equals = index
      }
    }
    return result
  }

  private static func isInOrder(_ parameters: [Parameter], of bytes: [UInt8]) -> Bool {
    zip(parameters, parameters.dropFirst()).allSatisfy { left, right in
      !bytes[right.name].lexicographicallyPrecedes(bytes[left.name])
    }
  }

  /// Stable: parameters of one name stay in the order in which they came, which is that of their places.
  private static func sort(_ parameters: inout [Parameter], of bytes: [UInt8]) {
    parameters.sort { left, right in
      let (leftName, rightName) = (bytes[left.name], bytes[right.name])
      if leftName.lexicographicallyPrecedes(rightName) { return true }
      if rightName.lexicographicallyPrecedes(leftName) { return false }
      return left.name.lowerBound < right.name.lowerBound
    }
  }

  private static func joined(_ parameters: [Parameter], of bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 16)
    for (index, parameter) in parameters.enumerated() {
      if index > 0 { result.append(UInt8(ascii: "&")) }
      result.append(contentsOf: bytes[parameter.name])
      guard let value = parameter.value else { continue }
      result.append(UInt8(ascii: "="))
      result.append(contentsOf: parameter.isIgnored ? markBytes : bytes[value])
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static let markBytes = Array(IgnoredParameters.mark.utf8)[...]
}
