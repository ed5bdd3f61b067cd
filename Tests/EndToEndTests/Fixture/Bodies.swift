import FoundationEssentials

/// The bodies of the fixture.
enum Bodies {
  /// About 12 KB of JSON, a little less on each page.
  static func users(_ page: Int) -> Data {
    let people = (0..<25).map { number in
      """
          {
            "id": \(1001 + 25 * (page - 1) + number),
            "name": "Zoë",
            "roles": ["reader", "author", "editor"],
            "about": "\(String(repeating: "preserves ", count: 36))"
          }
      """
    }
    let next = "https://api.example.com/v1/users?page=\(page + 1)"
    return Data(
      ("{\n  \"page\": \(page),\n  \"next\": \"\(next)\",\n  \"items\": [\n"
        + people.joined(separator: ",\n") + "\n  ]\n}\n").utf8)
  }

  /// A JSON array of 1,000 items; one of them has a `zebra`.
  static let items: Data = {
    let items = (0..<1000).map {
      #"{"number":\#($0),"animal":"\#($0 == 700 ? "zebra" : "horse")"}"#
    }
    return Data("[\(items.joined(separator: ","))]".utf8)
  }()

  /// 20 MB of lines, the last of them marked.
  static let log: Data = {
    var log = Data(capacity: 20_000_100)
    while log.count < 20_000_000 { log.append(logLine) }
    return log + lastLine
  }()

  static let logLine =
    Data("2026-02-28T00:00:00Z GET /v1/users 200 12412 0.208 0123456789abcdef\n".utf8)
  static let lastLine = Data("last-line-token\n".utf8)

  static let page = Data(
    """
    <!doctype html>
    <html><head><title>Preserves</title></head>
    <body><h1>Preserves</h1><p>Keep in a cool, dry place.</p></body></html>

    """.utf8)

  /// A PNG picture, 16 by 16, true colour.
  static let picture =
    Data(
      base64Encoded: """
        iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAABlklEQVR42hXRURVEIQhFUSMYgQhGMAIR\
        iGCEE8EIRiACEYhABCLMG7/ZrMt1jMEcyGAN9kAHNjgDBnfwBj6IQQ5q0IMxJnMikzXZE53Y5EyY3Mmb\
        +CQmOalJzw8IUxBhCVtQwYQjIFzhCS6EkEIJLR9YzIUs1mIvdGGLs2BxF2/hi1jkoha9PrCZG9mszd7o\
        xjZnw+Zu3sY3sclNbXp/QJmKKEvZiiqmHAXlKk9xJZRUSmn9gDENMZaxDTXMOAbGNZ7hRhhplNH2gcM8\
        yGEd9kEPdjgHDvfwDn6IQx7q0OcD/wK/Sr4jv9hfkG/1N/x/Fx44BCQU9Pc94zIvclmXfdGLXc79j9/L\
        u/glLnmpS98PPOZDHuuxH/qwx3n/5ffxHv6IRz7q0e8DznTEWc521DHn+D/KdZ7jTjjplNP+gWAGEqxg\
        BxpYcOIf/AYv8CCCDCro+EAyE0lWshNNLDn5P/MmL/Ekkkwq6fxAMQspVrELLaw49S/lFq/wIoosquj6\
        QDMbaVazG22sOf2v8Dav8SaabKrp5geIAnAQC3NfwAAAAABJRU5ErkJggg==
        """) ?? Data()
}
