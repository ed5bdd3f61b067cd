import Canvas

extension String {
  /// As text that can be drawn.
  var visible: VisibleText { VisibleText(untrusted: self) }
}
