/// Which larder this is.
package enum LarderVersion {
  package static let text = "0.1.0"
}
