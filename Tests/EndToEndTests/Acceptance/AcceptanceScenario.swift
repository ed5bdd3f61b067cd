/// Something that a person does at the keyboard and then must see, with the tests that hold it.
struct AcceptanceScenario: Sendable {
  /// What is promised.
  let promise: String
  /// The tests, as `Suite/name`.
  let tests: [String]

  init(_ promise: String, _ tests: String...) {
    self.promise = promise
    self.tests = tests
  }
}

extension AcceptanceScenario {
  /// All that the browser promises in a real terminal; each test of it stands here.
  static let all = looking + finding + deleting + changing + reading + hostile + program

  private static let looking = [
    AcceptanceScenario(
      "started, it shows the list with its counts, titles, cursor and keys",
      "LookingTests/it starts on the list, the entry that went stale first on top"),
    AcceptanceScenario(
      "lines, counts, half pages, pages and ends are a key away, and stop at the ends",
      "LookingTests/the cursor moves by lines, counts, pages and to the ends, over rows that are all there"
    ),
    AcceptanceScenario(
      "the focused pane stands out, digits choose its tab, and J scrolls it from the list",
      "LookingTests/tabs change what the viewer shows, and J scrolls it while the list keeps its cursor"
    ),
    AcceptanceScenario(
      "Enter opens, q goes back, and the last q gives the terminal back as it was",
      "LookingTests/Enter opens the viewer, q leaves it, and q in the list gives the terminal back as it was"
    ),
    AcceptanceScenario(
      "the list sorts by a menu, by keys and by a click, and equals keep their order",
      "FindingTests/the list sorts by any column, from a menu, by keys, and by a click on a title",
      "FindingTests/entries that are equal in a column keep their order"),
    AcceptanceScenario(
      "hosts and paths are a tree whose counts add up, and one of them becomes the filter",
      "TreeTests/the tree opens hosts and paths, and makes one of them the filter"),
    AcceptanceScenario(
      "rules are counted, and variants stand under their URL",
      "SearchingTests/reasons are counted, and Enter makes one the filter",
      "SearchingTests/variants of a URL are grouped under it"),
  ]

  private static let finding = [
    AcceptanceScenario(
      "a filter applies while it is typed, and Esc brings list and cursor back",
      "FindingTests/a filter applies while it is typed, and Esc brings everything back"),
    AcceptanceScenario(
      "a wrong filter is told, and what was shown stays",
      "FindingTests/a wrong filter is named, and changes nothing"),
    AcceptanceScenario(
      "the browser and the command line find the same by the same expression",
      "FindingTests/the browser and ls agree on what a filter leaves",
      "FindingTests/a filter stands in the bar as it was understood",
      "SearchingTests/the browser and ls find the same"),
    AcceptanceScenario(
      "Tab completes fields and values, Up and names bring filters back",
      "FindingTests/Tab completes fields and hosts, and Up brings the filter back another time",
      "SearchingTests/a filter that was saved is there in the next run, on the command line too",
      "SearchingTests/two browsers keep each other's saved filters",
      "SettingsTests/filters and sizes are remembered, secrets aren't"),
    AcceptanceScenario(
      "a search in bodies shows how far it is, lets one go on, stops, and finds what is there",
      "SearchingTests/while bodies are searched keys work, and Esc stops and keeps what was found",
      "SearchingTests/a search in bodies begins with Enter, finds the one, and Esc has the list back"
    ),
    AcceptanceScenario(
      "marks are set one by one, by ranges and for all others, and undone",
      "MarkingTests/a range is marked, all others instead, and nothing, each step with an undo"),
  ]

