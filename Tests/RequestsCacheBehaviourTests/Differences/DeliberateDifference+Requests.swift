extension DeliberateDifference {
  /// Fields of requests.
  static let requests = [
    DeliberateDifference(
      "`max-age` in a request limits the age of what may answer, and sets no expiry.",
      because: "RFC 9111 section 5.2.1.1. In Python it is taken for `expire_after`.",
      in: [
        "precedence-header-cc=False": "1 expires_in",
        "precedence-header+request-cc=False": "1 expires_in, 1 sent",
      ]),
    DeliberateDifference(
      "`no-cache` in a request validates what has a validator.",
      because: "RFC 9111 section 5.2.1.4 asks for no more; a 304 saves the download. "
        + "`forceRefresh` downloads anew.",
      in: [
        "fresh-validator-cc-no-cache": "2 body, 2 from_cache, 2 revalidated, 2 sent, 3 body"
      ]),
    DeliberateDifference(
      "`Pragma: no-cache` in a request counts where there is no `Cache-Control`.",
      because: "RFC 9111 section 5.4.",
      in: [
        "fresh-validator-pragma-no-cache": "2 revalidated, 2 sent",
        "fresh-plain-pragma-no-cache": "2 body, 2 from_cache, 2 sent, 3 body",
      ]),
    DeliberateDifference(
      "A `Cache-Control` with several directives is sent as it is.",
      because: "In Python a space after the comma makes the request fail.",
      in: [
        "request-cc-list-no-cache, max-age=0": "2 raises, 2 sent",
        "request-cc-list-max-age=0, no-cache": "2 raises, 2 sent",
      ]),
    DeliberateDifference(
      "`stale-if-error` in a request covers 500, 502, 503 and 504 too.",
      because: "RFC 5861 section 4. In Python it covers only an origin that can't be reached.",
      in: [
        "request-cc-stale-if-error=100-{\"status\": 500}":
          "2 status, 2 from_cache, 2 is_expired, 2 has_cache_key, 2 expires_in"
      ]),
    DeliberateDifference(
      "`stale-while-revalidate` in a request means nothing.",
      because: "RFC 5861 section 3 has it in responses; the setting of that name is there for "
        + "clients.",
      in: [
        "request-cc-stale-while-revalidate": "2 body, 2 from_cache, 2 is_expired, 2 expires_in"
      ]),
    DeliberateDifference(
      "A successful unsafe request, such as DELETE, removes what is stored under its "
        + "URL.",
      because: "RFC 9111 section 4.4: it may have changed it.",
      in: [
        "unsafe-method-does-not-invalidate": "2 stored_entries, 3 from_cache, 3 sent"
      ]),
    DeliberateDifference(
      "`only-if-cached` never asks the origin, for another variant neither.",
      because: "RFC 9111 section 5.2.1.7.",
      in: [
        "only-if-cached-other-variant":
          "2 status, 2 body, 2 has_cache_key, 2 sent, 2 stored_entries"
      ]),
    DeliberateDifference(
      "`max-stale` spares the validation of what it accepts.",
      because: "RFC 9111 section 5.2.1.2. In Python it does so only where there is no validator.",
      in: [
        "max-stale-with-validator": "2 is_expired, 2 revalidated, 2 expires_in, 2 sent"
      ]),
    DeliberateDifference(
      "What `min-fresh` finds too old is validated, and answers neither before nor while it is.",
      because: "RFC 9111 section 5.2.1.3: the client won't have it so. In Python it is downloaded "
        + "anew, and answers with `staleWhileRevalidate`, though even staler.",
      in: [
        "min-fresh-with-validator": "2 from_cache, 2 revalidated, 2 sent",
        "min-fresh-stale-while-revalidate": "2 body, 2 from_cache, 2 is_expired, 2 expires_in",
      ]),
    DeliberateDifference(
      "HEAD is answered by what is stored of GET, and validates it; where it tells of a change, "
        + "that goes.",
      because: "RFC 9111 sections 4 and 4.3.5. In Python the two know nothing of each other.",
      in: [
        "head-after-get": "2 from_cache, 2 sent, 2 stored_entries",
        "head-tells-of-a-change": "2 sent, 2 stored_entries, 3 sent",
      ]),
  ]
}
