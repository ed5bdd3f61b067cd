import FoundationEssentials
import HTTPCaching

/// Freshness settings in a head, and the expiry set by hand in its own column.
///
/// The first byte is 0 for RFC 9111 without overrides, the usual case, and then nothing follows;
/// otherwise 1 and all of them, or 2 and all of them and those of a shared cache. An expiration is a byte for its case and a double for seconds or date.
enum SettingsCodec {
  static func write(_ settings: FreshnessSettings, to writer: inout ByteWriter) {
    var settings = settings
    settings.manual = nil
    guard settings != FreshnessSettings() else { return writer.byte(0) }
    writer.byte(settings.isShared ? 2 : 1)
    writer.byte(settings.usesResponseFields ? 1 : 0)
    writer.optional(settings.perRequest) { write($1, to: &$0) }
    writer.optional(settings.urlRule) {
      $0.text($1.pattern)
      $0.count($1.index)
      write($1.expiration, to: &$0)
    }
    writer.optional(settings.session) { write($1, to: &$0) }
    writer.double(settings.heuristicFraction)
    writer.double(settings.heuristicLimit)
    writer.optional(settings.staleWhileRevalidate) { $0.double($1) }
    writer.optional(settings.staleIfError) { $0.double($1) }
    guard settings.isShared else { return }
    writer.count(settings.targetedFields.count)
    for name in settings.targetedFields { writer.text(name) }
  }

  static func read(_ reader: inout ByteReader) throws(DamagedRecord) -> FreshnessSettings {
    var settings = FreshnessSettings()
    let form = try reader.byte()
    guard form == 1 || form == 2 else { return settings }
    settings.usesResponseFields = try reader.byte() == 1
    settings.perRequest = try reader.optional(expiration)
    settings.urlRule = try reader.optional { reader throws(DamagedRecord) in
      let pattern = try reader.text()
      let index = try reader.number()
      return .init(pattern: pattern, index: index, expiration: try expiration(&reader))
    }
    settings.session = try reader.optional(expiration)
    settings.heuristicFraction = try reader.double()
    settings.heuristicLimit = try reader.double()
    settings.staleWhileRevalidate = try reader.optional { r throws(DamagedRecord) in try r.double()
    }
    settings.staleIfError = try reader.optional { r throws(DamagedRecord) in try r.double() }
    settings.isShared = form == 2
    guard settings.isShared else { return settings }
    for _ in 0..<(try reader.count()) { settings.targetedFields.append(try reader.text()) }
    return settings
  }

  static func encode(_ manual: FreshnessSettings.Manual) -> [UInt8] {
    var writer = ByteWriter()
    writer.double(manual.setAt.timeIntervalSinceReferenceDate)
    write(manual.expiration, to: &writer)
    return writer.bytes
  }

  static func decodeManual(
    _ bytes: UnsafeRawBufferPointer
  ) throws(DamagedRecord) -> FreshnessSettings.Manual {
    var reader = ByteReader(bytes)
    let setAt = try HeadCodec.date(&reader)
    return .init(try expiration(&reader), setAt: setAt)
  }

  private static func write(_ expiration: Expiration, to writer: inout ByteWriter) {
    switch expiration {
    case .never: writer.byte(0)
    case .immediately: writer.byte(1)
    case .doNotCache: writer.byte(2)
    case .after(let seconds):
      writer.byte(3)
      writer.double(seconds)
    case .at(let date):
      writer.byte(4)
      writer.double(date.timeIntervalSinceReferenceDate)
    }
  }

  private static func expiration(_ reader: inout ByteReader) throws(DamagedRecord) -> Expiration {
    switch try reader.byte() {
    case 0: .never
    case 1: .immediately
    case 2: .doNotCache
    case 3: .after(try reader.double())
    case 4: .at(Date(timeIntervalSinceReferenceDate: try reader.double()))
    default: throw DamagedRecord()
    }
  }
}
