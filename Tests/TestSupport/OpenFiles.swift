import CLinux

/// All tests run beside one another in one process: many systems let it open 1,024 files unless asked for
/// more.
package enum OpenFiles {
  /// Asks for more, once.
  package static let areEnough: Void = clinux_raise_open_files(16_384)
}
