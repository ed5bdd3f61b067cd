/// Where a key is pressed.
package enum KeyContext: String, Sendable, Hashable, CaseIterable {
  /// The list of entries.
  case entries
  /// The viewer, beside the list or alone.
  case viewer
  /// The pane of hosts.
  case hosts
  /// The live pane.
  case live
  /// The trash.
  case trash
  /// The tasks.
  case tasks
  /// The result of a revalidation.
  case result
  /// A list without actions of its own: messages, the preview of a selection.
  case reading
  /// The options.
  case options
  /// Help.
  case help
  /// A dialog, a menu or a text field, which explains its own keys.
  case dialog

  /// How help calls it.
  package var title: String {
    switch self {
    case .entries: "Entries"
    case .viewer: "Viewer"
    case .hosts: "Hosts"
    case .live: "Live"
    case .trash: "Trash"
    case .tasks: "Tasks"
    case .result: "Result"
    case .reading: "Messages"
    case .options: "Options"
    case .help: "Help"
    case .dialog: "Dialog"
    }
  }
}
