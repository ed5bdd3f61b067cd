// swift-tools-version: 6.2
import PackageDescription

let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "larder",
  products: [
    .library(name: "Larder", targets: ["Larder"]),
    .library(name: "LarderFoundation", targets: ["LarderFoundation"]),
    .library(name: "CacheProxy", targets: ["CacheProxy"]),
    .library(name: "CacheStoreTesting", targets: ["CacheStoreTesting"]),
    .executable(name: "larder", targets: ["LarderCLI"]),
    .executable(name: "larder-bench", targets: ["LarderBench"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    // Row 5: programs.
    .executableTarget(
      name: "LarderCLI",
      dependencies: [
        "Larder", "BrowserUI", "Configuration", "Terminal", "CacheProxy", "CachedSession",
        "BodyViews",
        "SQLiteStore",
        "RequestsCache", "CacheStore", "CurlTransport", "LoopbackOrigin", "HTTPCaching",
        "HTTPTransport", "Canvas", "CLinux", httpTypes, argumentParser,
      ]),
    .executableTarget(
      name: "LarderBench",
      dependencies: [
        "Larder", "CachedSession", "SQLiteStore", "RequestsCache", "CacheStore", "CurlTransport",
        "LoopbackOrigin", "HTTPCaching", "HTTPTransport", "CSQLite", "CCurl", httpTypes,
      ]),

    // Row 5, below the programs: settings of the browser as text.
    .target(name: "Configuration", dependencies: ["BrowserUI", "Canvas", "CacheStore"]),

    // Row 4: what people import, and the parts of the browser.
    .target(
      name: "Larder",
      dependencies: [
        "CachedSession", "SQLiteStore", "RequestsCache", "CacheStore", "CurlTransport",
        "HTTPCaching", "HTTPTransport", httpTypes,
      ]),
    .target(
      name: "LarderFoundation",
      dependencies: [
        "CachedSession", "CacheStore", "HTTPCaching", "HTTPTransport", httpTypes,
      ]),
    .target(
      name: "CacheProxy",
      dependencies: [
        "CachedSession", "FieldBytes", "HTTPCaching", "HTTPTransport", "CLinux", httpTypes,
      ]),
    .target(
      name: "BrowserUI",
      dependencies: ["BodyViews", "CacheStore", "HTTPCaching", "Canvas", httpTypes]),
    .target(name: "Terminal", dependencies: ["Canvas", "CNCurses"]),

    // Row 3: the session and the viewers.
    .target(
      name: "CachedSession",
      dependencies: ["CacheStore", "HTTPCaching", "HTTPTransport", httpTypes]),
    .target(name: "BodyViews", dependencies: ["Canvas", "HTTPCaching", "Unpacking", httpTypes]),

    // Row 2: stores, and what those that have a database share.
    .target(
      name: "SQLiteStore",
      dependencies: [
        "EntryTable", "CacheStore", "SQLite", "FieldBytes", "HTTPCaching", httpTypes,
      ]),
    .target(
      name: "RequestsCache",
      dependencies: [
        "EntryTable", "CacheStore", "SQLite", "HTTPCaching", "FieldBytes", "CLinux", httpTypes,
      ]),
    .target(name: "EntryTable", dependencies: ["CacheStore", "SQLite", "HTTPCaching"]),

    // Row 1: what stores and sessions are made of.
    .target(name: "CacheStore", dependencies: ["Unpacking", "HTTPCaching", httpTypes]),
    .target(name: "CacheStoreTesting", dependencies: ["CacheStore", "HTTPCaching", httpTypes]),
    .target(
      name: "CurlTransport", dependencies: ["FieldBytes", "HTTPTransport", "CCurl", httpTypes]),
    .target(name: "SQLite", dependencies: ["CSQLite"]),
    .target(name: "LoopbackOrigin"),

    // Row 0: pure decisions, protocols, and C headers.
    .target(name: "HTTPCaching", dependencies: [httpTypes]),
    .target(name: "HTTPTransport", dependencies: [httpTypes]),
    .target(name: "FieldBytes", dependencies: [httpTypes]),
    .target(name: "Canvas"),
    .target(name: "Unpacking"),
    .target(
      name: "CNCurses",
      linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    .target(name: "CLinux"),
    .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
    .target(name: "CSQLite", linkerSettings: [.linkedLibrary("sqlite3")]),

    // Tests, one target a module.
    .testTarget(name: "HTTPCachingTests", dependencies: ["HTTPCaching", httpTypes]),
    .testTarget(name: "FieldBytesTests", dependencies: ["FieldBytes", httpTypes]),
    .testTarget(name: "CanvasTests", dependencies: ["Canvas", "TestSupport"]),
    .testTarget(name: "TerminalTests", dependencies: ["Terminal", "Canvas", "CNCurses"]),
    .testTarget(
      name: "CacheStoreTests",
      dependencies: ["CacheStore", "CacheStoreTesting", "HTTPCaching", "TestSupport", httpTypes]),
    .testTarget(
      name: "SQLiteStoreTests",
      dependencies: [
        "SQLiteStore", "SQLite", "CacheStore", "CacheStoreTesting", "HTTPCaching", "StoreWorker",
        "TestSupport",
        httpTypes,
      ],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "RequestsCacheTests",
      dependencies: [
        "RequestsCache", "CachedSession", "CacheStore", "CacheStoreTesting", "EntryTable", "SQLite",
        "HTTPCaching", "HTTPTransport", "TestSupport", httpTypes,
      ],
      exclude: ["Fixtures", "Python"]),
    .testTarget(
      name: "RequestsCacheBehaviourTests",
      dependencies: [
        "Larder", "CachedSession", "RequestsCache", "CacheStore", "CacheStoreTesting", "SQLite",
        "HTTPCaching", "HTTPTransport", "LarderFoundation", "TestSupport", httpTypes,
      ],
      exclude: ["Fixtures"]),
    // What tests of several modules share.
    .target(name: "TestSupport", dependencies: ["CLinux"], path: "Tests/TestSupport"),
    // The other process of tests in which two share a file.
    .executableTarget(
      name: "StoreWorker",
      dependencies: ["SQLiteStore", "SQLite", "CacheStore", "HTTPCaching", httpTypes],
      path: "Tests/StoreWorker"),
    .testTarget(
      name: "CurlTransportTests",
      dependencies: ["CurlTransport", "HTTPTransport", "LoopbackOrigin", "TestSupport", httpTypes]),
    .testTarget(
      name: "CacheProxyTests",
      dependencies: [
        "CacheProxy", "CachedSession", "CacheStore", "CurlTransport", "HTTPCaching",
        "HTTPTransport", "LoopbackOrigin", "SQLiteStore", "TestSupport", httpTypes,
      ]),
    .testTarget(
      name: "CachedSessionTests",
      dependencies: [
        "CachedSession", "CacheStore", "SQLiteStore", "SQLite", "CurlTransport", "HTTPTransport",
        "HTTPCaching", "LoopbackOrigin", "LarderFoundation", "TestSupport", httpTypes,
      ]),
    .testTarget(
      name: "BodyViewsTests",
      dependencies: ["BodyViews", "Canvas", "HTTPCaching", "TestSupport", httpTypes]),
    .testTarget(
      name: "BrowserUITests",
      dependencies: [
        "BrowserUI", "BodyViews", "CacheStore", "Canvas", "HTTPCaching", "TestSupport", httpTypes,
      ],
      exclude: ["Golden"]),
    .testTarget(
      name: "ConfigurationTests",
      dependencies: ["Configuration", "BrowserUI", "CacheStore", "Canvas", "TestSupport"]),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "CachedSession", "SQLiteStore", "CacheStore", "CurlTransport", "LoopbackOrigin",
        "HTTPCaching", "SQLite", "LarderCLI", "BrowserUI", "Canvas", "Configuration", "TestSupport",
        httpTypes,
      ],
      exclude: ["Clients"]),
    .testTarget(name: "LayeringTests"),
  ],
  swiftLanguageModes: [.v6]
)

// The house settings: every Swift target has them, none can forget one.
let house: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]
let headers = ["CNCurses", "CCurl", "CSQLite", "CLinux"]
for target in package.targets where !headers.contains(target.name) {
  target.swiftSettings = (target.swiftSettings ?? []) + house
}
