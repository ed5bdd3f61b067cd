public import FoundationEssentials
public import HTTPTypes

extension Exchange {
  /// Why the exchange is run.
  public enum Purpose: String, Sendable, Hashable, CaseIterable {
    /// To answer a client.
    case answer
    /// To validate what is stored, however fresh: in the background, or because a person asked.
    case revalidate
    /// To download it anew, whatever is stored.
    case refetch
  }

  /// What happened.
  public enum Event: Sendable, Equatable {
    /// The client's request arrived. The first event, once.
    case start
    /// The lookup's result: the stored responses of the methods asked for, in any order. Later actions
    /// name them by their index here.
    ///
    /// `sizes` are the bytes that each one's content has, in the same order; nil where these are not the
    /// bytes of the representation, as content codings were undone. Of what has no size no parts are
    /// served.
    case found([StoredResponse], sizes: [Int64?] = [])
    /// The store could not be read.
    case lookupFailed
    /// The head of the origin's answer to the last `send`, and when that request went and the head came.
    case responseHead(HTTPResponse, requestTime: Date, responseTime: Date)
    /// The last `send` brought no response head.
    case transferFailed
  }

  /// What to do. Actions of one list are done in its order.
  public enum Action: Sendable, Equatable {
    /// Look up the stored responses under this request's key, with each of these methods in its place;
    /// report all of them together with `found`, parts only where no whole response matches, or `lookupFailed`.
    case lookUp([HTTPRequest.Method])
    /// Give the client this head and, where `body` is true, the stored body of that candidate.
    case answer(candidate: Int, head: HTTPResponse, body: Bool)
    /// Give the client this head and that part of the candidate's stored body (RFC 9110 section 15.3.7).
    case answerPart(candidate: Int, head: HTTPResponse, range: Range<Int64>)
    /// Give the client this head and those parts of the candidate's stored body (RFC 9110
    /// section 15.3.7.2).
    case answerParts(candidate: Int, head: HTTPResponse, Multipart)
    /// Send the request to the origin; report `responseHead` or `transferFailed`.
    case send(HTTPRequest)
    /// In the background, run another exchange for this request with the purpose `revalidate`. It is the
    /// client's without conditions and, where a whole response is stored, without `Range`.
    case refresh(HTTPRequest)
    /// Store this response with the body that follows, once it is whole, under the request's own key; a part as
    /// a variant of its own.
    case store(StoredResponse)
    /// What the next `store` stores has, before and behind the body that follows, what the joint names. Not
    /// so what the client gets. Where that can't be read, nothing is stored.
    case surround(Joint)
    /// From now on the origin's response is this head, and its body is what it was between what the joint
    /// names. A body of another size breaks it off.
    case complete(Joint, head: HTTPResponse)
    /// Replace the candidate's head, times and settings, and keep its body.
    case freshen(candidate: Int, StoredResponse)
    /// Remove the candidate: the origin has shown it to be outdated.
    case discard(candidate: Int)
    /// Remove all that is stored under these normalised URLs (RFC 9111 section 4.4).
    case invalidate(urls: [String])
    /// Give the client the origin's response, with the body that follows.
    case deliver(HTTPResponse)
    /// Drop the body of the origin's last answer; nobody wants it.
    case abandonTransfer
    /// Answer 504: only the cache may answer, and it can't (RFC 9111 section 5.2.1.7).
    case answerGatewayTimeout
    /// Hand the transport's error to the client.
    case fail
  }
}
