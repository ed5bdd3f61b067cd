import FoundationEssentials
import HTTPCaching

/// Reports as values, so that the layout is tested whatever the words of the reasoning are.
enum ReportFixture {
  /// The first entry of the documentation's pictures.
  static let stale = """
    {"now": 794052004, "method": "GET", "url": "https://api.example.com/v1/users?page=1",
     "verdict": {"state": "stale", "rule": "max-age", "freshUntil": 794051762, "remaining": -242},
     "storability": {"clauses": [
       {"isMet": true, "name": "method", "decidedBy": "GET", "section": "RFC 9111 3"},
       {"isMet": true, "name": "status", "decidedBy": "200", "section": "RFC 9111 3"},
       {"isMet": true, "name": "no-store", "decidedBy": "no no-store", "section": "RFC 9111 5.2.2.5"}]},
     "candidates": [
       {"rule": "manual", "result": "absent", "note": "not set"},
       {"rule": "s-maxage", "result": "ignored", "note": "private cache ignores"},
       {"rule": "max-age", "seconds": 600, "result": "wins", "note": "wins"},
       {"rule": "expires", "seconds": 3600, "result": "loses", "note": "loses to max-age"},
       {"rule": "per-request", "result": "absent", "note": "not given"},
       {"rule": "url-rule", "result": "absent", "note": "no pattern matched"},
       {"rule": "session", "seconds": 86400, "result": "loses", "note": "weaker than headers"},
       {"rule": "heuristic", "seconds": 4200, "value": "0.1 x 42000 s", "result": "loses",
        "note": "explicit value exists"}],
     "age": {"ageValue": 0, "dateValue": 794051162, "requestTime": 794051162.0,
       "responseTime": 794051162.1, "apparentAge": 0, "responseDelay": 0.1,
       "correctedAgeValue": 0.1, "correctedInitialAge": 0.1, "residentTime": 841.9,
       "currentAge": 842},
     "comparison": {"basis": "age", "elapsed": 842, "lifetime": 600, "isFresh": false},
     "staleWhileRevalidate": {"length": 0, "source": "none"},
     "staleIfError": {"length": 0, "source": "none"},
     "nextRequest": {"kind": "conditional",
       "validators": [{"name": "if-none-match", "value": "\\"9f1c-12a\\""}],
       "reasons": [{"rule": "stale", "seconds": 242}],
       "staleForbidden": "serve-stale not allowed"},
     "matching": {"matches": true, "variesOnEverything": false, "fields": [
       {"name": "accept-encoding", "stored": "gzip, br", "presented": "gzip, br", "matches": true}]},
     "notes": [{"level": "warning", "code": "expires-differs", "section": "RFC 9111 5.3",
       "text": "Expires and max-age disagree"}]}
    """

  /// A report with members of its JSON form replaced.
  static func report(_ changes: [(of: String, with: String)] = []) throws -> FreshnessReport {
    var json = stale
    for change in changes { json = json.replacing(change.of, with: change.with) }
    return try JSONDecoder().decode(FreshnessReport.self, from: Data(json.utf8))
  }

  /// In its lifetime.
  static let fresh: [(of: String, with: String)] = [
    ("\"state\": \"stale\"", "\"state\": \"fresh\""), ("\"remaining\": -242", "\"remaining\": 242"),
    ("\"currentAge\": 842", "\"currentAge\": 358"), ("\"elapsed\": 842", "\"elapsed\": 358"),
    ("\"isFresh\": false", "\"isFresh\": true"), ("841.9", "357.9"),
    ("\"kind\": \"conditional\"", "\"kind\": \"hit\""),
    ("\"rule\": \"stale\"", "\"rule\": \"fresh\""),
    ("\"serve-stale not allowed\"", "null"),
  ]

  /// In its first stale window, with a longer second one.
  static let windows: [(of: String, with: String)] = [
    ("\"state\": \"stale\"", "\"state\": \"swr\""),
    (
      "\"staleWhileRevalidate\": {\"length\": 0,",
      "\"staleWhileRevalidate\": {\"length\": 300, \"remaining\": 58,"
    ),
    (
      "\"staleIfError\": {\"length\": 0,",
      "\"staleIfError\": {\"length\": 86400, \"remaining\": 86158,"
    ),
    ("\"source\": \"none\"", "\"source\": \"response\""),
    ("\"kind\": \"conditional\"", "\"kind\": \"stale-while-revalidate\""),
  ]

  /// Without an end.
  static let never: [(of: String, with: String)] = [
    ("\"state\": \"stale\"", "\"state\": \"never\""),
    ("\"remaining\": -242", "\"remaining\": null"),
    ("\"lifetime\": 600", "\"lifetime\": null"), ("\"isFresh\": false", "\"isFresh\": true"),
    ("\"kind\": \"conditional\"", "\"kind\": \"hit\""),
  ]

  /// Not storable, and checked before each use.
  static let unstorable: [(of: String, with: String)] = [
    ("\"state\": \"stale\"", "\"state\": \"validate\""), ("\"lifetime\": 600", "\"lifetime\": 0"),
    (
      "\"isMet\": true, \"name\": \"no-store\", \"decidedBy\": \"no no-store\"",
      "\"isMet\": false, \"name\": \"no-store\", \"decidedBy\": \"cache-control: no-store\""
    ),
    ("\"presented\": \"gzip, br\", \"matches\": true", "\"presented\": \"br\", \"matches\": false"),
  ]
}
