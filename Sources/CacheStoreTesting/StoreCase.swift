public import CacheStore

/// A promise that every `CacheStore` keeps, as a test that any store can run:
///
///     @Test(arguments: StoreCase.all)
///     func `the store keeps its promises`(promise: StoreCase) async throws {
///       try await promise.run { limits in try MyStore(limits: limits) }
///     }
public struct StoreCase: Sendable, CustomStringConvertible {
  /// The promise, as a sentence.
  public let promise: String

  private let body: @Sendable (MakeStore) async throws -> Void

  /// Makes a new, empty store with those limits.
  public typealias MakeStore = @Sendable (StoreLimits) async throws -> any CacheStore

  init(_ promise: String, _ body: @escaping @Sendable (any CacheStore) async throws -> Void) {
    self.promise = promise
    self.body = { try await body(try await $0(StoreLimits())) }
  }

  init(
    _ promise: String, limits: StoreLimits,
    _ body: @escaping @Sendable (any CacheStore) async throws -> Void
  ) {
    self.promise = promise
    self.body = { try await body(try await $0(limits)) }
  }

  /// Checks the promise on a new store.
  ///
  /// - Throws: `BrokenPromise`, or what the store threw.
  public func run(_ make: MakeStore) async throws {
    try await body(make)
  }

  /// The promise.
  public var description: String { promise }

  /// All promises.
  public static let all: [StoreCase] =
    entryCases + variantCases + bodyCases + pagingCases + filterCases + searchCases + groupCases
    + operationCases
    + undoCases + trashCases + replaceCases + activityCases + limitCases + hostileCases
    + concurrencyCases
}

/// A store did not do what it must.
public struct BrokenPromise: Error, CustomStringConvertible {
  /// What was expected and where.
  public let description: String
}

/// Throws unless a condition holds.
func expect(
  _ condition: Bool, _ words: @autoclosure () -> String = "", file: StaticString = #fileID,
  line: UInt = #line
) throws {
  guard !condition else { return }
  throw BrokenPromise(description: "\(file):\(line): not true \(words())")
}

/// Throws unless two values are the same.
func expect<Value: Equatable>(
  _ found: Value, is wanted: Value, _ words: @autoclosure () -> String = "",
  file: StaticString = #fileID, line: UInt = #line
) throws {
  guard found != wanted else { return }
  throw BrokenPromise(
    description: "\(file):\(line): found \(found), expected \(wanted) \(words())")
}

/// The value, or throws when there is none.
func require<Value>(
  _ value: Value?, file: StaticString = #fileID, line: UInt = #line
) throws -> Value {
  guard let value else { throw BrokenPromise(description: "\(file):\(line): nothing found") }
  return value
}
