/// Where untrusted text came from: how much of Unicode it may use.
package enum TextContext: Sendable, Hashable, CaseIterable {
  /// A URL or a part of one: nothing invisible and no blank but the space.
  case url
  /// A header, a reason phrase, a file name, an error of another program: as strict as a URL.
  case header
  /// A body: joined emoji and wide blanks are kept too.
  case body

  var allowsEmojiSequences: Bool { self == .body }
  var allowsBlanks: Bool { self == .body }
}
