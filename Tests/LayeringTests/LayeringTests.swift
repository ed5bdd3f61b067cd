import Testing

/// Which modules of larder a target may import: only rows below its own.
private let table: [String: Set<String>] = [
  // Row 5
  "LarderCLI": [
    "Larder", "BrowserUI", "Configuration", "Terminal", "CacheProxy", "CachedSession", "BodyViews",
    "SQLiteStore",
    "RequestsCache", "CacheStore",
    "CurlTransport", "LoopbackOrigin", "HTTPCaching", "HTTPTransport", "Canvas", "CLinux",
    "ArgumentParser",
  ],
  "LarderBench": [
    "Larder", "CachedSession", "SQLiteStore", "RequestsCache", "CacheStore", "CurlTransport",
    "LoopbackOrigin", "HTTPCaching", "HTTPTransport", "CSQLite", "CCurl",
  ],
  "Configuration": ["BrowserUI", "Canvas", "CacheStore"],
  // Row 4
  "Larder": [
    "CachedSession", "SQLiteStore", "RequestsCache", "CacheStore", "CurlTransport", "HTTPCaching",
    "HTTPTransport",
  ],
  "LarderFoundation": [
    "CachedSession", "CacheStore", "HTTPCaching", "HTTPTransport", "Foundation",
    "FoundationNetworking",
  ],
  "CacheProxy": ["CachedSession", "FieldBytes", "HTTPCaching", "HTTPTransport", "CLinux"],
  "BrowserUI": ["BodyViews", "CacheStore", "HTTPCaching", "Canvas"],
  "Terminal": ["Canvas", "CNCurses"],
  // Row 3
  "CachedSession": ["CacheStore", "HTTPCaching", "HTTPTransport"],
  "BodyViews": ["Canvas", "HTTPCaching", "Unpacking"],
  // Row 2
  "SQLiteStore": ["EntryTable", "CacheStore", "SQLite", "FieldBytes", "HTTPCaching"],
  "RequestsCache": ["EntryTable", "CacheStore", "SQLite", "HTTPCaching", "FieldBytes", "CLinux"],
  "EntryTable": ["CacheStore", "SQLite", "HTTPCaching"],
  // Row 1
  "CacheStore": ["Unpacking", "HTTPCaching"],
  "CacheStoreTesting": ["CacheStore", "HTTPCaching"],
  "CurlTransport": ["FieldBytes", "HTTPTransport", "CCurl"],
  "SQLite": ["CSQLite"],
  "LoopbackOrigin": [],
  // Row 0
  "HTTPCaching": [],
  "HTTPTransport": [],
  "FieldBytes": [],
  "Canvas": [],
  "Unpacking": [],
  "CNCurses": [], "CCurl": [], "CSQLite": [], "CLinux": [],
]

/// What any target may import besides.
private let everywhere: Set<String> = [
  "FoundationEssentials", "HTTPTypes", "Synchronization", "Dispatch", "Glibc",
]

/// Modules whose result depends on their parameters alone.
private let pure = [
  "HTTPCaching", "FieldBytes", "Canvas", "Unpacking", "BodyViews", "BrowserUI", "Configuration",
]

/// What would make them depend on something else.
private let impurities = [
  "Date()", "Date.now", "FileManager", "Task {", "Task.detached", "print(", "ProcessInfo",
  "getenv(",
]

@Test func `every target has a row in the import table`() throws {
  #expect(try PackageFiles.targets() == table.keys.sorted())
}

@Test(arguments: table.keys.sorted())
func `a target imports only what its row allows`(target: String) throws {
  let allowed = try #require(table[target]).union(everywhere)
  for file in try PackageFiles.swiftFiles(below: "Sources/" + target) {
    let forbidden = try PackageFiles.imports(of: file).subtracting(allowed)
    #expect(forbidden.isEmpty, "\(file) imports \(forbidden.sorted())")
  }
}

@Test(arguments: pure)
func `a pure module reads no clock, file or environment`(target: String) throws {
  for file in try PackageFiles.swiftFiles(below: "Sources/" + target) {
    let text = try PackageFiles.text(file)
    for impurity in impurities where PackageFiles.uses(impurity, in: text) {
      Issue.record("\(file) has `\(impurity)`; pass the value in as a parameter")
    }
  }
}

@Test(arguments: [
  ("let now = Date()", true), ("Task { }", true), ("{ print(x) }", true),
  ("func noDate() {", false), ("extension BrowserTask {", false), ("printer.print()", false),
  ("mutating func print() {", false),
])
func `a word counts as itself, not as the end or a member of another`(line: String, counts: Bool) {
  #expect(impurities.contains { PackageFiles.uses($0, in: line) } == counts)
}

@Test func `the import table finds imports behind access words and attributes`() throws {
  #expect(
    try PackageFiles.imports(of: "Sources/HTTPCaching/StoredResponse.swift")
      == ["FoundationEssentials", "HTTPTypes"])
}
