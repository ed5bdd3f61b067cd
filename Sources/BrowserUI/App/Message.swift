package import CacheStore
package import Canvas
package import FoundationEssentials

/// What happened: a key, the passing of time, or the answer to an effect.
package enum Message: Sendable {
  /// The browser begins. The first message.
  case started(now: Date, size: Size)
  /// A key, a use of the mouse, a paste, or a new size of the terminal.
  case keyPressed(Key)
  /// A second has passed.
  case ticked(now: Date)
  /// A timer ran out.
  case timerFired(BrowserTimer, now: Date)

  /// Answers `loadPage`.
  case pageLoaded(Result<EntryPage, Failure>, generation: Int)
  /// Answers `loadTotals`.
  case totalsLoaded(Result<EntryTotals, Failure>, TotalsPurpose, generation: Int)
  /// Answers `loadGroups`.
  case groupsLoaded(Result<EntryGroups, Failure>, GroupQuery, generation: Int)
  /// Answers `loadEntry`; nil when it is gone.
  case entryLoaded(Result<CacheEntry?, Failure>, generation: Int)
  /// Answers `loadBody`.
  case bodyLoaded(Result<BodyLayout, Failure>, generation: Int)
  /// Answers `searchBody`; nil where there is no match.
  case bodySearched(Result<BodySearch.Match?, Failure>, generation: Int)
  /// Answers `loadHistory`.
  case historyLoaded(Result<[HistoryItem], Failure>, generation: Int)
  /// Answers `loadTrash`.
  case trashLoaded(Result<[TrashedEntry], Failure>, generation: Int)
  /// Answers `countTrash`.
  case trashCounted(Result<Int, Failure>, generation: Int)
  /// Answers `saveFilter` with all filters that are saved now: other browsers save some too.
  case filtersSaved(Result<SavedFilters, Failure>)
  /// Answers `loadOperations`.
  case operationsLoaded(Result<[StoreOperation], Failure>)
  /// Answers `loadStorage`.
  case storageLoaded(Result<StorageFacts, Failure>)
  /// Answers `resolveReferences` and `resolveSelection`.
  case referencesResolved(Result<[EntryReference], Failure>, generation: Int)
  /// How far a search is; answers `startSearch`.
  case searchAdvanced(SearchRun.Progress, generation: Int)
  /// A search is over; answers `startSearch`.
  case searchFinished(Result<SearchRun.Progress, Failure>, generation: Int)
  /// Answers `loadValues`.
  case valuesLoaded(Result<[FacetValue], Failure>, EntryFacet, generation: Int)
  /// Answers `poll`.
  case polled(Result<Poll, Failure>)
  /// Answers `poll` where another file is in the place of the store's, which has been opened.
  case storeReplaced(StoreDescription)
  /// How many entries the change under way has dealt with; answers `change` now and then.
  case changeAdvanced(Int)
  /// Answers `change`.
  case changeFinished(StoreChange, Result<OperationResult, Failure>)
  /// Answers `emptyTrash` with how many went.
  case trashEmptied(Result<Int, Failure>)
  /// Answers `readBody`; nil when it is larger, or gone.
  case bodyRead(Result<Data?, Failure>, generation: Int)
  /// Answers `compare`; nil where there is no former version.
  case compared(Result<EntryDifference?, Failure>, generation: Int)
  /// How many entries are written; answers `write` now and then.
  case writingAdvanced(Int)
  /// Answers `write`.
  case written(WriteRequest, Result<WriteOutcome, Failure>)
  /// One entry of a task is done.
  case revalidationFinished(TaskID, RevalidationReport)
  /// A task is done or cancelled.
  case taskFinished(TaskID)
  /// Answers `saveOptions` with the lines where the settings stand, by name.
  case optionsSaved(Result<[String: Int], Failure>)
  /// Something to be told that no effect asked for, such as a signal or a lost file.
  case noticed(String)
}

/// A look at what others did to the store.
package struct Poll: Sendable, Hashable {
  package var changeCounter: Int64
  /// What sessions did; nil where nothing has changed since the last look.
  package var activity: ActivitySnapshot?
  /// How far lists are behind the store; nil when they have everything.
  package var indexing: IndexingProgress?

  package init(
    changeCounter: Int64, activity: ActivitySnapshot?, indexing: IndexingProgress? = nil
  ) {
    self.changeCounter = changeCounter
    self.activity = activity
    self.indexing = indexing
  }
}
