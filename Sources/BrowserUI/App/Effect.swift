package import CacheStore
package import HTTPCaching

/// What the run loop has to do for the browser. Each one names the message that answers it; a request
/// with a generation is answered with the same generation, so that a late answer can be told from the
/// awaited one. No effect blocks: the run loop starts it and goes on.
package enum Effect: Equatable, Sendable {
  /// A page of the list. Answer: `pageLoaded`.
  case loadPage(EntryQuery, generation: Int)
  /// Totals of the entries that match at this moment. Answer: `totalsLoaded`.
  case loadTotals(EntryFilter, TotalsPurpose, generation: Int)
  /// The entries counted by host or path: one level of the tree. Answer: `groupsLoaded`.
  case loadGroups(GroupQuery, generation: Int)
  /// One entry with its heads. Answer: `entryLoaded`.
  case loadEntry(EntryID, generation: Int)
  /// Bytes of a body, as they are shown; an older request for a body needs no answer any more. Answer:
  /// `bodyLoaded`.
  case loadBody(BodyRequest, generation: Int)
  /// A search in a body; an older search needs no answer any more. Answer: `bodySearched`.
  case searchBody(BodySearch, generation: Int)
  /// Shows a body in another program, which has the terminal meanwhile. No answer but a `noticed` where it
  /// fails.
  case viewExternally(ExternalBody)
  /// The life of an entry. Answer: `historyLoaded`.
  case loadHistory(EntryID, generation: Int)
  /// The trash, newest first, after a row of it (nil: from the newest on). Answer: `trashLoaded`.
  case loadTrash(after: TrashID?, limit: Int, generation: Int)
  /// How many entries the trash has. Answer: `trashCounted`.
  case countTrash(generation: Int)
  /// Operations that can be undone, newest first. Answer: `operationsLoaded`.
  case loadOperations(limit: Int)
  /// Sizes of the file. Answer: `storageLoaded`.
  case loadStorage
  /// References to all entries that match at this moment, for a bulk action. Answer:
  /// `referencesResolved`.
  case resolveReferences(EntryFilter, generation: Int)
  /// References to all entries that a selection means, which may take a look at all of them. Answer:
  /// `referencesResolved`.
  case resolveSelection(EntrySelection, generation: Int)
  /// Looks for the entries of a selection. Answers: `searchAdvanced` now and then, `searchFinished` at the
  /// end. The one before it needs no answer any more.
  case startSearch(EntrySelection, generation: Int)
  /// Ends a search; what it found until then is its answer.
  case stopSearch(generation: Int)
  /// The values of a column among the entries that match, the most frequent first. Answer: `valuesLoaded`.
  case loadValues(EntryFacet, EntryFilter, limit: Int, generation: Int)
  /// Keeps a change of the saved filters, for the next run of the program and for others that run. Answer:
  /// `filtersSaved`.
  case saveFilter(SavedFilters.Change)
  /// The change counter and the activity after that event (nil: the last `limit` events). Answer:
  /// `polled`, whose failures are silent except for the first of a kind, or `storeReplaced`.
  case poll(after: Int64?, limit: Int)
  /// Goes over to the store of `storeReplaced`, for everything from here on. No answer.
  case adoptStore
  /// A change of the store. Answers: `changeAdvanced` now and then, `changeFinished` at the end.
  case change(StoreChange)
  /// Ends the change under way where it is, if it can be: what it did until then is its answer.
  case stopChange
  /// Empties the trash. Answer: `trashEmptied`.
  case emptyTrash
  /// Asks origins about entries, at that pace. Answers: `revalidationFinished` for each entry as it comes,
  /// then `taskFinished`.
  case revalidate(TaskID, [EntryReference], isConditional: Bool, RequestPace)
  /// Starts no more requests of a task and cancels those under way. Answer: `taskFinished`.
  case cancel(TaskID)
  /// An entry's body for the clipboard, if it has at most so many bytes. Answer: `bodyRead`.
  case readBody(EntryID, limit: Int64, generation: Int)
  /// Compares entries. Answer: `compared`.
  case compare(Comparison, generation: Int)
  /// Writes entries to a file that is there whole or not at all. Answers: `writingAdvanced` now and then,
  /// `written` at the end.
  case write(WriteRequest)
  /// Stops what is being written. Answer: `written`.
  case cancelWriting
  /// Puts text on the clipboard (OSC 52). Emitted only for a copy key. No answer.
  case copy(String)
  /// Sends `timerFired` once, after that time. A timer that is started again starts anew.
  case startTimer(BrowserTimer, milliseconds: Int)
  /// Throws away input that is queued and not yet read: nobody can confirm what was not on screen.
  case flushInput
  /// Has the terminal take over looks, colours, mouse and patience. No answer.
  case adapt(Preferences)
  /// Writes settings into the file, and leaves the rest of it as it is. Answer: `optionsSaved`.
  case saveOptions([SavedOption])
  /// Paints every cell again.
  case redraw
  /// Stops the process until the shell continues it, and paints again then.
  case suspend
  /// Ends the program with status 0.
  case quit
}

/// What totals are for.
package enum TotalsPurpose: Sendable, Hashable {
  /// All entries, for the header.
  case store
  /// Entries that went stale in the last minute, for the live pane of a store without statistics.
  case expired
  /// The marked entries, for the status line.
  case marks
  /// The entries that a dialog is about.
  case dialog
}

/// A change of the store: the run loop calls the method of the same name with its own clock's now.
package enum StoreChange: Sendable, Hashable {
  /// `setExpiration`; `.immediately` expires.
  case setExpiration(Expiration, [EntryReference])
  /// `delete`.
  case delete([EntryReference], DeleteDestination, reason: String)
  /// `undo`.
  case undo(OperationID)
  /// `redo`.
  case redo(OperationID)
  /// `restore`.
  case restore([TrashID])
  /// `restoreReplacing`: what could not come back, because a session had stored it anew.
  case bringBack(Trashed)

  /// Rows of the trash.
  package enum Trashed: Sendable, Hashable {
    /// Those that an operation deleted.
    case deletedBy(OperationID)
    case rows([TrashID])
  }
}

/// A timer of the browser.
package enum BrowserTimer: Sendable, Hashable, CaseIterable {
  /// The pause in typing after which a filter is applied.
  case filter
  /// The next look at the change counter and the activity.
  case poll
  /// The next picture of a spinner.
  case spinner
  /// The end of a toast.
  case toast
  /// The pause after a digit after which it was no count in front of a movement.
  case count
}

/// Which task of this run, counted from 1.
package struct TaskID: Sendable, Hashable {
  package let rawValue: Int

  package init(_ rawValue: Int) { self.rawValue = rawValue }
}

/// Why an effect failed, as a sentence for people.
package struct Failure: Error, Sendable, Hashable, CustomStringConvertible {
  package var sentence: String

  package init(_ sentence: String) { self.sentence = sentence }

  package var description: String { sentence }
}
