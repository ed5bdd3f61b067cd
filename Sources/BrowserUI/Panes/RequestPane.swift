package import CacheStore
package import Canvas
import HTTPCaching
import HTTPTypes

/// The request that was answered, and what of it is in the key.
package enum RequestPane {
  /// The lines of an entry's request.
  package static func lines(_ entry: CacheEntry, in context: PaneContext) -> [StyledText] {
    request(entry, in: context) + [PaneLine.blank] + key(entry, in: context)
      + redirects(entry, in: context)
  }

  private static func request(_ entry: CacheEntry, in context: PaneContext) -> [StyledText] {
    let request = entry.stored.request
    var line = StyledText(
      " " + VisibleText(untrusted: request.method.rawValue, .header) + " ", Style(.heading, .bold))
    line.append(VisibleText(untrusted: entry.summary.url, .url))
    var lines = line.wrapped(to: context.width, indent: 4)
    if let ascii = Punycode.asciiHost(URLParts(entry.summary.url).host) {
      lines += PaneLine.fact("host is", "\(ascii)", Style(.warning), in: context)
    }
    for field in request.headerFields {
      lines += FieldLines.line(field, width: context.width)
    }
    if request.headerFields.isEmpty {
      lines += PaneLine.note("no request fields are stored", in: context)
    }
    return lines
  }

  private static func key(_ entry: CacheEntry, in context: PaneContext) -> [StyledText] {
    let parts = entry.keyParts
    var lines = [PaneLine.heading("What went into the key")]
    lines += PaneLine.fact("key", "\(entry.summary.key)", in: context)
    lines += PaneLine.fact("method", "\(parts.method)", in: context)
    lines += PaneLine.fact("url", VisibleText(untrusted: parts.url, .url), in: context)
    lines += PaneLine.fact("body", "\(parts.bodyDigest ?? "none")", in: context)
    lines += fields("fields", parts.matchedFields, none: "none are matched", in: context)
    let ignored = parts.ignoredParameters.map { VisibleText(untrusted: $0) }
    lines += PaneLine.fact(
      "ignored", ignored.isEmpty ? "nothing" : ignored.joined(separator: ", "), in: context)
    lines += fields("vary", entry.varyFields, none: "no variants", in: context)
    return lines
  }

  private static func fields(
    _ name: VisibleText, _ fields: [CacheKeyParts.Field], none: VisibleText,
    in context: PaneContext
  ) -> [StyledText] {
    guard !fields.isEmpty else { return PaneLine.fact(name, none, in: context) }
    return fields.enumerated().flatMap { index, field in
      PaneLine.fact(index == 0 ? name : "", "\(field.name): \(field.value)", in: context)
    }
  }

  private static func redirects(_ entry: CacheEntry, in context: PaneContext) -> [StyledText] {
    guard !entry.redirects.isEmpty else { return [] }
    return [PaneLine.blank, PaneLine.heading("Redirected here from")]
      + entry.redirects.flatMap {
        StyledText("  " + VisibleText(untrusted: $0, .url))
          .wrapped(to: context.width, indent: 4)
      }
  }
}
