extension Charset {
  /// The charset of a label as in `charset=`; nil for one that isn't known here. As on the web,
  /// `iso-8859-1` is read as its superset windows-1252 (WHATWG Encoding, section 4.2).
  package init?(label: String) {
    let label = label.lowercased().filter { $0 != "\"" && $0 != "'" && !$0.isWhitespace }
    guard let charset = Self.byLabel[label] else { return nil }
    self = charset
  }

  private static let byLabel = Dictionary(
    allCases.map { ($0.rawValue, $0) }
      + labels.flatMap { charset, labels in
        labels.split(separator: " ").map { (String($0), charset) }
      },
    uniquingKeysWith: { first, _ in first })

  /// Besides its own name.
  private static let labels: KeyValuePairs<Charset, String> = [
    .utf8: "utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8",
    .utf16LittleEndian: "utf-16 ucs-2 iso-10646-ucs-2 csunicode unicode unicodefeff",
    .utf16BigEndian: "unicodefffe",
    .ascii: "ascii",
    .windows1252:
      "iso-8859-1 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 iso-ir-100 latin1 latin-1 "
      + "l1 cp1252 cp819 ibm819 csisolatin1 ansi_x3.4-1968 x-cp1252",
    .latin9: "iso8859-15 iso885915 iso_8859-15 csisolatin9 l9 latin9 latin-9",
    .latin2: "iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 iso-ir-101 csisolatin2 latin2 l2",
    .latin3: "iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 iso-ir-109 csisolatin3 latin3 l3",
    .latin4: "iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 iso-ir-110 csisolatin4 latin4 l4",
    .isoCyrillic:
      "iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988 iso-ir-144 csisolatincyrillic cyrillic",
    .isoArabic:
      "iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987 iso-ir-127 iso-8859-6-e iso-8859-6-i "
      + "csisolatinarabic arabic asmo-708 ecma-114 csiso88596e csiso88596i",
    .isoGreek:
      "iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 iso-ir-126 csisolatingreek greek "
      + "greek8 ecma-118 elot_928 sun_eu_greek",
    .isoHebrew:
      "iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 iso-ir-138 iso-8859-8-e iso-8859-8-i "
      + "csisolatinhebrew hebrew visual logical csiso88598e csiso88598i",
    .latin6: "iso8859-10 iso885910 iso-ir-157 csisolatin6 latin6 l6",
    .latin7: "iso8859-13 iso885913",
    .latin8: "iso8859-14 iso885914",
    .windows874: "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620",
    .windows1250: "cp1250 x-cp1250",
    .windows1251: "cp1251 x-cp1251",
    .windows1253: "cp1253 x-cp1253",
    .windows1254:
      "cp1254 x-cp1254 iso-8859-9 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 iso-ir-148 "
      + "csisolatin5 latin5 l5",
    .windows1255: "cp1255 x-cp1255",
    .windows1256: "cp1256 x-cp1256",
    .windows1257: "cp1257 x-cp1257",
    .windows1258: "cp1258 x-cp1258",
    .koi8R: "koi koi8 koi8_r cskoi8r",
    .koi8U: "koi8-ru",
    .ibm866: "866 cp866 csibm866",
    .macintosh: "mac csmacintosh x-mac-roman",
    .macCyrillic: "x-mac-ukrainian",
    .shiftJIS: "shift-jis sjis x-sjis ms_kanji ms932 windows-31j csshiftjis cp932",
    .eucJP: "x-euc-jp cseucpkdfmtjapanese",
    .gb18030:
      "gbk x-gbk cp936 gb2312 gb_2312 gb_2312-80 csgb2312 csiso58gb231280 iso-ir-58 chinese "
      + "euc-cn",
    .big5: "big5-hkscs cn-big5 x-x-big5 csbig5 cp950",
    .eucKR:
      "euckr korean iso-ir-149 ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949 "
      + "cseuckr csksc56011987 cp949 uhc",
  ]
}
