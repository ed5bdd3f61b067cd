public import CacheStore
public import Foundation
public import HTTPTransport

// Without these, `localizedDescription` is a type's name with a number.

extension TransportError: LocalizedError {
  /// The description: what happened.
  public var errorDescription: String? { description }
}

extension StoreError: LocalizedError {
  /// The description: what is wrong and what to do.
  public var errorDescription: String? { description }
}

extension NotInstalled: LocalizedError {
  /// The description: what happened and what to do.
  public var errorDescription: String? { description }
}
