public import HTTPTypes

extension CacheControl {
  /// A directive as it was written, for display.
  public struct Directive: Sendable, Hashable, Codable {
    /// The name in lower case.
    public var name: String
    /// The argument without its quotes; nil without one.
    public var argument: String?
    /// Whether this cache knows it; a directive that it doesn't know changes nothing.
    public var isKnown: Bool
  }

  /// All directives of the `Cache-Control` lines in their order, unknown ones too.
  public static func directives(in fields: HTTPFields) -> [Directive] {
    fields.filter { $0.name == .cacheControl }.flatMap { field in
      field.withUnsafeBytesOfValue { bytes in
        var scanner = DirectiveScanner(bytes)
        var found: [Directive] = []
        while let directive = scanner.next() {
          found.append(
            Directive(
              name: String(decoding: directive.name, as: UTF8.self).lowercased(),
              argument: directive.argument.map { String(decoding: $0, as: UTF8.self) },
              isKnown: KnownDirective.named(directive.name) != nil))
        }
        return found
      }
    }
  }
}
