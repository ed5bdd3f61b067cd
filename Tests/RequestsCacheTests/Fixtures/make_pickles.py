#!/usr/bin/env python3
"""Takes pickled values out of a cache, with what Python makes of them.

    make_pickles.py CACHE OUTDIR [--only TEXT ...] [--signed]

CACHE is an SQLite file or a folder of `.pkl` files. Run it with the Python that has the requests-cache
which wrote the cache: objects of releases before 1.0 need its classes. Each value becomes a file of
OUTDIR, facts.json tells what is in them.
With --signed the values are of the safe_pickle serializer.
"""
import hashlib
import json
import pickle
import sqlite3
import sys
from datetime import datetime, timedelta
from pathlib import Path


def values(cache):
    if cache.is_dir():
        return sorted((p.stem, p.read_bytes()) for p in cache.glob("*.pkl"))
    rows = sqlite3.connect(str(cache)).execute("SELECT key, value FROM responses ORDER BY key")
    return [(key, bytes(value)) for key, value in rows]


def member(record, name, default=None):
    if isinstance(record, dict):
        return record.get(name, default)
    value = getattr(record, name, default)
    return default if value is None else value


def date(value):
    return value.isoformat() if isinstance(value, datetime) else value


def seconds(value):
    return value.total_seconds() if isinstance(value, timedelta) else float(value or 0)


def pairs(value):
    return [[name, text if isinstance(text, str) else text.decode("latin-1")]
            for name, text in (value or {}).items()]


def digest(body):
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def body(record):
    decoded = member(record, "_decoded_content")
    content = member(record, "_content")
    kind = pairs(member(record, "headers"))
    kind = ([v for n, v in kind if n.lower() == "content-type"] or [""])[0]
    if decoded is not None:
        is_json = kind.startswith("application/") and "json" in kind
        is_text = isinstance(decoded, str) and not is_json
        return {"form": "text" if is_text else "json",
                "size": len(decoded.encode("utf-8", "surrogatepass")) if is_text else None,
                "digest": digest(decoded.encode("utf-8", "surrogatepass")) if is_text else None,
                "json": None if is_text else json.dumps(decoded, sort_keys=True)}
    if content is None:
        lost = isinstance(record, dict) and "_decoded_content" in record
        return {"form": "lost" if lost else "none"}
    return {"form": "bytes", "size": len(content), "digest": digest(content)}


def request(record):
    content = member(record, "body") or b""
    content = content.encode() if isinstance(content, str) else bytes(content)
    return {"method": str(member(record, "method", "")), "url": str(member(record, "url", "")),
            "headers": pairs(member(record, "headers")),
            "body": "" if content == b"None" else digest(content) if content else "",
            "cookies": sorted(pairs(member(record, "cookies") or member(record, "_cookies")))}


def response(record):
    upcoming = member(record, "_next")
    return {"url": str(member(record, "url", "")), "status": int(member(record, "status_code", 0)),
            "reason": member(record, "reason"), "encoding": member(record, "encoding"),
            "headers": pairs(member(record, "headers")), "body": body(record),
            "request": request(member(record, "request")),
            "cookies": sorted(pairs(member(record, "cookies"))),
            "created": date(member(record, "created_at")), "expires": date(member(record, "expires")),
            "elapsed": seconds(member(record, "elapsed")),
            "next": request(upcoming) if upcoming else None,
            "history": [response(hop) for hop in member(record, "history") or []]}


def main():
    arguments = sys.argv[1:]
    signed = "--signed" in arguments
    arguments = [a for a in arguments if a != "--signed"]
    only = arguments[arguments.index("--only") + 1:] if "--only" in arguments else []
    cache, out = Path(arguments[0]), Path(arguments[1])
    out.mkdir(parents=True, exist_ok=True)
    facts = []
    for key, value in values(cache):
        record = pickle.loads(value[:-28] if signed else value)
        if isinstance(record, tuple):
            told = dict(response(record[0]), created=date(record[1]))
        else:
            told = response(record)
        name = "%s %s" % (told["request"]["method"], told["url"])
        if only and not any(name.endswith(text) for text in only):
            continue
        (out / (key[:16] + ".pkl")).write_bytes(value)
        facts.append(dict(told, file=key[:16] + ".pkl"))
    (out / "facts.json").write_text(json.dumps(facts, indent=0))
    print(cache, len(facts), "values")


main()
