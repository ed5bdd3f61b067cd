package import FoundationEssentials

/// A request as Python's `requests` sends it, which is what requests-cache makes keys of.
package struct SentRequest: Sendable, Hashable {
  /// A field of the head.
  package struct Field: Sendable, Hashable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// A parameter of a query or form.
  package struct Parameter: Sendable, Hashable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package var method: String
  package var url: String
  /// Of several with one name, in any case, the last counts.
  package var fields: [Field]
  /// Empty without a body.
  package var body: Data

  /// A request that was sent or stored: nothing is changed.
  package init(method: String = "GET", url: String, fields: [Field] = [], body: Data = Data()) {
    self.method = method
    self.url = url
    self.fields = fields
    self.body = body
  }

  /// The value of a field by its name, in any case.
  package subscript(name: String) -> String? {
    fields.last {
      $0.name.utf8.count == name.utf8.count && $0.name.lowercased() == name.lowercased()
    }?
    .value
  }
}
