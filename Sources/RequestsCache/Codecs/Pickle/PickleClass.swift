/// The classes and functions whose calls are read as data, by the names that pickles have for them.
///
/// Plain data of requests-cache 1.0 and later has none of them but for what users put in: the first
/// group. The others are of the objects that 0.3 to 0.9 stored. None is ever made or called.
enum PickleClass: String, CaseIterable, Sendable {
  case httpStatus = "http.HTTPStatus"
  case byteArray = "builtins.bytearray"
  case orderedDict = "collections.OrderedDict"
  case deque = "collections.deque"

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
  case bytesQueueBuffer = "urllib3.response.BytesQueueBuffer"
  case httpMessage = "http.client.HTTPMessage"
  case httpResponse = "http.client.HTTPResponse"
  case compat32 = "email._policybase.Compat32"

  static let named = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })
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

  /// The name of a class with its module's before it.
  static func name(
    _ module: Slice<UnsafeRawBufferPointer>, _ name: Slice<UnsafeRawBufferPointer>
  ) -> String {
    let module = module.prefix(longestName)
    let name = name.prefix(longestName - module.count)
    let count = module.count + 1 + name.count
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      _ = buffer.initialize(from: module)
      buffer[module.count] = 0x2E
      _ = buffer[(module.count + 1)...].initialize(from: name)
      filled = count
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
