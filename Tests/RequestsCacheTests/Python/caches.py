"""Caches of the real requests-cache, for the tests of larder.

caches.py serve         answers commands, a line of JSON for a line of JSON, until its input ends:
    ["make", FOLDER, KIND, ...]         makes caches of those kinds, or of all, each with a file of facts
    ["state", FOLDER, KIND]             all that Python reads of a cache
    ["layout", FOLDER, KIND]            what must never change in its files
    ["ask", FOLDER, KIND, URL, ...]     the answers to requests, and what the origin saw of them
caches.py write PATH    stores entries in a loop until it is told to end; prints the longest wait
"""
import hashlib
import io
import json
import sqlite3
import sys
import threading
import time
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import requests
from requests.adapters import BaseAdapter
from requests_cache import CachedSession, FileCache, SQLiteCache, safe_pickle_serializer
from urllib3.response import HTTPResponse

SECRET = "a secret of the tests"
HOST = "http://origin.test"
NUMBERS = b'{"n":[1e-9,1.5e-7,1e22,1e16,9223372036854775807,-0.0,2.50,5e-324,0.1,100.0],"b":[true,null]}'
TEXTS = json.dumps({"/a": "\u00fc\U0001f98a </script> \"q\" \\ \b\f\n\r\t\x7f\x01\u2028"}).encode()

PAGES = {
    "/text": ("text/plain; charset=utf-8", "Grüße 🦊\n".encode(), {}),
    "/latin": ("text/plain; charset=iso-8859-1", "caf\u00e9".encode("latin-1"), {}),
    "/broken": ("text/plain; charset=utf-8", b"a\xff\xfeb\xc3(", {}),
    "/bytes": ("application/octet-stream", bytes(range(256)) * 3, {}),
    "/empty": ("text/plain", b"", {}),
    "/numbers": ("application/json", NUMBERS, {}),
    "/texts": ("application/json; charset=utf-8", TEXTS, {}),
    "/big": ("application/json", b"[123456789012345678901234567890]", {}),
    "/nothing": ("application/json", b"null", {}),
    "/list": ("application/vnd.api+json", b"[1, {}, [], \"\"]", {}),
    "/plain": ("text/css", b"a{}", {"ETag": '"1"'}),
    "/dated": ("text/css", b"b{}", {"Last-Modified": "Thu, 01 Jan 2026 00:00:00 GMT"}),
    "/from": ("text/plain", b"", {"Location": HOST + "/to"}),
    "/to": ("text/plain", b"there", {}),
    "/one": ("text/plain", b"", {"Location": HOST + "/two"}),
    "/two": ("text/plain", b"", {"Location": HOST + "/three"}),
    "/secret": ("text/plain", b"s", {"Authorization": "mine", "Set-Cookie": "a=1; Path=/"}),
    "/new": ("text/plain", b"new", {}),
    "/large": ("application/octet-stream", hashlib.sha512(b"x").digest() * 1500, {}),
}


class Origin(BaseAdapter):
    """Answers without a network, and counts."""

    def __init__(self):
        super().__init__()
        self.calls = []

    def send(self, request, **kwargs):
        path = "/" + request.url.split("?")[0].split("/", 3)[3]
        self.calls.append(request.url)
        kind, body, fields = PAGES.get(path, ("text/plain", b"other " + path.encode(), {}))
        status = 302 if "Location" in fields else 200
        headers = {"Content-Type": kind, "Content-Length": str(len(body)), **fields}
        if request.method == "HEAD":
            body = b""
        raw = HTTPResponse(io.BytesIO(body), headers=headers, status=status, reason="Found" if status == 302 else "OK",
                           request_method=request.method, preload_content=False)
        return requests.adapters.HTTPAdapter().build_response(request, raw)

    def close(self):
        pass


KINDS = {}
for _name in ("pickle", "json", "ujson", "orjson", "yaml", "bson", "safe_pickle"):
    KINDS["sqlite-" + _name] = ("sqlite", _name, {})
    KINDS["folder-" + _name] = ("folder", _name, {})
KINDS["sqlite-wal"] = ("sqlite", "pickle", {"wal": True})
KINDS["sqlite-decoded"] = ("sqlite", "json", {"decode_content": True})
KINDS["folder-exact"] = ("folder", "json", {"decode_content": False})
KINDS["folder-limited"] = ("folder", "json", {"max_cache_bytes": 1 << 26, "block_bytes": 4096})


def backend(folder, kind):
    place, name, options = KINDS[kind]
    serializer = safe_pickle_serializer(secret_key=SECRET) if name == "safe_pickle" else name
    if place == "sqlite":
        return SQLiteCache(str(folder / (kind + ".sqlite")), serializer=serializer, **options)
    return FileCache(str(folder / kind), serializer=serializer, **options)


def session(folder, kind):
    made = CachedSession(backend=backend(folder, kind), allowable_methods=("GET", "HEAD", "POST"))
    made.trust_env = False
    origin = Origin()
    made.mount("http://", origin)
    made.mount("https://", origin)
    return made, origin


