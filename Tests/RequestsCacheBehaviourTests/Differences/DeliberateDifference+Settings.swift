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
  ]
}
