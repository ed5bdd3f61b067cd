import HTTPTypes

/// Reads the words of assumptions.
enum WhatIfParser {
  static func terms(_ text: String) throws(Failure) -> [WhatIf.Term] {
    var terms: [WhatIf.Term] = []
    for piece in text.split(separator: "; ") {
      let piece = String(piece).trimmingBlanks
      if let field = field(piece) {
        terms.append(field)
      } else {
        terms += try words(piece)
      }
    }
    return terms
  }

  /// `name: value`; a time of day has no blank behind its colon.
  private static func field(_ piece: String) -> WhatIf.Term? {
    let name = piece.prefix { $0 != ":" }
    let rest = piece.dropFirst(name.count + 1)
    guard name.count < piece.count, rest.isEmpty || rest.first == " ",
      let name = HTTPField.Name(String(name))
    else { return nil }
    return .field(name, String(rest).trimmingBlanks)
  }

  private static func words(_ piece: String) throws(Failure) -> [WhatIf.Term] {
    var terms: [WhatIf.Term] = []
    var words = piece.split { " ,;".contains($0) }.map(String.init)[...]
    while let word = words.popFirst() {
      if word == "at" {
        guard let text = words.popFirst(), let moment = WhatIfMoment(at: text) else {
          throw Failure("at needs a time: at 12:00, at 2026-03-05T10:00:00Z")
        }
        terms.append(.moment(moment))
      } else if let shift = WhatIfMoment(shift: word) {
        terms.append(.moment(shift))
      } else {
        terms.append(try assignment(word))
      }
    }
    return terms
  }

  /// A directive of requests (RFC 9111 section 5.2.1), or a setting.
  private static func assignment(_ word: String) throws(Failure) -> WhatIf.Term {
    let name = word.prefix { $0 != "=" }.lowercased()
    let value = name.count < word.count ? String(word.dropFirst(name.count + 1)) : nil
    if WhatIfSetting.names.contains(name) {
      return .setting(try WhatIfSetting(name, value ?? "on"))
    }
    switch name {
    case "no-cache", "no-store", "only-if-cached", "no-transform":
      guard value == nil else { throw Failure("\(name) has no value") }
      return .directive(name)
    case "max-stale" where value == nil: return .directive(name)
    case "max-age", "max-stale", "min-fresh", "stale-if-error":
      guard let seconds = value.flatMap(FilterUnit.seconds.number), seconds >= 0 else {
        throw Failure("\(name) needs a time: \(name)=300, \(name)=5m")
      }
      return .directive("\(name)=\(Int(min(seconds, 4e9)))")
    default:
      throw Failure("no directive or setting \(name); what goes: \(WhatIf.examples)")
    }
  }
}
