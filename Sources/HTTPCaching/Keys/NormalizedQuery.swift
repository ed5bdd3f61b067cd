/// The parameters of a query or form in one spelling, in order of their names.
struct NormalizedQuery {
  private(set) var text = ""
  /// The names of parameters whose values a mark replaced, in order.
  private(set) var ignored: [String] = []

  init(_ query: some Collection<UInt8>, ignoring names: IgnoredParameters, isSorted: Bool = true) {
    var parameters = Array(query).split(
      separator: UInt8(ascii: "&"), omittingEmptySubsequences: false
    ).map { Parameter($0) }
    for index in parameters.indices where names.contains(parameters[index].name) {
      // A name without a value has nothing to hide.
      guard parameters[index].value != nil else { continue }
      parameters[index].value = IgnoredParameters.mark
      ignored.append(parameters[index].name)
    }
    if isSorted { parameters = Self.sorted(parameters) }
    text = parameters.map(\.text).joined(separator: "&")
  }

  /// Stable, as `sort` does not promise to be.
  private static func sorted(_ parameters: [Parameter]) -> [Parameter] {
    parameters.enumerated().sorted { left, right in
      left.element.name == right.element.name
        ? left.offset < right.offset : left.element.isBefore(right.element)
    }.map(\.element)
  }

  private struct Parameter {
    let name: String
    var value: String?

    init(_ piece: ArraySlice<UInt8>) {
      let nameBytes = piece.prefix { $0 != UInt8(ascii: "=") }
      name = Self.text(nameBytes)
      value = nameBytes.count < piece.count ? Self.text(piece.dropFirst(nameBytes.count + 1)) : nil
    }

    var text: String { value.map { name + "=" + $0 } ?? name }

    func isBefore(_ other: Parameter) -> Bool {
      name.utf8.lexicographicallyPrecedes(other.name.utf8)
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
      String(decoding: PercentEncoding.normalize(bytes), as: UTF8.self)
    }
  }
}
