import HTTPTypes

/// The conditions that keep what is for one user out of a shared cache. No setting switches them off: they
/// protect users from each other.
struct SharingClauses {
  let request: HTTPRequest
  let response: HTTPResponse
  let control: CacheControl
  let isShared: Bool

  typealias Clause = Storability.Clause

  /// - Parameter control: the response's directives that count for the cache.
  init(
    _ request: HTTPRequest, _ response: HTTPResponse, _ control: CacheControl, isShared: Bool
  ) {
    (self.request, self.response) = (request, response)
    (self.control, self.isShared) = (control, isShared)
  }

  var all: [Clause] {
    isShared ? [isPrivate, authorization, setCookie] : [isPrivate, authorization]
  }

  /// RFC 9111 section 3, item 5: `private` keeps it out of shared caches; with field names, only those.
  private var isPrivate: Clause {
    let names = control.privateFields.joined(separator: ", ")
    var word = "not private"
    if control.has(.isPrivate) { word = isShared ? "private" : "private; this cache is" }
    let isMet = !isShared || !control.has(.isPrivateAltogether)
    if isShared, isMet, !names.isEmpty { word = "private: stored without \(names)" }
    return Clause(isMet: isMet, name: "private", decidedBy: word, section: "RFC 9111 5.2.2.7")
  }

  /// Item 6: `Authorization` keeps it out of shared caches, unless the response allows it (section 3.5).
  private var authorization: Clause {
    let isPresent = request.headerFields.contains(.authorization)
    var word = isPresent ? "present" : "absent"
    if isPresent, !isShared { word = "present; the cache is private" }
    if isPresent, isShared, let permission { word = "present; \(permission)" }
    return Clause(
      isMet: !isPresent || !isShared || permission != nil, name: "Authorization", decidedBy: word,
      section: "RFC 9111 3.5")
  }

  private var permission: String? {
    if control.has(.isPublic) { return "public" }
    if control.sharedMaxAge != nil { return "s-maxage" }
    return control.has(.mustRevalidate) ? "must-revalidate" : nil
  }

  /// RFC 9111 section 7.3: a cookie keeps nothing out of caches. Many servers forget to say that one is for one
  /// user, so a response that sets one is stored only if its directives say how long, or that it is for all.
  private var setCookie: Clause {
    let isPresent = response.headerFields.contains(.setCookie)
    let isLeftOut = (control.privateFields + control.noCacheFields).contains("set-cookie")
    let isMeant = control.has(.isPublic) || control.sharedMaxAge != nil || control.maxAge != nil
    return Clause(
      isMet: !isPresent || isLeftOut || isMeant, name: "Set-Cookie",
      decidedBy: isPresent ? isMeant ? "present; to be stored" : "present" : "absent",
      section: "RFC 9111 7.3")
  }
}

extension StoredResponse {
  /// Whether a session with that policy may use it: a shared one may not use what a private cache has
  /// stored for its user.
  func isFor(_ policy: CachePolicy) -> Bool {
    guard policy.isShared, !settings.isShared else { return true }
    let control = settings.audience(in: policy).control(response.headerFields)
    return SharingClauses(request, response, control, isShared: true).all.allSatisfy(\.isMet)
  }
}
