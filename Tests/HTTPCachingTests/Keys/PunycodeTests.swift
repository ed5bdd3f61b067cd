import HTTPCaching
import Testing

@Suite struct PunycodeTests {
  @Test(arguments: [
    ("bücher.example", "xn--bcher-kva.example"), ("münchen", "xn--mnchen-3ya"),
    ("他们为什么不说中文", "xn--ihqwcrb4cv8a8dqg056pqjye"),
    ("ليهمابتكلموشعربي؟", "xn--egbpdaj6bu4bxfgehfvwxn"),
    ("раураl.com", "xn--l-7sba6dbr.com"),
  ])
  func `a host beyond ASCII has the form of RFC 3492`(host: String, ascii: String) {
    #expect(Punycode.asciiHost(host) == ascii)
  }

  @Test func `an ASCII host has none`() {
    #expect(Punycode.asciiHost("example.com") == nil)
    #expect(Punycode.asciiHost("") == nil)
  }
}
