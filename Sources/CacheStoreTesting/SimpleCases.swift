import CacheStore

extension StoreCase {
  /// The promises that a `SimpleStore` keeps with no more than it must have: all but those about undo, trash,
  /// history, counts of use, statistics and limits.
  public static let simple: [StoreCase] = all.filter { !beyondSimple.contains($0.promise) }

  /// The others.
  package static let beyondSimple: Set<String> = [
    "a replaced entry keeps its id, its birth and its use",
    "a 304 keeps the body and changes the times",
    "use is counted and changes no version",
    "an operation on thousands of entries is one operation",
    "a deleted entry comes back whole",
    "undo and redo go back and forth through all that was done",
    "undo leaves alone what was stored anew meanwhile, and says so",
    "undo leaves alone what was changed since, and says so",
    "undoing twice or redoing what is done does nothing",
    "operations are listed newest first, with what became of them",
    "operations that were joined are undone and done again as one",
    "operations that are undone or share an entry are not joined",
    "of operations that are undone it is known which was undone later",
    "single entries come back from the trash",
    "an operation whose entries came back one by one is not there to be undone",
    "with the trash emptied, what had come back of a delete leaves nothing to undo",
    "the trash says what was deleted, when and why, newest first",
    "the trash is counted, and read a page at a time",
    "what was stored anew meanwhile can change places with what is in the trash",
    "an emptied trash can't be undone",
    "emptying the trash leaves the bodies of live entries",
    "the trash keeps to its age",
    "the trash keeps to its bytes, oldest first",
    "a replaced entry can be had back, body and all",
    "a replacement may take the place of another variant",
    "what sessions count adds up",
    "events come back as they were, numbered without gaps",
    "sessions come latest first, twenty at most",
    "a reader that falls behind learns how many events it missed",
    "over its limit a store evicts the least recently used",
    "entries beyond the age limit go",
  ]
}