  private static let deleting = [
    AcceptanceScenario(
      "a delete asks, Enter cancels, y deletes, and the cursor goes on",
      "DeletingTests/deleting asks, Enter alone cancels, y deletes, and the cursor goes on",
      "DeletingTests/the key that opened a dialog can't confirm it"),
    AcceptanceScenario(
      "a purge takes its number, and can't be undone",
      "MarkingTests/a purge takes its number whatever is pressed, and nothing brings back what it took"
    ),
    AcceptanceScenario(
      "undo and redo bring back the same bytes, over restarts, one operation after another",
      "DeletingTests/undo and redo, also after a restart, bring back the same bytes",
      "MarkingTests/several deletes come back one by one, the last one first, and go again"),
    AcceptanceScenario(
      "deleting all that is shown takes its number, a preview before, and shows its progress",
      "DeletingTests/deleting all that a filter shows takes the number typed"),
    AcceptanceScenario(
      "the trash gives single entries back, and emptied leaves nothing to undo",
      "DeletingTests/the trash tells what went, when and why, and gives single entries back",
      "DeletingTests/emptying the trash takes its number, and then there is nothing to undo"),
  ]

  private static let changing = [
    AcceptanceScenario(
      "expiring by hand shows at once, is explained with its time, and undone",
      "ExpiringTests/expiring by hand shows at once, is explained, and can be undone",
      "ExpiringTests/an entry turns stale before one's eyes"),
    AcceptanceScenario(
      "a time to live is set, prolonged, and refused where it is no time",
      "ExpiringTests/a time to live is set, prolonged, and refused where it is no time"),
    AcceptanceScenario(
      "a 304 renews an entry, with its validator sent and its body kept",
      "RevalidatingTests/a 304 renews the entry, and the origin saw the validator",
      "RevalidatingTests/while an origin is slow the entry shows it and keys work"),
    AcceptanceScenario(
      "a new response is compared with the former one, which undo brings back",
      "RevalidatingTests/a new response shows what changed, and undo brings the old one back"),
    AcceptanceScenario(
      "an origin that fails or hangs up leaves the entry as it was",
      "RevalidatingTests/an origin that fails leaves the entry as it was"),
    AcceptanceScenario(
      "many are asked for after a yes, few at a time, can be stopped, and what failed stays marked",
      "RevalidatingTests/many at once ask first, show how far they are, and stop when told to",
      "RevalidatingTests/what failed among many stays marked, and each outcome is counted"),
    AcceptanceScenario(
      "without a validator it asks before it downloads",
      "RevalidatingTests/without a validator it asks before it downloads"),
  ]

  private static let reading = [
    AcceptanceScenario(
      "the explanation has the numbers of RFC 9111, on screen and as JSON",
      "ExplainingTests/the numbers on screen are those of explain --json, and of RFC 9111 by hand"),
    AcceptanceScenario(
      "each rule and each oddity is named, and assumptions turn the verdict and change nothing",
      "ExplainingTests/each kind of entry names its rule, and what is odd about it",
      "ExplainingTests/assumptions flip the verdict, on screen and on the command line, and change nothing"
    ),
    AcceptanceScenario(
      "JSON folds, a search opens its folds, goes round and says so",
      "BodyViewingTests/JSON folds with its size, and a search opens the folds down to the match"),
    AcceptanceScenario(
      "pictures, HTML, packed text and noise each have their view, and one that fails says so",
      "BodyViewingTests/each kind of body has its view, and one that can't show it says so",
      "BodyViewingTests/a way chosen for one type of body leaves those of other types alone"),
    AcceptanceScenario(
      "a body of 200 MB opens at once and is searched to its end in little memory",
      "BodyViewingTests/a body of 200 MB is there at once, searched to its end, and never in memory",
      "BodyViewingTests/the end of a large body is found from its start",
      "LookingTests/a large body is there at once, and its end too"),
    AcceptanceScenario(
      "a pager gets a body in a private file, and its absence is told",
      "BodyViewingTests/v hands the body to the pager in a file of its own, and the screen comes back",
      "BodyViewingTests/the pager gets a body without the coding that is on it",
      "BodyViewingTests/a pager that isn't there is told, and the screen stays"),
    AcceptanceScenario(
      "a body is copied as the text that its viewer shows",
      "BodyViewingTests/a body is copied as the text that it is, whatever coding and charset are on it"
    ),
  ]

