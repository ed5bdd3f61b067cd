package import CacheStore
package import Canvas
import FoundationEssentials
import HTTPCaching
import HTTPTypes

/// The response head as stored: order, duplicates and odd bytes as they came.
package enum HeadersPane {
  /// The lines of an entry's head.
  package static func lines(_ entry: CacheEntry, in context: PaneContext) -> [StyledText] {
    let response = entry.stored.response
    let marks = FieldMarks(response.headerFields)
    var lines = [statusLine(response)]
    for field in response.headerFields {
      lines += FieldLines.line(field, remark: marks.mark(field.name).remark, width: context.width)
    }
    return lines + odd(entry.oddFields, in: context) + [PaneLine.blank]
      + asServed(entry, in: context)
  }

  /// What has a name that no message can have.
  private static func odd(
    _ fields: [CacheEntry.RawFact], in context: PaneContext
  ) -> [StyledText] {
    fields.flatMap { field in
      var line = StyledText(" " + VisibleText(untrusted: field.name, .header), Style(.warning))
      line.append(": ", Style(.punctuation))
      line.append(VisibleText(untrusted: field.value, .header))
      line.append("  no legal name: never sent", Style(.muted))
      return line.wrapped(to: context.width, indent: 4)
    }
  }

  private static func statusLine(_ response: HTTPResponse) -> StyledText {
    var line = StyledText(" HTTP ", Style(.muted))
    line.append("\(response.status.code)", Style(.heading, .bold))
    line.append(" " + VisibleText(untrusted: response.status.reasonPhrase, .header))
    return line
  }

  /// What a client would get beside it at this moment (RFC 9111 section 4).
  private static func asServed(_ entry: CacheEntry, in context: PaneContext) -> [StyledText] {
    let age = max(0, context.now.timeIntervalSince(entry.summary.generated))
    var line = StyledText(" as served now ", Style(.label))
    line.append("age", Style(.name))
    line.append(": ", Style(.punctuation))
    line.append("\(Numbers.fixed(age.rounded(.down), places: 0))")
    return line.wrapped(to: context.width, indent: 1)
  }
}
