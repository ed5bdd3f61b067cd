import CCurl
import HTTPTypes

/// The request's fields as libcurl's list, in order and with duplicates.
enum FieldList {
  /// Fields that libcurl makes, as they belong to the connection or the framing.
  private static let owned: Set<HTTPField.Name> = [.contentLength, .transferEncoding, host]
  private static let host = HTTPField.Name("Host") ?? .contentLength

  static func make(_ fields: HTTPFields, hasBody: Bool) -> UnsafeMutablePointer<curl_slist>? {
    var list: UnsafeMutablePointer<curl_slist>?
    for field in fields where !owned.contains(field.name) {
      append(line(of: field), to: &list)
    }
    // A name without a value takes back what libcurl adds by itself.
    if !fields.contains(.accept) { append([UInt8]("Accept:".utf8), to: &list) }
    if hasBody, !fields.contains(.expect) { append([UInt8]("Expect:".utf8), to: &list) }
    return list
  }

  /// libcurl writes an empty field as `Name;`, for `Name:` means something else to it.
  private static func line(of field: HTTPField) -> [UInt8] {
    field.withUnsafeBytesOfValue { value in
      let name = field.name.rawName.utf8
      let isBlank = value.allSatisfy { $0 == 0x20 || $0 == 0x09 }
      return isBlank ? Array(name) + [0x3b] : Array(name) + [0x3a, 0x20] + value
    }
  }

  private static func append(_ line: [UInt8], to list: inout UnsafeMutablePointer<curl_slist>?) {
    let terminated = line.map { CChar(bitPattern: $0) } + [0]
    if let longer = curl_slist_append(list, terminated) { list = longer }
  }
}