  private static let hostile = [
    AcceptanceScenario(
      "control sequences of an entry are shown as symbols wherever it is shown",
      "HostileTests/an entry full of control sequences shows them as symbols in every view",
      "HostileTests/the command line prints it as symbols too, and exactly where bytes are asked for"
    ),
    AcceptanceScenario(
      "what a terminal sends by itself, a paste and a lone Escape press no key",
      "HostileTests/what a terminal says by itself does nothing",
      "HostileTests/a paste into the list is dropped, and one into the filter is text",
      "HostileTests/a lone Escape in front of y confirms nothing",
      "EndingTests/ESCDELAY says how long an Escape waits for more"),
    AcceptanceScenario(
      "a copied command runs curl and nothing else, whatever its URL says",
      "MarkingTests/a hostile URL is copied as a command that runs nothing but curl"),
    AcceptanceScenario(
      "an archive of marked entries has no secrets, is private, and replaces no file unasked",
      "ExportingTests/three marked entries are written where one says, without their secrets",
      "ExportingTests/marked entries make the same archive in the browser, which asks before it replaces one"
    ),
  ]

  private static let program = [
    AcceptanceScenario(
      "a session that runs is shown live: counted, paused, reset, and told when it was killed",
      "LiveTests/80 hits and 20 misses are 80 percent, and the pane has its keys from L on",
      "LiveTests/pause holds the numbers, reset starts them again",
      "LiveTests/it tells a session that was killed from one that runs",
      "LiveTests/one sees what other processes fetch while they fetch it, and neither disturbs the other",
      "LiveTests/the demo fills, ticks, moves, and leaves nothing behind",
      "LiveTests/a terminal that says twice that it goes away finds the demo in order"),
    AcceptanceScenario(
      "others may delete, replace or hold the file, and nothing wrong is deleted",
      "SharingTests/two browsers see what the other does, and neither deletes what is gone",
      "SharingTests/a file that takes the place of the cache is opened, and changed from then on",
      "SharingTests/a file with the log of the former one beside it is left alone",
      "SharingTests/while another process holds the cache a delete waits, says why, and does nothing",
      "TreeTests/what a session stored again after a delete can change places with it"),
    AcceptanceScenario(
      "an empty cache takes every key",
      "SharingTests/an emptied cache takes every key, and its last entry comes back"),
    AcceptanceScenario(
      "read-only, no key changes a byte, and its keys are dimmed",
      "ScreenTests/read-only changes nothing, whatever is pressed"),
    AcceptanceScenario(
      "through all sizes down to nothing and back, each view is as it was",
      "ScreenTests/down to nothing and back, the view is as it was"),
    AcceptanceScenario(
      "it draws on terminals with little, and names one that it can't use",
      "ScreenTests/it draws on other terminals", "ScreenTests/an unknown terminal gets a sentence",
      "ScreenTests/a click moves the cursor, in either form of report"),
    AcceptanceScenario(
      "however it is ended or stopped, the terminal is given back",
      "EndingTests/a signal gives the terminal back, and is the status",
      "ScreenTests/a signal that ends it gives the terminal back",
      "EndingTests/Ctrl-z stops it, and going on brings the same screen back"),
    AcceptanceScenario(
      "help and palette find what is typed, Tab completes commands, pipes get a plain listing",
      "CommandingTests/help is searched, the palette runs what it finds, and Tab completes commands",
      "ReadingTests/ls prints an entry a line, and without a terminal larder alone does the same"),
    AcceptanceScenario(
      "a hundred thousand entries are no different",
      "CommandingTests/a hundred thousand entries are there at once, to their end, filtered and sorted"
    ),
    AcceptanceScenario(
      "a broken configuration is told with its line, and a good one changes keys and settings",
      "SettingsTests/a broken file is told with its line, and everything else works",
      "SettingsTests/keys of one's own work, and the old ones don't",
      "SettingsTests/an option changes at once and is saved beside its comments",
      "SettingsTests/a damaged memory is told and replaced"),
  ]
}
