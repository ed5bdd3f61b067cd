import BrowserUI
import Glibc

/// The machine's time zone.
enum LocalTime {
  /// Moments as text in it.
  static var clock: ClockTimes { ClockTimes(utcOffset: utcOffset) }

  /// Seconds east of UTC at this moment; 0 while the clock is frozen, so that pictures are the same
  /// everywhere.
  static var utcOffset: Int {
    guard !Clock.isFrozen else { return 0 }
    var now = time(nil)
    var local = tm()
    localtime_r(&now, &local)
    return local.tm_gmtoff
  }
}
