import CacheStore
import Canvas

/// Hosts with their lookups and hits.
enum HostTable {
  /// A heading and a line for each host.
  static func lines(
    _ hosts: [(host: String, activity: HostActivity)], width: Int
  ) -> [StyledText] {
    let numbers =
      VisibleText("lookups").padded(to: 9, .trailing) + VisibleText("hits").padded(to: 9, .trailing)
      + VisibleText("ratio").padded(to: 8, .trailing)
    let room = max(0, width - numbers.width)
    return [StyledText(VisibleText("by host").padded(to: room) + numbers, Style(.label))]
      + hosts.map { line($0.host, $0.activity, room) }
  }

  private static func line(_ host: String, _ activity: HostActivity, _ room: Int) -> StyledText {
    return StyledText(
      URLText.visible(host).padded(to: room, .leading, .middle)
        + VisibleText(untrusted: Numbers.grouped(activity.lookups)).padded(to: 9, .trailing)
        + VisibleText(untrusted: Numbers.grouped(activity.hits)).padded(to: 9, .trailing)
        + LiveText.percent(activity.hitRatio).padded(to: 8, .trailing))
  }
}