def fill(made, kind):
    """Every page, and requests that differ in everything that keys are made of."""
    # These two can't store numbers beyond 64 bits.
    left_out = {"/new", "/one", "/two"} | ({"/big"} if kind in ("folder-orjson", "folder-bson") else set())
    for path in PAGES:
        if path not in left_out:
            made.get(HOST + path)
    made.get(HOST + "/q?b=2&a=1&empty=&api_key=hidden")
    made.get(HOST + "/päth with space?ü=%2B")
    made.get("https://origin.test/unverified", verify=False)
    made.head(HOST + "/text")
    made.post(HOST + "/post", json={"b": 1, "a": [1.5, "ü"], "api_key": "hidden"})
    made.post(HOST + "/post", data={"b": "2", "a": "1 2"})
    made.post(HOST + "/post", data=b"\x00\x01", headers={"Content-Type": "application/octet-stream"})
    made.get(HOST + "/hour", expire_after=timedelta(hours=1))
    made.get(HOST + "/past", expire_after=datetime(2020, 1, 1, tzinfo=timezone.utc))
    made.get(HOST + "/plain?past", expire_after=datetime(2020, 1, 1, tzinfo=timezone.utc))
    made.get(HOST + "/fraction", expire_after=timedelta(seconds=1234.5))
    made.get(HOST + "/cookies", cookies={"c": "1"}, headers={"Authorization": "hidden"})


def describe(response):
    body = response._content
    return {
        "method": response.request.method, "url": response.url, "status": response.status_code,
        "size": len(body or b""), "sha256": hashlib.sha256(body or b"").hexdigest(),
        "expires": response.expires.isoformat() if response.expires else None,
        "history": [{"status": hop["status_code"] if isinstance(hop, dict) else hop.status_code}
                    for hop in response.history],
    }


def state(folder, kind):
    """All that Python reads, and what says that it is unchanged."""
    cache = backend(folder, kind)
    entries = {}
    for key in sorted(cache.responses.keys()):
        response = cache.responses[key]
        fact = describe(response)
        fact.update(
            created=response.created_at.isoformat(), headers=dict(response.headers), reason=response.reason,
            encoding=response.encoding, cookies=dict(response.cookies.items()), expired=response.is_expired,
            request=[json.dumps(dict(response.request.headers), sort_keys=True),
                     (response.request.body or b"").hex(), response.request.url],
            elapsed=response.elapsed.total_seconds())
        entries[key] = fact
    found = {"entries": entries, "redirects": {str(k): str(v) for k, v in cache.redirects.items()}}
    cache.close()
    return found


def layout(folder, kind):
    """What must never change in a file."""
    path = folder / (kind + ".sqlite")
    if not path.exists():
        path = folder / kind / "redirects.sqlite"
    with sqlite3.connect(str(path)) as connection:
        schema = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()
        mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
        check = connection.execute("PRAGMA integrity_check").fetchone()[0]
    limits = None
    if (folder / kind / "lru.db").exists():
        with sqlite3.connect(str(folder / kind / "lru.db")) as connection:
            rows = dict(connection.execute("SELECT key, size FROM lru"))
            total = connection.execute("SELECT total_size FROM lru_size ORDER BY rowid LIMIT 1").fetchone()[0]
            sizes = {file.stem: file.stat().st_size for file in (folder / kind).glob("*.json")}
            rounded = {key: -(-size // 4096) * 4096 for key, size in sizes.items()}
            limits = rows == rounded and total == sum(rows.values())
    return {"schema": schema, "journal": mode, "check": check, "mode": path.stat().st_mode, "limits": limits}


def make(folder, kinds):
    folder.mkdir(parents=True, exist_ok=True)
    caches = []
    for kind in kinds or KINDS:
        place, name, _ = KINDS[kind]
        made, _ = session(folder, kind)
        fill(made, kind)
        made.close()
        found = state(folder, kind)
        (folder / ("manifest-%s.json" % kind)).write_text(json.dumps(found))
        path = kind + (".sqlite" if place == "sqlite" else "")
        caches.append({"name": kind, "backend": place, "serializer": name, "path": path,
                       "manifest": "manifest-%s.json" % kind})
    (folder / "index.json").write_text(json.dumps({"safe_pickle_secret": SECRET, "caches": caches}))
    return len(caches)


def ask(folder, kind, *urls):
    """Asks for URLs; says of each whether it came from the cache, with what, and what the origin saw."""
    made, origin = session(folder, kind)
    answers = []
    for url in urls:
        before = len(origin.calls)
        response = made.get(url)
        answers.append({"hit": response.from_cache, "key": response.cache_key, "body": response.text,
                        "status": response.status_code, "calls": origin.calls[before:],
                        "expired": response.is_expired, "url": response.url,
                        "history": ["%d %s" % (hop.status_code, hop.url) for hop in response.history]})
    made.close()
    return answers


def write(path):
    """Stores and reads in a loop until a line comes; prints how often and the longest wait."""
    cache = (SQLiteCache if path.endswith(".sqlite") else FileCache)(path, serializer="pickle", timeout=60)
    made = CachedSession(backend=cache)
    made.trust_env = False
    made.mount("http://", Origin())
    ended = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.readline(), ended.set()), daemon=True).start()
    print("ready", flush=True)
    longest, count, errors = 0.0, 0, []
    while not ended.is_set():
        began = time.monotonic()
        try:
            made.get(HOST + "/loop/%d" % (count % 40), expire_after=3600)
            if count % 7 == 0:
                cache.delete(urls=[HOST + "/loop/%d" % (count * 3 % 40)])
        except Exception as error:
            errors.append(repr(error))
        longest = max(longest, time.monotonic() - began)
        count += 1
    print(json.dumps({"count": count, "longest": longest, "errors": errors[:5]}), flush=True)


def answer(command, folder, *rest):
    folder = Path(folder)
    if command == "make":
        return make(folder, rest)
    return {"state": state, "layout": layout, "ask": ask}[command](folder, *rest)


def serve():
    for line in sys.stdin:
        try:
            print(json.dumps({"value": answer(*json.loads(line))}), flush=True)
        except Exception as error:
            print(json.dumps({"error": repr(error)}), flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        serve()
    else:
        write(sys.argv[2])
