import Canvas
import HTTPTypes

/// The viewers there are.
package enum KnownViews {
  /// One line each; of equal priorities the first is taken.
  package static let all: [any BodyView] = [
    JSONView(),
    HTMLView(),
    HTMLTextView(),
    XMLView(),
    CodeView(),
    FormView(),
    MultipartView(),
    ImageView(),
    ArchiveView(),
    TextView(),
    HexView(),
    RawView(),
  ]

  /// The viewer of a name.
  package static func view(_ id: String) -> (any BodyView)? { all.first { $0.id == id } }

  /// The viewer that suits a body best.
  package static func best(for input: BodyInput) -> any BodyView {
    let suited = all.map { (view: $0, priority: $0.priority(for: input)) }
    var best = suited[0]
    for candidate in suited.dropFirst() where candidate.priority > best.priority {
      best = candidate
    }
    return best.view
  }

  /// A body as the chosen viewer shows it, or else the best one. Where an automatic choice fails, text or
  /// hex stand in and a note says so; where a chosen one fails, its error is what is shown.
  package static func render(_ input: BodyInput, as choice: String? = nil) -> RenderedBody {
    guard let choice else { return automatic(input) }
    guard let view = view(choice) else {
      return failed(input, id: choice, title: "\(choice)", "there is no such view")
    }
    do {
      return rendered(input, by: view, try view.render(input), isAutomatic: false)
    } catch {
      return failed(input, id: view.id, title: view.title, message(error))
    }
  }

  private static func automatic(_ input: BodyInput) -> RenderedBody {
    let view = best(for: input)
    do {
      return rendered(input, by: view, try view.render(input), isAutomatic: true)
    } catch {
      return fallback(input, from: view, error)
    }
  }

  /// What takes the place of a viewer that failed: where the type promised that it could, a note says
  /// so; where it was a guess, there is nothing to tell.
  private static func fallback(
    _ input: BodyInput, from view: any BodyView, _ error: any Error
  ) -> RenderedBody {
    let isGuess = view.priority(for: input) <= BodyPriority.guess
    let plain: any BodyView = isGuess ? TextView() : RawView()
    let fallback: any BodyView = HexView.suits(input) ? HexView() : plain
    let content = (try? fallback.render(input)) ?? BodyContent([])
    var body = rendered(input, by: fallback, content, isAutomatic: true)
    if !isGuess { body.notes.insert("\(view.title): \(message(error))", at: 0) }
    return body
  }

  private static func rendered(
    _ input: BodyInput, by view: any BodyView, _ content: BodyContent, isAutomatic: Bool
  ) -> RenderedBody {
    RenderedBody(
      viewID: view.id, title: view.title, isAutomatic: isAutomatic, lines: content.lines,
      notes: content.notes + sizeNotes(input, view), range: range(input),
      totalSize: input.totalSize)
  }

  private static func failed(
    _ input: BodyInput, id: String, title: VisibleText, _ message: VisibleText
  ) -> RenderedBody {
    RenderedBody(
      viewID: id, title: title, isAutomatic: false,
      lines: [BodyLine("Can't show this as \(title): \(message).", Style(.error))], notes: [],
      range: range(input), totalSize: input.totalSize)
  }

  private static func range(_ input: BodyInput) -> Range<Int64> {
    let end = input.offset.addingReportingOverflow(Int64(input.bytes.count))
    return input.offset..<(end.overflow ? .max : end.partialValue)
  }

  /// What the screen must say whatever the viewer: that this is a part, that a coding was undone or
  /// still is on the bytes.
  private static func sizeNotes(_ input: BodyInput, _ view: any BodyView) -> [VisibleText] {
    var notes: [VisibleText] = []
    if !input.isWhole {
      notes.append(
        view.goesByWindow
          ? "bytes \(input.offset) to \(range(input).upperBound) of \(input.totalSize)"
          : "the first \(input.bytes.count) of \(input.totalSize) bytes")
    }
    if let encoded = input.encodedSize {
      let coding = input.fields[.contentEncoding] ?? "coded"
      notes.append("\(coding) \(encoded) -> \(input.totalSize) bytes")
    }
    if let coding = input.remainingCoding { notes.append("still \(coding): shown as stored") }
    return notes
  }

  private static func message(_ error: any Error) -> VisibleText {
    (error as? BodyViewError)?.message ?? "\(String(describing: error))"
  }
}
