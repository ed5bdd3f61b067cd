/// Something in the settings that can't be read; what it is about keeps its default.
package struct ConfigurationFault: Error, Sendable, Hashable {
  package enum Place: Sendable, Hashable {
    /// A line of the file, counted from 1.
    case line(Int)
    case variable(String)
    case flag(String)
    /// The file itself.
    case file
  }

  package var place: Place
  /// Without the place.
  package var sentence: String

  package init(place: Place, sentence: String) {
    self.place = place
    self.sentence = sentence
  }

  /// In one line: `config.toml:3: there is no setting thme: did you mean theme?`
  package func words(file: String) -> String {
    switch place {
    case .line(let line): "\(file):\(line): \(sentence)"
    case .variable(let name), .flag(let name): "\(name): \(sentence)"
    case .file: "\(file): \(sentence)"
    }
  }
}
