import CachedSession
import Foundation
public import FoundationNetworking
import HTTPCaching
import HTTPTransport
import HTTPTypes
import Synchronization

/// Has a `URLSession` send through a `CachedSession`. Nobody needs to name it: `URLSessionConfiguration.cached`
/// and `CachedSession.install` do.
///
/// What the cache can't do for a `URLSession` on Linux fails with a `URLError` of code `unsupportedURL` whose
/// description says what to use instead:
/// - download tasks, which end the process when another protocol than Foundation's own answers them;
/// - upload tasks, whose content is kept from protocols.
///
/// Redirects are followed below the `URLSession`, so that its delegate sees none, and a body comes in one
/// piece. Cookies, credentials and the cache of the `URLSession` itself are not used.
public final class CachedURLProtocol: URLProtocol {
  private let work = Mutex<Task<Void, Never>?>(nil)

  /// Whether the request goes through a cache: one with `http` or `https` while a session is installed.
  public override class func canInit(with request: URLRequest) -> Bool {
    guard ["http", "https"].contains(request.url?.scheme?.lowercased()) else { return false }
    return SessionRegistry.installed != nil
  }

  /// The same of a task.
  public override class func canInit(with task: URLSessionTask) -> Bool {
    task.currentRequest.map { canInit(with: $0) } ?? false
  }

  /// The request as it is.
  public override class func canonicalRequest(for request: URLRequest) -> URLRequest { request }

  /// Sends the request.
  public override func startLoading() {
    let client = Client(self)
    let request = task?.currentRequest ?? request
    guard let session = SessionRegistry.installed else {
      return client.fail(Refusal.error("The session was uninstalled. Send the request again."))
    }
    if let refusal = Refusal.of(task) { return client.fail(refusal) }
    work.withLock { $0 = Task { await client.load(request, session) } }
  }

  /// Ends the request.
  public override func stopLoading() { work.withLock { $0?.cancel() } }
}

/// What a cache can't do for a task.
private enum Refusal {
  static func error(_ words: String) -> URLError {
    URLError(.unsupportedURL, userInfo: [NSLocalizedDescriptionKey: words])
  }

  static func of(_ task: URLSessionTask?) -> URLError? {
    switch task {
    case is URLSessionDownloadTask:
      error("A download task can't go through a cache. Use CachedSession.download(for:).")
    case is URLSessionUploadTask:
      error("An upload task can't go through a cache. Use CachedSession.upload(for:from:).")
    default: nil
    }
  }
}

/// The one that waits for an answer. Foundation takes it from any thread, one call after another.
private struct Client: @unchecked Sendable {
  private let loader: URLProtocol

  init(_ loader: URLProtocol) { self.loader = loader }

  func load(_ request: URLRequest, _ session: CachedSession) async {
    do {
      let (data, response) = try await session.data(for: request)
      guard !Task.isCancelled else { return }
      guard let head = response.urlResponse else { return fail(URLError(.badServerResponse)) }
      loader.client?.urlProtocol(loader, didReceive: head, cacheStoragePolicy: .notAllowed)
      if !data.isEmpty { loader.client?.urlProtocol(loader, didLoad: data) }
      loader.client?.urlProtocolDidFinishLoading(loader)
    } catch {
      guard !Task.isCancelled else { return }
      fail(URLError(error as? TransportError))
    }
  }

  func fail(_ error: URLError) { loader.client?.urlProtocol(loader, didFailWithError: error) }
}

extension URLError {
  /// What Foundation calls a failed transfer.
  fileprivate init(_ error: TransportError?) {
    let code: URLError.Code =
      switch error?.code {
      case .badURL: .badURL
      case .unknownHost: .cannotFindHost
      case .cannotConnect: .cannotConnectToHost
      case .tls: .secureConnectionFailed
      case .timedOut: .timedOut
      case .badResponse: .badServerResponse
      case .tooManyRedirects: .httpTooManyRedirects
      default: .networkConnectionLost
      }
    let words = error.map { [NSLocalizedDescriptionKey: $0.description] } ?? [:]
    self.init(code, userInfo: words)
  }
}
