import Foundation

extension StoreCorpus {
  /// All caches below the folders that `LARDER_REQUESTS_CACHES` names, and those that the tests made.
  static let all: [StoreCorpus] = {
    let named = ProcessInfo.processInfo.environment["LARDER_REQUESTS_CACHES"] ?? ""
    return (named.split(separator: ":").map(String.init) + [made]).flatMap(below)
  }()

  /// Caches that the real library has just made; a folder that isn't there without it.
  private static let made: String = {
    let folder = Python.work + "/requests-cache-made"
    try? FileManager.default.removeItem(atPath: folder)
    let made: Int? = try? Python.caches(["make", folder])
    return folder
  }()

  /// The caches in a folder and those below it: by an index with manifests, or by files of facts.
  private static func below(_ folder: String) -> [StoreCorpus] {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    if names.contains("index.json") { return indexed(folder) }
    let here = names.filter { $0.hasSuffix(".facts.json") }.compactMap { told(folder, $0) }
    return here
      + names.filter { !$0.contains(".") || $0.first?.isNumber == true }
      .flatMap { below(folder + "/" + $0) }
  }

  private static func decode<Value: Decodable>(_ path: String) -> Value? {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    return try? JSONDecoder().decode(Value.self, from: data)
  }
}

// MARK: With manifests

extension StoreCorpus {
  private struct Index: Decodable {
    struct Cache: Decodable {
      var name, backend, serializer, path, manifest: String
    }
    var secret: String
    var caches: [Cache]

    enum CodingKeys: String, CodingKey { case caches, secret = "safe_pickle_secret" }
  }

  private struct Manifest: Decodable {
    var redirects: [String: String]
    var entries: [String: Fact]
  }

  private static func indexed(_ folder: String) -> [StoreCorpus] {
    guard let index: Index = decode(folder + "/index.json") else { return [] }
    return index.caches.filter { $0.backend != "redis" }.compactMap { cache in
      guard let manifest: Manifest = decode(folder + "/" + cache.manifest) else { return nil }
      return StoreCorpus(
        testDescription: cache.name, path: folder + "/" + cache.path,
        secret: cache.serializer == "safe_pickle" ? index.secret : nil, facts: manifest.entries,
        keys: Array(manifest.entries.keys), redirects: manifest.redirects, hasExpiries: true)
    }
  }
}

// MARK: With facts

extension StoreCorpus {
  private struct Told: Decodable {
    struct Asked: Decodable {
      var method, key, sha256: String?
      var status, size: Int?

      enum CodingKeys: String, CodingKey { case method, status, size, sha256, key = "cache_key" }
    }
    var version: String
    var cache: String
    var asked: [Asked]
    var keys: [String]
    var redirects: [String: String]
  }

  private static func told(_ folder: String, _ name: String) -> StoreCorpus? {
    guard let told: Told = decode(folder + "/" + name) else { return nil }
    let file = told.cache.hasPrefix("sqlite") ? told.cache + ".sqlite" : told.cache
    var facts: [String: Fact] = [:]
    for asked in told.asked {
      guard let key = asked.key, let status = asked.status, let size = asked.size,
        let digest = asked.sha256, let method = asked.method
      else { continue }
      facts[key] = Fact(method: method, status: status, size: size, sha256: digest)
    }
    return StoreCorpus(
      testDescription: told.version + " " + told.cache, path: folder + "/" + file, secret: nil,
      facts: facts, keys: told.keys, redirects: told.redirects, hasExpiries: false)
  }
}
