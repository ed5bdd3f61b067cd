extension Schema {
  /// Small bodies lie beside their heads; those that are in pieces already stay there.
  static let version2 = "ALTER TABLE head ADD COLUMN body BLOB;"
}
