import EntryTable
import HTTPCaching

extension EntryRow {
  /// An expiry set by hand, as `SettingsCodec` has it; what can't be read is none.
  var manualExpiration: FreshnessSettings.Manual? {
    get { manual.isEmpty ? nil : manual.withUnsafeBytes { try? SettingsCodec.decodeManual($0) } }
    set { manual = newValue.map(SettingsCodec.encode) ?? [] }
  }
}
