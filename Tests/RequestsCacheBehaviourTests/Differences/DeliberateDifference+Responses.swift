extension DeliberateDifference {
  /// Fields of responses.
  static let responses = [
    DeliberateDifference(
      "A lifetime that can't be read is zero, and of two the shorter holds; spaces "
        + "around the equals sign and quotes are no obstacle.",
      because: "RFC 9111 section 4.2.1 has what is not valid considered stale. In Python it is "
        + "passed by or, without a number, taken for one second, and the last of two holds.",
      in: [
        "response-max-age=-5-cache_control=True": "1 expires_in, 2 expires_in",
        "response-max-age=abc-cache_control=True":
          "1 expires_in, 2 from_cache, 2 expires_in, 2 sent",
        "response-max-age-twice-cache_control=True": "1 expires_in, 2 expires_in",
        "Cache-Control: max-age = 60": "max_age",
        "Cache-Control: max-age=60;": "max_age",
        "Cache-Control: max-age": "max_age",
        "Cache-Control: max-age=1.5": "max_age",
        "Cache-Control: min-fresh=x": "min_fresh",
        "Cache-Control: stale-if-error": "stale_if_error",
      ]),
    DeliberateDifference(
      "`max-stale` without a number accepts any staleness.",
      because: "RFC 9111 section 5.2.1.2. In Python it is one second.",
      in: [
        "Cache-Control: max-stale": "max_stale"
      ]),
    DeliberateDifference(
      "Numbers of seconds end at 2^31, which is 68 years.",
      because: "RFC 9111 section 1.2.2.",
      in: [
        "Cache-Control: max-age=99999999999": "max_age"
      ]),
    DeliberateDifference(
      "A response with `max-age=0` is stored without a validator too.",
      because: "RFC 9111 section 4.2.4 lets a request with `max-stale` have it, and a client "
        + "that is cut off.",
      in: [
        "response-max-age=0-cache_control=True":
          "1 has_cache_key, 1 expires_in, 1 stored_entries, "
          + "2 has_cache_key, 2 expires_in, 2 stored_entries"
      ]),
    DeliberateDifference(
      "`immutable` does not lengthen a lifetime.",
      because: "RFC 8246 section 2: it spares validation while the response is fresh. In Python "
        + "it never expires.",
      in: [
        "response-immutable-cache_control=True": "1 expires_in, 2 expires_in"
      ]),
    DeliberateDifference(
      "`must-revalidate` asks for validation once the response is stale.",
      because: "RFC 9111 section 5.2.2.2. In Python it asks for it on every use.",
      in: [
        "response-must-revalidate-cache_control=True": "2 from_cache, 2 sent"
      ]),
    DeliberateDifference(
      "The age that a response has on arrival, by `Date` and `Age`, counts.",
      because: "RFC 9111 section 4.2.3. In Python each lifetime begins on arrival.",
      in: [
        "response-date-old-cache_control=True": "1 expires_in, 2 from_cache, 2 expires_in, 2 sent"
      ]),
    DeliberateDifference(
      "`stale-if-error` and `stale-while-revalidate` of a response are obeyed.",
      because: "RFC 5861 sections 3 and 4. requests-cache documents them, and does not apply "
        + "them.",
      in: [
        "response-cc-stale-if-error-{\"status\": 500}":
          "2 status, 2 from_cache, 2 is_expired, 2 has_cache_key, 2 expires_in",
        "response-cc-stale-while-revalidate": "2 body, 2 from_cache, 2 is_expired, 2 expires_in",
      ]),
    DeliberateDifference(
      "A star among other names in `Vary` never matches.",
      because: "RFC 9111 section 4.1. In Python only a star alone is seen.",
      in: [
        "response-vary-list-star-cache_control=True": "2 from_cache, 2 sent",
        "response-vary-list-star-cache_control=False": "2 from_cache, 2 sent",
      ]),
    DeliberateDifference(
      "Fields that `Vary` names match in any case where their syntax has none, as "
        + "`Accept-Language`, and lists in their order, except that of `Accept-Encoding`.",
      because: "RFC 9111 section 4.1 lets a cache normalise what is known to mean the same; the "
        + "rest can matter to an origin. In Python single values keep their case, and all lists "
        + "are sorted and lower-cased.",
      in: [
        "vary-list-normalized": "2 from_cache, 2 sent, 2 stored_entries",
        "vary-case-sensitive-single": "2 from_cache, 2 sent, 2 stored_entries",
      ]),
    DeliberateDifference(
      "A lifetime that a 304 doesn't name stays the stored one.",
      because: "RFC 9111 section 3.2: fields that it lacks stay. In Python what is left is the "
        + "setting.",
      in: [
        "304-without-lifetime": "2 expires_in"
      ]),
    DeliberateDifference(
      "What comes with an `Expires` of long ago is stale from its arrival on, not from that date.",
      because: "How old it is now counts for `staleIfError`, not how old it came.",
      in: [
        "response-expires-long-ago": "1 expires_in, 2 raises"
      ]),
    DeliberateDifference(
      "What came with `no-cache` does not answer instead of an error.",
      because: "RFC 9111 section 5.2.2.4: never without validation.",
      in: [
        "no-cache-response-stale-if-error":
          "2 status, 2 body, 2 from_cache, 2 is_expired, 2 has_cache_key, 2 expires_in"
      ]),
    DeliberateDifference(
      "A new response that isn't stored removes the one that it would have replaced.",
      because: "The origin has shown that to be outdated. In Python it answers on.",
      in: [
        "refetch-not-stored": "2 stored_entries, 3 body, 3 from_cache, 3 sent"
      ]),
    DeliberateDifference(
      "A variant that doesn't match is not validated, and one that is fetched anew replaces "
        + "itself.",
      because: "RFC 9111 section 4.1. In Python the validators of one variant are sent with a "
        + "request for another, for which a date says nothing, and `force_refresh` puts a "
        + "variant in the place of the first.",
      in: [
        "stale-other-variant": "2 body, 2 from_cache, 2 revalidated, 2 sent",
        "refetch-of-a-variant": "4 body, 4 from_cache, 4 sent, 4 stored_entries",
      ]),
  ]
}
