import CachedSession
import FoundationNetworking
import Synchronization

/// Which session answers the requests of `URLSession`s. Foundation on Linux tells a protocol neither which
/// `URLSession` asks nor what its configuration adds, so a process has one.
enum SessionRegistry {
  private static let session = Mutex<CachedSession?>(nil)
  private static let isRegistered = Mutex(false)

  static var installed: CachedSession? { session.withLock { $0 } }

  static func install(_ new: CachedSession) { session.withLock { $0 = new } }

  /// Forgets the session, if it is that one.
  static func forget(_ old: CachedSession) {
    session.withLock { if $0 === old { $0 = nil } }
  }

  /// Has `URLSession.shared` ask the protocol, unless a `URLSession` was made before: Foundation then has its
  /// own protocols in front. Returns whether it asks.
  static func registerForShared() -> Bool {
    isRegistered.withLock { isRegistered in
      if !isRegistered { isRegistered = URLProtocol.registerClass(CachedURLProtocol.self) }
      let classes = URLSession.shared.configuration.protocolClasses ?? []
      let first: AnyClass? = classes.first {
        $0 == CachedURLProtocol.self || String(reflecting: $0).hasPrefix("FoundationNetworking.")
      }
      return first == CachedURLProtocol.self
    }
  }
}
