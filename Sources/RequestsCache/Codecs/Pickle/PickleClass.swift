/// The classes and functions whose calls are read as data, by the names that pickles have for them.
///
/// Plain data of requests-cache 1.0 and later has none of them but for what users put in: the first
/// group. The others are of the objects that 0.3 to 0.9 stored. None is ever made or called.
enum PickleClass: String, CaseIterable, Sendable {
  case httpStatus = "http.HTTPStatus"
  case byteArray = "builtins.bytearray"
  case orderedDict = "collections.OrderedDict"

  case dateTime = "datetime.datetime"
  case timeDelta = "datetime.timedelta"
  case timeZone = "datetime.timezone"
  case bytesIO = "_io.BytesIO"

  case cachedResponse = "requests_cache.models.response.CachedResponse"
  case cachedRequest = "requests_cache.models.request.CachedRequest"
  case cachedRaw = "requests_cache.models.raw_response.CachedHTTPResponse"
  case cachedResponse6 = "requests_cache.response.CachedResponse"
  case store = "requests_cache.backends.base._Store"
  case rawStore = "requests_cache.backends.base._RawStore"

  case response = "requests.models.Response"
  case preparedRequest = "requests.models.PreparedRequest"
  case caseInsensitiveDict = "requests.structures.CaseInsensitiveDict"
  case requestsCookieJar = "requests.cookies.RequestsCookieJar"
  case cookie = "http.cookiejar.Cookie"
  case cookiePolicy = "http.cookiejar.DefaultCookiePolicy"
  case headerDict = "urllib3._collections.HTTPHeaderDict"
  case httpMessage = "http.client.HTTPMessage"
  case httpResponse = "http.client.HTTPResponse"
  case compat32 = "email._policybase.Compat32"
}

/// A class or function that a pickle named.
struct ClassReference: Sendable {
  /// What stands for it on the stack.
  var node: PlainTree.Index
  /// Nil for one that is none of those above.
  var known: PickleClass?
  /// As the pickle has it, cut after 120 bytes.
  var name: String

  /// An entry has one user's class or two; one with more than that is not read.
  static let mostStrangers = 16
  static let longestName = 120
}
