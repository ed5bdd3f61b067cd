import CacheStore

/// Why a stored value could not be read. Such an entry is listed with what is known of it.
package struct UndecodableValue: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of trouble.
  package enum Reason: Sendable, Hashable {
    /// There are no bytes.
    case empty
    /// It ends in the middle.
    case truncated
    /// It is not what it seemed to be.
    case malformed
    /// A pickle that would make an object of this class, or run this function, in Python.
    case unsafePickle(String)
    /// Containers lie too deep in one another.
    case tooDeep
    /// It would take more memory than is allowed.
    case tooLarge
    /// No codec knows it: compressed, encrypted, or written by a serializer of one's own.
    case unknownFormat
    /// It was not signed with any of the secrets, or changed since.
    case badSignature
    /// It is data, but not of a response.
    case notAResponse
  }

  package var reason: Reason
  /// The byte at which it went wrong, where that helps.
  package var offset: Int?

  package init(_ reason: Reason, at offset: Int? = nil) {
    self.reason = reason
    self.offset = offset
  }

  /// A few words, such as `unsafe pickle: os.system`. The name in it is the file's.
  package var description: String {
    switch reason {
    case .empty: "empty value"
    case .truncated: "cut off" + place
    case .malformed: "malformed" + place
    case .unsafePickle(let name): "unsafe pickle: \(name)"
    case .tooDeep: "nested too deep"
    case .tooLarge: "too large to decode"
    case .unknownFormat: "unknown serializer, compressed or encrypted"
    case .badSignature: StoreError.otherSignature
    case .notAResponse: "not a response"
    }
  }

  private var place: String { offset.map { " at byte \($0)" } ?? "" }
}
