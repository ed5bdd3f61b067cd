import BodyViews
import Canvas
import Testing

@Suite struct MarkupViewTests {
  static let page = """
    <!DOCTYPE html><html><head><title>A &amp; B</title><style>p{color:red}</style>
    <meta charset=utf-8></head><body class="x > y"><!-- hi --><h1>Hello</h1><p>Some <b>bold</b>
    text &euro; &#x1F600;<br>second</p><ul><li>one<li>two</ul><script>
    if (a < b) { alert("<p>") }
    </script><pre>  kept
      lines</pre></body></html>
    """

  @Test func `HTML is broken and indented by element`() {
    let shown = KnownViews.render(body(Self.page, "text/html; charset=utf-8"))
    #expect(shown.viewID == "html")
    #expect(
      shown.text == """
        <!DOCTYPE html>
        <html>
          <head>
            <title>A &amp; B</title>
            <style>p{color:red}</style>
            <meta charset=utf-8>
          </head>
          <body class="x > y">
            <!-- hi -->
            <h1>Hello</h1>
            <p>Some <b>bold</b> text &euro; &#x1F600;<br>second</p>
            <ul>
              <li>one
              <li>two
            </ul>
            <script>
              if (a < b) { alert("<p>") }
            </script>
            <pre>
                kept
                lines
            </pre>
          </body>
        </html>
        """)
  }

  @Test func `what needs no end tag moves nothing to the right, nor do stray ones`() {
    let page =
      "<div><p>one<p>two<table><tr><td>1<td>2<tr><td>3</table><dl><dt>a<dd>b</dl></em></section></div><p>"
    #expect(
      KnownViews.render(body(page, "text/html")).text == """
        <div>
          <p>one
          <p>two
          <table>
            <tr>
              <td>1
              <td>2
            <tr>
              <td>3
          </table>
          <dl>
            <dt>a
            <dd>b
          </dl>
          </em>
          </section>
        </div>
        <p>
        """)
  }

  @Test func `HTML has a text of its own`() {
    let shown = KnownViews.render(body(Self.page, "text/html; charset=utf-8"), as: "html-text")
    #expect(
      shown.text == """
        A & B

        Hello

        Some bold text € 😀
        second

        * one
        * two

          kept
          lines

        """)
  }

  @Test func `XML keeps its case and short elements on a line`() {
    let shown = KnownViews.render(
      body(
        "<?xml version=\"1.0\"?><Root a='1'><Item>x</Item><Empty/><![CDATA[<raw>]]></Root>",
        "application/xml"))
    #expect(shown.viewID == "xml")
    #expect(
      shown.text == """
        <?xml version="1.0"?>
        <Root a='1'>
          <Item>x</Item>
          <Empty/>
          <![CDATA[<raw>]]>
        </Root>
        """)
  }

  @Test(arguments: ["<", "<a", "<!--", "<a b=\"", "</", "<script>", "&", "&#x;", "&#xD800;", "< a"])
  func `broken markup is shown as far as it goes`(text: String) {
    for view in ["html", "html-text", "xml"] {
      _ = KnownViews.render(body(text, "text/html"), as: view)
    }
    #expect(KnownViews.render(body("a " + text, "text/html")).viewID == "html")
  }
}
