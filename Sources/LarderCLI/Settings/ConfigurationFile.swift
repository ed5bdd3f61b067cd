import BrowserUI
import Configuration
import FoundationEssentials

/// The file `config.toml`, of the person's or of that name.
struct ConfigurationFile: Sendable {
  let path: String
  /// Whether somebody named it: then it has to be there.
  private let isNamed: Bool

  /// - Parameter name: a path; nil for `LARDER_CONFIG`, or else the usual place.
  init(named name: String?) {
    let named = name ?? Environment["LARDER_CONFIG"]
    path = named ?? SettingsPaths.configuration
    isNamed = named != nil
  }

  /// The name for messages.
  var name: String { SettingsPaths.short(path) }

  /// The text; nil where there is no file and none has to be there.
  func read() throws(ConfigurationFault) -> String? {
    let text = try content()
    if text == nil, isNamed { throw fault("there is no such file: make it, or leave its name out") }
    return text
  }

  private func content() throws(ConfigurationFault) -> String? {
    let data: Data?
    do throws(PrivateFile.ReadError) {
      data = try PrivateFile(path: path).read()
    } catch {
      switch error {
      case .notReadable: throw fault("it can't be read: look at its permissions")
      case .notAFile: throw fault("it is no file: name one with settings, or /dev/null for none")
      case .tooLarge: throw fault("it is larger than 1 MB: is it the right one?")
      }
    }
    guard let data else { return nil }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw fault("it isn't UTF-8: save it as such")
    }
    return text
  }

  private func fault(_ sentence: String) -> ConfigurationFault {
    ConfigurationFault(place: .file, sentence: sentence)
  }

  /// Sets values in the file, and leaves everything else in it as it is. A file that isn't there is made.
  ///
  /// - Returns: the lines of the settings, by name.
  func save(_ options: [SavedOption]) throws(BrowserUI.Failure) -> [String: Int] {
    let edit: ConfigurationEdit
    do throws(ConfigurationFault) {
      var text = ConfigurationEdit(try content() ?? "")
      for option in options {
        if let setting = Setting.named(option.name) { try text.set(setting, to: option.value) }
      }
      edit = text
    } catch {
      throw BrowserUI.Failure("not saved: \(error.words(file: name))")
    }
    do {
      try PrivateFile(path: path).write(Data(edit.text.utf8))
    } catch {
      throw BrowserUI.Failure(
        "not saved: \(name) can't be written; look at its folder's permissions")
    }
    let lines = options.compactMap { option in
      Setting.named(option.name).map { ($0.name, edit.line(of: $0)) }
    }
    return Dictionary(lines) { $1 }
  }
}
