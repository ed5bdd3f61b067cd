/// The instructions of Python's pickles that plain data and the objects of old releases need.
enum PickleOpcode {
  static let proto: UInt8 = 0x80
  static let frame: UInt8 = 0x95
  static let stop: UInt8 = 0x2E
  static let mark: UInt8 = 0x28
  static let pop: UInt8 = 0x30
  static let popMark: UInt8 = 0x31

  static let none: UInt8 = 0x4E
  static let newTrue: UInt8 = 0x88
  static let newFalse: UInt8 = 0x89
  static let binInt: UInt8 = 0x4A
  static let binInt1: UInt8 = 0x4B
  static let binInt2: UInt8 = 0x4D
  static let long1: UInt8 = 0x8A
  static let long4: UInt8 = 0x8B
  static let binFloat: UInt8 = 0x47

  static let shortBinUnicode: UInt8 = 0x8C
  static let binUnicode: UInt8 = 0x58
  static let binUnicode8: UInt8 = 0x8D
  static let shortBinBytes: UInt8 = 0x43
  static let binBytes: UInt8 = 0x42
  static let binBytes8: UInt8 = 0x8E
  static let byteArray8: UInt8 = 0x96

  static let emptyDict: UInt8 = 0x7D
  static let emptyList: UInt8 = 0x5D
  static let emptyTuple: UInt8 = 0x29
  static let tuple: UInt8 = 0x74
  static let tuple1: UInt8 = 0x85
  static let tuple2: UInt8 = 0x86
  static let tuple3: UInt8 = 0x87
  static let setItem: UInt8 = 0x73
  static let setItems: UInt8 = 0x75
  static let append: UInt8 = 0x61
  static let appends: UInt8 = 0x65

  static let memoize: UInt8 = 0x94
  static let binPut: UInt8 = 0x71
  static let longBinPut: UInt8 = 0x72
  static let binGet: UInt8 = 0x68
  static let longBinGet: UInt8 = 0x6A

  static let global: UInt8 = 0x63
  static let stackGlobal: UInt8 = 0x93
  static let reduce: UInt8 = 0x52
  static let build: UInt8 = 0x62
  static let newObject: UInt8 = 0x81
  static let newObjectEx: UInt8 = 0x92
  static let instance: UInt8 = 0x69
  static let object: UInt8 = 0x6F
  static let persistentText: UInt8 = 0x50
  static let persistent: UInt8 = 0x51
  static let extension1: UInt8 = 0x82
  static let extension2: UInt8 = 0x83
  static let extension4: UInt8 = 0x84
}
