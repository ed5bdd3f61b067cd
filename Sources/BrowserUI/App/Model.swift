package import CacheStore
package import Canvas
package import FoundationEssentials

/// All that the browser knows. Only `update` changes it.
package struct Model: Sendable {
  package var store: StoreDescription
  package var preferences: Preferences
  /// Where those came from.
  package var options: OptionSources
  package var size = Size(columns: 0, rows: 0)
  /// The moment for which everything is shown.
  package var now = Date(timeIntervalSince1970: 0)

  package var choices = LayoutChoices()
  package var focus = PaneName.list
  package var list = EntryList()
  package var sort = EntrySort()
  package var filterBar = FilterBar()
  /// What the filter found, where it has to be looked for.
  package var filterRun: FilterRun?
  package var facets = FilterFacets()
  package var savedFilters: SavedFilters
  package var showsMarkedOnly = false
  package var marks = Marks()
  package var viewer = Viewer()
  package var hosts = HostTree()
  package var live = LiveStatistics()
  /// The sequence number of the event under the cursor of the live pane; nil while it follows the newest.
  package var chosenEvent: Int64?
  package var totals: EntryTotals?
  /// How many entries went stale in the minute before the last count; nil while nobody has to know.
  package var expiredLately: Int?
  package var storage: StorageFacts?
  package var toasts = Toasts()
  package var undoLog = UndoLog()
  package var tasks = Tasks()
  /// What lies over the home screen, the topmost last.
  package var screens: [any Screen] = []

  /// Commands that were typed, the latest first.
  var commandHistory: [String] = []
  /// What was last looked for with find.
  package var findText = ""
  /// A count typed in front of a movement, and the tab that was shown before its digits.
  var count: PendingCount?
  /// What answers to pages are awaited, by generation.
  var awaitedPages: [Int: PagePurpose] = [:]
  /// The rows that were asked for last and came: asking for them again would bring nothing new.
  var answeredWindow: Range<Int>?
  /// Since when the list of another filter or order is awaited.
  var refiltered: Date?
  /// What answers to references are awaited, by generation.
  var awaitedReferences: [Int: ReferencePurpose] = [:]
  /// What is to be copied of an entry that is being loaded.
  var awaitedCopy: (generation: Int, kind: CopyKind)?
  /// The generation of the body that is to be copied.
  var awaitedBodyCopy: Int?
  /// The generation of the comparison that is awaited.
  var awaitedComparison: Int?
  /// What is being written.
  package var writing: Writing?
  var lastGeneration = 0
  /// The store's change counter as last polled; nil before the first poll.
  var changeCounter: Int64?
  /// How far lists are behind the store, where it has to read all entries first.
  var indexing: IndexingProgress?
  /// Whether a key was pressed.
  var isTouched = false
  /// Whether the cursor stays on the first row, whatever that is: while entries come in that are being read,
  /// and nobody has moved it.
  var staysAtTop = false
  /// Polls since the list was last refreshed because the store had changed, and whether it has to be again.
  var pollsSinceRefresh = pollsPerRefresh
  var isRefreshDue = false
  /// Polls since totals were asked for: time that passes while the clock stands still.
  var pollsSinceTotals = 0
  /// What was typed while the list of another order or filter is awaited: it is meant for an entry of that.
  var heldKeys: [Key] = []
  /// Whether the last poll failed, so that it is told once.
  var hasPollFailed = false
  /// When totals were last asked for, and whether the store has changed since.
  var totalsTime: Date?
  var areTotalsDue = false
  var totalsGeneration = 0
  var spinnerTurn = 0
  /// Changes of the store that are not done yet.
  var changesUnderWay: [StoreChange] = []
  /// Changes that were under way when the store's file was replaced: nobody waits for them.
  var changesOfFormerStore: [StoreChange] = []
  /// Entries that the first of those under way has dealt with.
  var changeDone = 0
  /// When the first of them began.
  var changeBegan = Date(timeIntervalSince1970: 0)
  /// The generation of the trash that is to be emptied.
  var trashCountGeneration = 0

  package init(
    store: StoreDescription, preferences: Preferences = Preferences(),
    options: OptionSources = OptionSources()
  ) {
    self.store = store
    self.options = options
    self.preferences = preferences
    sort = preferences.sort
    for (kind, share) in preferences.listShares {
      choices.sizes[kind, default: .init()].list = share
    }
    savedFilters = preferences.savedFilters
  }

  /// The clock by which times of day are shown.
  var clock: ClockTimes { ClockTimes(utcOffset: preferences.utcOffset) }

  /// The keys that hold.
  package var keys: KeyMap { preferences.keys }

  /// The layout of this moment.
  package var layout: Layout { Layout(size, choices: choices) }

  /// The screen on top, if any lies over the home screen.
  package var top: (any Screen)? { screens.last }

  /// How many entries the store has: the list knows best while it shows all of them.
  var storeCount: Int {
    shownFilter == .all && list.isLoaded ? list.total : max(list.total, totals?.count ?? 0)
  }

  /// Whether that is known yet.
  var isStoreCounted: Bool { list.isLoaded || totals != nil }

  mutating func nextGeneration() -> Int {
    lastGeneration += 1
    return lastGeneration
  }

  /// Tells something on the status line and in the messages.
  mutating func say(_ text: String, _ kind: Toasts.Kind = .info) -> [Effect] {
    toasts.say(text, kind, at: now)
    return [.startTimer(.toast, milliseconds: Toasts.milliseconds)]
  }
}

/// A count in front of a movement.
struct PendingCount: Sendable, Hashable {
  var value: Int
  var formerTab: Viewer.Tab
  var formerScroll: Int
  /// The tab that is shown when no movement follows; nil where it is shown already.
  var dueTab: Viewer.Tab?
}

/// What a page is for.
enum PagePurpose: Sendable, Hashable {
  /// These rows of the list, around what is on screen.
  case window(Range<Int>)
  /// The window around the entry under the cursor, or another one; where it is gone, the same row.
  case refresh(EntryID, isGoal: Bool)
  /// The window for a new filter, around the entry if it is there, else from the start.
  case refilter(EntryID?)
  /// One row to go to.
  case seek(SeekKind, forward: Bool, isWrapped: Bool)
  /// Rows to be marked.
  case range
  /// The entry of an event: among those shown, or else one that the filter hides.
  case event(ActivityEvent, isHidden: Bool)
}

/// What is looked for.
enum SeekKind: Sendable, Hashable {
  case stale
  case text(String)
}

/// What references are for.
enum ReferencePurpose: Sendable, Hashable {
  /// Inverting marks that were as they are here, under a filter that was this one.
  case invert(marked: Set<EntryID>, Filter)
  /// An action on them, with the selection in words.
  case bulk(BulkAction, selection: String)
}

/// An action on entries that were named rather than marked.
enum BulkAction: Sendable, Hashable {
  case delete(DeleteDestination)
  case setExpiration(TimeToLive)
  case revalidate(isConditional: Bool)
}
