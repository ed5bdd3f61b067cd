extension DeliberateDifference {
  /// Settings of one request.
  static let settings = [
    DeliberateDifference(
      "An `expireAfter` that is given with a request is not sent to the origin.",
      because: "requests-cache puts it into the request's `Cache-Control`, where other caches on "
        + "the way obey it.",
      in: [
        "request-expire_after=-1": "1 sent",
        "request-expire_after=0": "1 sent",
        "request-expire_after=60": "1 sent",
        "request-expire_after=-60": "1 sent",
        "request-expire_after={\"timedelta\": 60}": "1 sent",
        "request-expire_after={\"datetime\": \"2100-01-01T00:00:00+00:00\"}": "1 sent",
        "request-expire_after={\"datetime\": \"2020-01-01T00:00:00+00:00\"}": "1 sent",
        "request-expire_after=\"Fri, 01 Jan 2100 00:00:00 GMT\"": "1 sent",
        "precedence-request-cc=True": "1 sent",
        "precedence-header+request-cc=True": "1 sent",
      ]),
    DeliberateDifference(
      "An expiry is never a text that has to be understood.",
      because: "In Python a date that can't be read never expires with a request, and raises an "
        + "error at the first response with a session; digits in a text are expired.",
      in: [
        "session-expire_after=\"garbage\"": "unsayable",
        "request-expire_after=\"garbage\"": "unsayable",
        "request-expire_after=\"60\"": "unsayable",
      ]),
    DeliberateDifference(
      "With a request, `.immediately` asks the origin, whether or not what is stored "
        + "has a validator.",
      because: "In Python what is stored answers where it has none, and nothing says that the "
        + "origin wasn't asked.",
      in: [
        "fresh-plain-expire_after=0":
          "2 body, 2 from_cache, 2 has_cache_key, 2 expires_in, "
          + "2 sent, 2 stored_entries, 3 body, 3 from_cache, 3 sent"
      ]),
    DeliberateDifference(
      "With a request, `.doNotCache` stores nothing, and no field tells the origin.",
      because: "In Python the response is stored all the same, with the session's expiry.",
      in: [
        "fresh-plain-do-not-cache": "2 has_cache_key, 2 expires_in, 2 sent, 3 body"
      ]),
    DeliberateDifference(
      "With `alwaysRevalidate`, what has no validator is fetched anew.",
      because: "The setting asks for the origin's word; in Python such a response answers for "
        + "ever without it.",
      in: [
        "always_revalidate-plain": "2 from_cache, 2 sent"
      ]),
    DeliberateDifference(
      "A lifetime of less than a second is one.",
      because: "In Python it is none at all.",
      in: [
        "expire-after-half-a-second": "2 is_expired, 2 revalidated, 2 sent"
      ]),
    DeliberateDifference(
      "With `staleIfError` or `staleWhileRevalidate`, what expires at once is stored without a "
        + "validator too.",
      because: "These settings have a use for it.",
      in: [
        "expire-after-0-stale-while-revalidate":
          "1 has_cache_key, 1 expires_in, 1 stored_entries, 2 body, "
          + "2 from_cache, 2 is_expired, 2 has_cache_key, 2 expires_in, 2 stored_entries",
        "expire-after-0-stale-if-error":
          "1 has_cache_key, 1 expires_in, 1 stored_entries, 2 raises, 2 stored_entries",
      ]),
    DeliberateDifference(
      "`.doNotCache` stores nothing, whatever the response says.",
      because: "Who says so may have a reason that the origin doesn't know. In Python a lifetime "
        + "of the response has it stored, and nothing reads it.",
      in: [
        "do-not-cache-with-max-age":
          "1 has_cache_key, 1 expires_in, 1 stored_entries, "
          + "2 has_cache_key, 2 expires_in, 2 stored_entries"
      ]),
    DeliberateDifference(
      "`refresh` sends the validators alone, and fetches anew what has none.",
      because: "In Python `must-revalidate` is sent, which requests don't have, and what has no "
        + "validator answers as if nothing had been asked.",
      in: [
        "refresh-validates": "2 sent",
        "refresh-plain": "2 body, 2 from_cache, 2 sent",
      ]),
    DeliberateDifference(
      "What `refresh` or `alwaysRevalidate` has validated answers only after that: not instead of "
        + "an error, unless `staleIfError` says so, not while it is validated, and not with "
        + "`onlyIfCached`.",
      because: "They ask for the origin's word. In Python what is stored answers in all these "
        + "cases, and nothing says that the origin was not heard.",
      in: [
        "refresh-origin-down": "2 raises",
        "always-revalidate-origin-down": "2 raises",
        "always-revalidate-stale-while-revalidate":
          "2 body, 2 from_cache, 2 is_expired, 2 expires_in",
        "always-revalidate-only-if-cached": "2 status, 2 body, 2 from_cache, 2 has_cache_key",
      ]),
  ]
}
