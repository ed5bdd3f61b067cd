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

  /// A body as the chosen viewer shows it, or else the best one. Where a viewer fails, raw or hex stand in
  /// and a note says so.
  package static func render(_ input: BodyInput, as choice: String? = nil) -> RenderedBody {
    guard let choice else {
      let input = input.decoded()
      return rendered(input, by: best(for: input), isAutomatic: true)
    }
    guard let view = view(choice) else {
      var body = RenderedBody(input, by: RawView(), isAutomatic: false)
      body.lines = [BodyLine("There is no view \(choice).", Style(.error))]
      return body
    }
    return rendered(view.showsStoredBytes ? input : input.decoded(), by: view, isAutomatic: false)
  }

  private static func rendered(
    _ input: BodyInput, by view: any BodyView, isAutomatic: Bool
  ) -> RenderedBody {
    do {
      let content = try view.render(input)
      var body = RenderedBody(input, by: view, isAutomatic: isAutomatic)
      body.take(content, notes: sizeNotes(input, view))
      return body
    } catch {
      return fallback(input, from: view, error, isAutomatic: isAutomatic)
    }
  }

  /// What takes the place of a viewer that failed: where the type promised that it could, or a person chose
  /// it, a note says so; where it was a guess, there is nothing to tell.
  private static func fallback(
    _ input: BodyInput, from view: any BodyView, _ error: any Error, isAutomatic: Bool
  ) -> RenderedBody {
    let isGuess = isAutomatic && view.priority(for: input) <= BodyPriority.guess
    let plain: any BodyView = isGuess ? TextView() : RawView()
    let fallback: any BodyView = HexView.suits(input) ? HexView() : plain
    let content = (try? fallback.render(input)) ?? BodyContent([])
    var body = RenderedBody(input, by: fallback, isAutomatic: true)
    body.take(content, notes: sizeNotes(input, fallback))
    if !isGuess { body.notes.insert("no " + view.title + ": " + message(error), at: 0) }
    return body
  }

  /// What the screen must say whatever the viewer: that this is a part, that a coding still is on the bytes,
  /// or something went wrong in undoing it.
  private static func sizeNotes(_ input: BodyInput, _ view: any BodyView) -> [VisibleText] {
    var notes: [VisibleText] = []
    if let fault = input.unpacking?.fault {
      notes.append("\(fault)")
    } else if !input.isWhole {
      notes.append(
        view.goesByWindow
          ? "bytes \(input.offset) to \(input.range.upperBound) of \(input.totalSize)"
          : "the first \(input.bytes.count) of \(input.totalSize) bytes")
    }
    if let coding = input.remainingCoding, input.undecodable == nil {
      notes.append("still \(coding): shown as stored")
    }
    return notes
  }

  private static func message(_ error: any Error) -> VisibleText {
    (error as? BodyViewError)?.message ?? "\(String(describing: error))"
  }
}

extension RenderedBody {
  /// A body without lines.
  init(_ input: BodyInput, by view: any BodyView, isAutomatic: Bool) {
    viewID = view.id
    title = view.title
    self.isAutomatic = isAutomatic
    goesByWindow = view.goesByWindow
    lines = []
    notes = []
    // What was unpacked has no pages: how far into the stored bytes a line is, nobody can say.
    range = input.unpacking.map { 0..<$0.storedSize } ?? input.range
    totalSize = input.unpacking?.storedSize ?? input.totalSize
    isUnpacked = input.unpacking != nil
    isPart = !input.isWhole
    coding = Coding(input)
    undecodable = input.undecodable
  }

  fileprivate mutating func take(_ content: BodyContent, notes: [VisibleText]) {
    lines = content.lines
    charset = content.charset
    isPart = isPart || content.lines.count >= BodyLimits.lines
    self.notes = content.notes + notes
  }
}

extension RenderedBody.Coding {
  fileprivate init?(_ input: BodyInput) {
    let size = Int64(input.bytes.count)
    if let unpacking = input.unpacking {
      self.init(name: "\(unpacking.name)", storedSize: unpacking.storedSize, size: size)
    } else if let encoded = input.encodedSize {
      let name = input.fields[.contentEncoding] ?? "coded"
      self.init(name: "\(name)", storedSize: encoded, size: input.totalSize)
    } else {
      return nil
    }
  }
}

extension BodyInput {
  /// The bytes of the body that the window has.
  fileprivate var range: Range<Int64> {
    let end = offset.addingReportingOverflow(Int64(bytes.count))
    return offset..<(end.overflow ? .max : end.partialValue)
  }
}
