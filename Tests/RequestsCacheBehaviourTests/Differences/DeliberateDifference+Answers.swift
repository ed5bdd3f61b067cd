extension DeliberateDifference {
  /// Answers.
  static let answers = [
    DeliberateDifference(
      "The 504 for what isn't stored does not count as an answer from the cache.",
      because: "Nothing of it was stored.",
      in: [
        "only_if_cached-missing-sie=False": "1 from_cache",
        "only_if_cached-missing-sie=True": "1 from_cache",
        "only_if_cached-cc-header": "1 from_cache",
      ]),
    DeliberateDifference(
      "Past the limit of `staleIfError` the origin's own answer is handed on.",
      because: "In Python an error is raised in its place, and the answer is lost.",
      in: [
        "stale_if_error=1-{\"status\": 500}": "2 raises",
        "stale_if_error=1-{\"status\": 404}": "2 raises",
      ]),
    DeliberateDifference(
      "What redirects led to is stored once, under its own URL, with aliases for the "
        + "others; an answer by an alias has the redirects that Python stored with it, from the URL "
        + "that was asked for on, and none where larder stored it.",
      because: "In Python the body is stored twice, and the copies grow apart; an answer has all "
        + "redirects, also those that led to the URL that was asked for.",
      in: [
        "redirect-chain":
          "1 stored_entries, 1 stored_redirects, 2 history, 2 stored_entries, 2 stored_redirects, 3 history, "
          + "3 stored_entries, 3 stored_redirects, 4 stored_entries, 4 stored_redirects, 5 status, 5 body, "
          + "5 from_cache, 5 has_cache_key, 5 history, 5 sent, 5 stored_entries, 5 stored_redirects"
      ]),
    DeliberateDifference(
      "A redirect that is stored is followed, and is the answer where redirects aren't "
        + "followed; what redirects led to answers nobody who doesn't follow them.",
      because: "In Python a stored redirect ends the chain for whoever asks for its URL, and a "
        + "chain answers who wants the redirect alone.",
      in: [
        "redirect-allowed-codes":
          "1 stored_redirects, 2 status, 2 body, 2 history, "
          + "2 stored_redirects, 3 status, 3 body, 3 history, 3 stored_redirects"
      ]),
    DeliberateDifference(
      "A URL pattern with a scheme is for that scheme.",
      because: "In Python the scheme of a pattern is dropped.",
      in: [
        "http://t.test/a for https://t.test/a/b": "match"
      ]),
  ]
}
