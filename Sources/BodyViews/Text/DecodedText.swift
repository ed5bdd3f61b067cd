import Canvas

/// A window's bytes as text, with the note that says how they were read.
struct DecodedText {
  /// The bytes of whole characters, without the byte order mark.
  let bytes: ArraySlice<UInt8>
  let charset: Charset
  let note: VisibleText

  var text: String { charset.decode(bytes) }

  /// Reads the window by the charset of field, byte order mark or guess. Characters that the window's
  /// ends cut in two are left out.
  init(_ input: BodyInput, isMarkup: Bool = false) {
    let label = input.mediaType.parameters["charset"]
    let choice = CharsetChoice.of(input.bytes, label: label, isMarkup: isMarkup)
    var bytes = input.bytes
    if input.offset == 0 {
      bytes = bytes.dropFirst(CharsetChoice.byteOrderMarkLength(bytes))
    }
    if input.offset > 0 { bytes = bytes.dropFirst(choice.charset.cutPrefix(bytes)) }
    if !input.isWhole { bytes = bytes.dropLast(choice.charset.cutSuffix(bytes)) }
    self.bytes = bytes
    charset = choice.charset
    note = "\(choice.note)"
  }
}
