public import CachedSession
public import Foundation
public import FoundationNetworking
public import HTTPTransport
import HTTPTypes

/// The requests of `CachedSession` in Foundation's types.
///
/// A request's `cachePolicy` is heard: to reload fetches anew, to revalidate asks the origin, and to
/// return cached data accepts what is stale (RFC 9111 section 5.2.1.2), unless the response forbids
/// that. So is a `timeoutInterval` other than 60, Foundation's default. Cookies are not kept.
extension CachedSession {
  /// The whole response in memory.
  ///
  /// - Throws: `TransportError` as `data(for:body:options:)`.
  public func data(
    for request: URLRequest, options: RequestOptions = RequestOptions()
  ) async throws -> (Data, CachedResponse) {
    let translated = try Translated(request, options)
    return try await data(
      for: translated.request, body: translated.body, options: translated.options)
  }

  /// The whole response of a GET in memory.
  ///
  /// - Throws: `TransportError` as `data(for:body:options:)`.
  public func data(
    from url: URL, options: RequestOptions = RequestOptions()
  ) async throws -> (Data, CachedResponse) {
    try await data(from: url.absoluteString, options: options)
  }

  /// The response as a stream. It is stored once the stream was read to its end.
  ///
  /// - Throws: `TransportError` as `data(for:body:options:)`; so does the stream when the transfer
  ///   breaks.
  public func bytes(
    for request: URLRequest, options: RequestOptions = RequestOptions()
  ) async throws -> (ResponseBody, CachedResponse) {
    let translated = try Translated(request, options)
    return try await bytes(
      for: translated.request, body: translated.body, options: translated.options)
  }

  /// The response of a GET as a stream.
  ///
  /// - Throws: as `bytes(for:options:)`.
  public func bytes(
    from url: URL, options: RequestOptions = RequestOptions()
  ) async throws -> (ResponseBody, CachedResponse) {
    try await bytes(for: URLRequest(url: url), options: options)
  }

  /// Sends `data` as the request's content, in place of the request's own body.
  ///
  /// - Throws: `TransportError` as `data(for:body:options:)`.
  public func upload(
    for request: URLRequest, from data: Data, options: RequestOptions = RequestOptions()
  ) async throws -> (Data, CachedResponse) {
    let translated = try Translated(request, options, body: data)
    return try await self.data(
      for: translated.request, body: translated.body, options: translated.options)
  }

  /// Sends a file as the request's content.
  ///
  /// - Throws: the file system's error, or `TransportError` as `data(for:body:options:)`.
  public func upload(
    for request: URLRequest, fromFile file: URL, options: RequestOptions = RequestOptions()
  ) async throws -> (Data, CachedResponse) {
    try await upload(
      for: request, from: try Data(contentsOf: file, options: .mappedIfSafe), options: options)
  }

  /// Writes the response's body to a new file in the temporary directory, which is the caller's to
  /// move or remove.
  ///
  /// - Throws: `TransportError` as `data(for:body:options:)`, or the file system's error.
  public func download(
    for request: URLRequest, options: RequestOptions = RequestOptions()
  ) async throws -> (URL, CachedResponse) {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(
      "larder-\(UUID().uuidString)", isDirectory: false)
    let translated = try Translated(request, options)
    let response = try await download(
      for: translated.request, to: file.path, body: translated.body, options: translated.options)
    return (file, response)
  }

  /// Writes the response's body of a GET to a new file.
  ///
  /// - Throws: as `download(for:options:)`.
  public func download(
    from url: URL, options: RequestOptions = RequestOptions()
  ) async throws -> (URL, CachedResponse) {
    try await download(for: URLRequest(url: url), options: options)
  }
}

/// A `URLRequest` in the session's types.
private struct Translated {
  let request: HTTPRequest
  let body: Data?
  let options: RequestOptions

  init(_ original: URLRequest, _ options: RequestOptions, body: Data? = nil) throws {
    guard let request = HTTPRequest(original) else {
      throw TransportError(.badURL, detail: original.url?.absoluteString)
    }
    let wishes = URLRequestWishes(original, options)
    self.request = request.adding(cacheControl: wishes.cacheControl)
    self.body = try body ?? original.wholeBody()
    self.options = wishes.options
  }
}
