"""Real clients before `larder proxy`: what each gets through it is what it gets without it.

    python3 clients.py LARDER [CLIENT ...]

Without a client it names those that are here, one a line. Otherwise it runs the table and the stories of each
named one, writes a line for each fault, and exits with 1 where there is one.
"""

import contextlib
import hashlib
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

from origin import BEGAN, Origin, content, formatdate

FOLDER = os.path.dirname(os.path.abspath(__file__))
LIMIT = 120
faults = []


def fault(*words):
    faults.append(" ".join(str(word) for word in words))


class Reply:
    def __init__(self, status, fields, body):
        self.status, self.body = status, body
        self.fields = [(name, value) for name, value in fields]

    def get(self, name):
        values = [v for n, v in self.fields if n.lower() == name.lower()]
        return ", ".join(values) if values else None


class Proxy:
    """A running `larder proxy`."""

    def __init__(self, larder, folder, name, origin=None, options=(), files=None):
        words = ["sh", "-c", 'ulimit -n %d; exec "$@"' % files, "sh"] if files else []
        words += [larder, "proxy", "--store", os.path.join(folder, name + ".sqlite"), "--listen", "0"]
        words += ["--origin", origin.url] if origin else []
        self.process = subprocess.Popen(
            words + list(options), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().split()[-1]
        self.port = int(self.url.rsplit(":", 1)[1])
        self.name, self.stands = name, origin is not None
        self.isShared = "--shared" in options

    def place(self, url):
        """The URL that a client asks for, and the proxy that it names."""
        if not self.stands:
            return url, self.url
        return self.url + "/" + url.split("/", 3)[3], None

    def stop(self, name=signal.SIGTERM):
        self.process.send_signal(name)
        words = self.process.communicate(timeout=LIMIT)[1]
        if self.process.returncode != 0:
            fault(self.name, "ended with", self.process.returncode, words)
        return words


# MARK: Clients. Each has `fetch`, which undoes no coding and follows no redirect.


def environment(proxy):
    names = {"http_proxy", "https_proxy", "all_proxy", "no_proxy"}
    result = {n: v for n, v in os.environ.items() if n.lower() not in names}
    if proxy:
        result["http_proxy"] = result["https_proxy"] = proxy
    return result


def head(lines):
    """Status and fields of the last head in text that may have interim ones."""
    status, fields = 0, []
    for line in lines:
        line = line.strip("\r\n")
        if line.startswith("HTTP/"):
            status, fields = int(line.split(" ")[1]), []
        elif ":" in line:
            name, value = line.split(":", 1)
            fields.append((name, value.strip()))
    return status, fields


class Client:
    """What all have in common."""

    # Whether it undoes codings, and what it can't read.
    decodes, lacks = False, ()


class Curl(Client):
    def __init__(self):
        self.folder = tempfile.mkdtemp()

    @staticmethod
    def isHere():
        return shutil.which("curl") is not None

    def run(self, words, proxy):
        return subprocess.run(
            ["curl", "-sS", "--max-time", str(LIMIT)] + words, env=environment(proxy),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def fetch(self, url, proxy, method="GET", fields=(), body=None, words=()):
        heads, target = os.path.join(self.folder, "head"), os.path.join(self.folder, "body")
        for path in (heads, target):
            open(path, "w").close()
        line = ["-D", heads, "-o", target, url] + list(words)
        if method == "HEAD":
            line.append("-I")
        elif method != "GET" or body is not None:
            line += ["-X", method]
        if body is not None:
            with open(os.path.join(self.folder, "content"), "wb") as file:
                file.write(body)
            line += ["--data-binary", "@" + os.path.join(self.folder, "content")]
        for name, value in fields:
            line += ["-H", "%s: %s" % (name, value)]
        ran = self.run(line, proxy)
        if ran.returncode != 0:
            raise OSError("curl %d: %s" % (ran.returncode, ran.stderr.decode()))
        with open(heads, encoding="latin-1") as file:
            status, got = head(file)
        with open(target, "rb") as file:
            data = file.read()
        return Reply(status, got, b"" if method == "HEAD" else data)

    def close(self):
        shutil.rmtree(self.folder)


class Wget(Curl):
    # It waits for the content of a 304.
    lacks = ("ranges", "conditions")

    @staticmethod
    def isHere():
        return shutil.which("wget") is not None

    def fetch(self, url, proxy, method="GET", fields=(), body=None):
        target = os.path.join(self.folder, "body")
        open(target, "w").close()
        line = ["wget", "-q", "-S", "--content-on-error", "--max-redirect=0", "--tries=1", "-O",
                target, "--timeout=%d" % LIMIT, url]
        if method == "HEAD":
            line.append("--spider")
        elif method != "GET":
            line.append("--method=" + method)
        if body is not None:
            with open(os.path.join(self.folder, "content"), "wb") as file:
                file.write(body)
            line.append("--body-file=" + os.path.join(self.folder, "content"))
        line += ["--header=%s: %s" % field for field in fields]
        ran = subprocess.run(line, env=environment(proxy), stderr=subprocess.PIPE)
        status, got = head(ran.stderr.decode("latin-1").replace("\n  ", "\n").strip().split("\n"))
        # 8: the server answered with an error; 4: what came broke off.
        if ran.returncode not in (0, 8) or status == 0:
            raise OSError("wget %d: %s" % (ran.returncode, ran.stderr.decode()))
        with open(target, "rb") as file:
            data = file.read()
        return Reply(status, got, b"" if method == "HEAD" else data)


class Standard(Client):
    """Python's http.client, with a connection that stays."""

    lacks = ("interim",)

    def __init__(self):
        self.connections = {}

    @staticmethod
    def isHere():
        return True

    def connection(self, url, proxy):
        authority = urllib.parse.urlsplit(proxy or url).netloc
        if authority not in self.connections:
            self.connections[authority] = http.client.HTTPConnection(authority, timeout=LIMIT)
        return self.connections[authority]

    def fetch(self, url, proxy, method="GET", fields=(), body=None):
        connection = self.connection(url, proxy)
        target = url if proxy else "/" + url.split("/", 3)[3]
        try:
            connection.request(method, target, body=body, headers=dict(fields))
            response = connection.getresponse()
            return Reply(response.status, response.getheaders(), response.read())
        except (http.client.HTTPException, OSError) as error:
            connection.close()
            raise OSError(repr(error)) from error

    def close(self):
        for connection in self.connections.values():
            connection.close()


class Requests(Client):
    lacks = ("interim",)

    def __init__(self):
        import requests

        self.library = requests
        self.session = requests.Session()
        self.session.trust_env = False

    @staticmethod
    def isHere():
        return has("requests")

    def fetch(self, url, proxy, method="GET", fields=(), body=None):
        try:
            with self.session.request(
                    method, url, headers=dict(fields), data=body, stream=True, timeout=LIMIT,
                    allow_redirects=False, proxies={"http": proxy} if proxy else {}) as response:
                data = b"".join(response.raw.stream(65536, decode_content=False))
                return Reply(response.status_code, response.raw.headers.items(), data)
        except Exception as error:
            raise OSError(repr(error)) from error

    def close(self):
        self.session.close()


class Httpx(Client):
    def __init__(self):
        import httpx

        self.library, self.clients = httpx, {}

    @staticmethod
    def isHere():
        return has("httpx")

    def client(self, proxy):
        if proxy not in self.clients:
            self.clients[proxy] = self.library.Client(proxy=proxy, timeout=LIMIT, trust_env=False)
        return self.clients[proxy]

    def fetch(self, url, proxy, method="GET", fields=(), body=None):
        try:
            with self.client(proxy).stream(
                    method, url, headers=list(fields), content=body) as response:
                data = b"".join(response.iter_raw())
                got = [(n.decode("latin-1"), v.decode("latin-1")) for n, v in response.headers.raw]
                return Reply(response.status_code, got, data)
        except self.library.HTTPError as error:
            raise OSError(repr(error)) from error

    def close(self):
        for client in self.clients.values():
            client.close()


class Aiohttp(Client):
    def __init__(self):
        import aiohttp
        import asyncio

        self.library, self.loop = aiohttp, asyncio.new_event_loop()
        self.session = self.loop.run_until_complete(self.open())

    async def open(self):
        return self.library.ClientSession(
            auto_decompress=False, timeout=self.library.ClientTimeout(LIMIT))

    @staticmethod
    def isHere():
        return has("aiohttp")

    def fetch(self, url, proxy, method="GET", fields=(), body=None):
        async def ask():
            import yarl

            async with self.session.request(
                    method, yarl.URL(url, encoded=True), proxy=proxy, headers=list(fields),
                    data=body, allow_redirects=False) as response:
                got = [(n.decode("latin-1"), v.decode("latin-1")) for n, v in response.raw_headers]
                return Reply(response.status, got, await response.read())

        try:
            return self.loop.run_until_complete(ask())
        except Exception as error:
            raise OSError(repr(error)) from error

    def close(self):
        self.loop.run_until_complete(self.session.close())


class Node(Client):
    """Node's http.request, or its fetch, in a process that stays."""

    way = "request"

    def __init__(self):
        self.process = subprocess.Popen(
            ["node", os.path.join(FOLDER, "client.mjs"), self.way], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True, env=environment(None))

    @staticmethod
    def isHere():
        # Releases before 18 have no fetch.
        return shutil.which("node") is not None and subprocess.run(
            ["node", "-e", "process.exit(typeof fetch == 'function' ? 0 : 1)"],
            stdin=subprocess.DEVNULL, timeout=LIMIT).returncode == 0

    def fetch(self, url, proxy, method="GET", fields=(), body=None):
        order = {"url": url, "proxy": proxy, "method": method, "fields": list(fields),
                 "body": None if body is None else body.hex()}
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        if "error" in answer:
            raise OSError(answer["error"])
        return Reply(answer["status"], answer["fields"], bytes.fromhex(answer["body"]))

    def close(self):
        self.process.stdin.close()
        self.process.wait(timeout=LIMIT)


class NodeFetch(Node):
    way = "fetch"
    decodes = True


def has(module):
    try:
        __import__(module)
        return True
    except ImportError:
        return False


# MARK: The table


TAG = "etag=%22a%22"
HOUR = "cc=max-age=3600"
HEURISTIC = "modified=" + urllib.parse.quote(formatdate(BEGAN - 864000, usegmt=True))

# What is asked for two times; the requests that reach the origin of a private and of a shared cache.
TABLE = [
    ("length", HOUR + "&" + TAG, 1, 1),
    ("chunked", HOUR + "&framing=chunked&len=50000", 1, 1),
    ("closed", HOUR + "&framing=close&len=50000", 1, 1),
    ("trailer", HOUR + "&framing=chunked&trailer=1", 1, 1),
    ("interim", HOUR + "&interim=103", 1, 1),
    ("empty", HOUR + "&len=0", 1, 1),
    ("empty-chunked", HOUR + "&len=0&framing=chunked", 1, 1),
    ("large", HOUR + "&len=700000", 1, 1),
    ("large-chunked", HOUR + "&len=700000&framing=chunked", 1, 1),
    ("no-store", "cc=no-store", 2, 2),
    ("no-cache", "cc=no-cache&" + TAG, 2, 2),
    ("no-validator", "", 2, 2),
    ("heuristic", HEURISTIC, 1, 1),
    ("modified", "cc=no-cache&" + HEURISTIC, 2, 2),
    ("private", "cc=private,max-age=3600", 1, 2),
    ("s-maxage", "cc=max-age=0,s-maxage=3600", 2, 1),
    ("gone", HOUR + "&status=410", 1, 1),
    ("not-found", HOUR + "&status=404", 1, 1),
    ("no-content", HOUR + "&status=204&len=0", 1, 1),
    ("moved", HOUR + "&status=301&location=/elsewhere", 1, 1),
    ("failed", HOUR + "&status=500", 1, 1),
    ("teapot", "status=418", 2, 2),
    ("cookie", HOUR + "&field=Set-Cookie:a=1;%20Path=/&field=Set-Cookie:b=2", 1, 1),
    ("latin", HOUR + "&field=X-Name:caf%E9%20%C3%A9", 1, 1),
    ("connection", HOUR + "&field=Connection:x-hop&field=X-Hop:1", 1, 1),
    ("gzip", HOUR + "&enc=gzip&vary=Accept-Encoding", 1, 1),
    ("br", HOUR + "&enc=br&vary=Accept-Encoding", 1, 1),
    ("zstd", HOUR + "&enc=zstd&vary=Accept-Encoding", 1, 1),
    ("varies", HOUR + "&vary=Accept-Language", 1, 1),
    ("varies-by-all", HOUR + "&vary=*", 2, 2),
]

# What a proxy changes (RFC 9110 section 7.6), and how its caller learns where a body ends.
OWN = {"via", "cache-status", "age", "connection", "transfer-encoding", "keep-alive", "trailer",
       "proxy-connection"}


def told(reply, without=()):
    return sorted((n.lower(), v) for n, v in reply.fields
                  if n.lower() not in OWN and n.lower() not in without)


def compare(words, client, plain, got):
    if plain.status != got.status:
        fault(words, "status", got.status, "instead of", plain.status)
    if plain.body != got.body:
        fault(words, "body of", len(got.body), "bytes instead of", len(plain.body))
    # A stored body has a length, whatever framed it before.
    without = {"x-hop", "x-sum"} | (set() if plain.get("content-length") else {"content-length"})
    if told(plain, without) != told(got, without):
        fault(words, "fields", told(got, without), "instead of", told(plain, without))
    if got.get("x-hop"):
        fault(words, "a field of the connection went on")
    if not (got.get("cache-status") or "").startswith("larder"):
        fault(words, "Cache-Status is", got.get("cache-status"))


def fields_for(query):
    coding = dict(urllib.parse.parse_qsl(query)).get("enc")
    return [("Accept-Encoding", coding or "identity"), ("Accept-Language", "de")]


def table(client, name, proxy, origin):
    for id, query, private, shared in TABLE:
        coding = dict(urllib.parse.parse_qsl(query)).get("enc")
        if (coding == "br" and not has("brotli")) or (coding == "zstd" and not has("zstandard")):
            continue
        if client.decodes and coding == "zstd":
            continue
        if id in client.lacks:
            continue
        path = "/%s/%s/%s" % (name, proxy.name, id)
        words = "%s, %s, %s:" % (name, proxy.name, id)
        url = origin.url + path + "?" + query
        try:
            plain = client.fetch(url, None, fields=fields_for(query))
            there, by = proxy.place(url)
            for _ in range(2):
                compare(words, client, plain, client.fetch(there, by, fields=fields_for(query)))
        except OSError as error:
            fault(words, error)
        expected = shared if proxy.isShared else private
        count = len(origin.seen(path))
        if count != expected:
            fault(words, count, "requests instead of", expected)


# MARK: Stories that each client tells


class Stage:
    """A client before a proxy before an origin."""

    def __init__(self, client, name, proxy, origin):
        self.client, self.name, self.proxy, self.origin = client, name, proxy, origin

    def path(self, id):
        return "/%s/%s/%s" % (self.name, self.proxy.name, id)

    def url(self, id, query=""):
        return self.origin.url + self.path(id) + ("?" + query if query else "")

    def fetch(self, id, query="", **words):
        there, by = self.proxy.place(self.url(id, query))
        return self.client.fetch(there, by, **words)

    def check(self, isTrue, *words):
        if not isTrue:
            fault(self.name + ",", self.proxy.name + ":", *words)

    def count(self, id):
        return len(self.origin.seen(self.path(id)))


def head_after_get(stage):
    query = HOUR + "&" + TAG
    stage.fetch("head", query)
    reply = stage.fetch("head", query, method="HEAD")
    stage.check(reply.status == 200 and reply.get("content-length") == "1000", "HEAD", reply.fields)
    stage.check(stage.count("head") == 1, "HEAD asks the origin")


def ranges(stage):
    whole = content("1", 100000)
    query = HOUR + "&" + TAG + "&ranges=1&len=100000"
    asked = [("0-9", 0, 10), ("10-99", 10, 100), ("99990-", 99990, 100000), ("-5", 99995, 100000)]
    stage.fetch("ranges", query)
    for text, start, end in asked:
        reply = stage.fetch("ranges", query, fields=[("Range", "bytes=" + text)])
        place = "bytes %d-%d/100000" % (start, end - 1)
        stage.check(reply.status == 206 and reply.body == whole[start:end], "range", text)
        stage.check(reply.get("content-range") == place, "range", text, reply.get("content-range"))
    reply = stage.fetch("ranges", query, fields=[("Range", "bytes=100000-")])
    stage.check(reply.status == 416, "range beyond the end", reply.status)
    stage.check(stage.count("ranges") == 1, "ranges ask the origin")
    # RFC 9111 section 3.4: a part first, then the whole, then from the store.
    reply = stage.fetch("part", query, fields=[("Range", "bytes=0-999")])
    stage.check(reply.body == whole[:1000], "part")
    for _ in range(2):
        reply = stage.fetch("part", query)
        stage.check(reply.status == 200 and reply.body == whole, "completed part", reply.status)
    ranges = [r.get("range") for r in stage.origin.seen(stage.path("part"))]
    stage.check(ranges == ["bytes=0-999", "bytes=1000-"], "completing asks for", ranges)


def conditions(stage):
    query = HOUR + "&" + TAG
    stage.fetch("conditions", query)
    reply = stage.fetch("conditions", query, fields=[("If-None-Match", '"a"')])
    stage.check(reply.status == 304 and not reply.body, "If-None-Match", reply.status)
    stage.check(reply.get("etag") == '"a"', "304 without its ETag")
    reply = stage.fetch("conditions", query, fields=[("If-None-Match", '"b"')])
    stage.check(reply.status == 200 and len(reply.body) == 1000, "another ETag", reply.status)
    # Fetch asks no cache where it has conditions of its own.
    asks = 3 if isinstance(stage.client, NodeFetch) else 1
    stage.check(stage.count("conditions") == asks, "conditions ask the origin")


def uploads(stage):
    for length in (0, 1, 5000, 1500000):
        body = content("upload", length)
        for method in ("POST", "PUT"):
            id = "upload-%d" % length
            url = stage.url(id, "echo=1&cc=max-age=60")
            fields = [("Content-Type", "text/x"), ("Cookie", "a=1"), ("Authorization", "Basic eA==")]
            plain = stage.client.fetch(url, None, method=method, fields=fields, body=body)
            reply = stage.fetch(id, "echo=1&cc=max-age=60", method=method, fields=fields, body=body)
            stage.check(plain.status == reply.status, method, length, "status", reply.status)
            stage.check(plain.body == reply.body, method, length, "came as", reply.body)
        stage.check(stage.count("upload-%d" % length) == 2, "uploads of", length, "are answered by the cache")


def invalidation(stage):
    stage.fetch("changed", HOUR)
    stage.fetch("changed", HOUR, method="POST", body=b"a")
    stage.fetch("changed", HOUR)
    stage.check(stage.count("changed") == 3, "a POST leaves what is stored")


def broken(stage):
    """A body that breaks off is told, is not stored, and the next request has an answer."""
    for framing in ("length", "chunked"):
        id = "broken-" + framing
        for _ in range(2):
            try:
                reply = stage.fetch(id, HOUR + "&len=100000&break=70000&framing=" + framing)
                stage.check(False, id, "was taken for whole:", reply.status, len(reply.body))
            except OSError:
                pass
        stage.check(stage.count(id) >= 2, id, "was stored")
        stage.check(stage.fetch("after-" + id).status == 200, id, "and then nothing")


def concurrency(stage):
    """Threads that want the same and each its own."""
    query = HOUR + "&len=200000"
    results = []
    start = threading.Barrier(8)

    def one(number):
        client = type(stage.client)()
        try:
            start.wait(LIMIT)
            mine = Stage(client, stage.name, stage.proxy, stage.origin)
            both = mine.fetch("all", query).body == content("1", 200000)
            seed = "seed=%d&" % number
            results.append(both and mine.fetch("own", seed + query).body
                           == content(str(number), 200000))
        except (OSError, threading.BrokenBarrierError) as error:
            results.append(error)
        finally:
            client.close()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stage.check(results == [True] * 8, "eight threads got", results)
    # Requests for one thing wait for each other, a second at most.
    stage.check(stage.count("all") < 8, "eight threads asked", stage.count("all"), "times")


STORIES = [head_after_get, ranges, conditions, uploads, invalidation, broken, concurrency]


# MARK: Stories of one client


def curl_story(client, proxy, origin):
    stage = Stage(client, "curl", proxy, origin)
    whole = content("1", 100000)
    query = HOUR + "&" + TAG + "&ranges=1&len=100000&" + HEURISTIC

    def run(words, id="curl", query=query):
        there, by = proxy.place(stage.url(id, query))
        return client.run(words + [there], by), there

    # A connection that stays: several URLs at once.
    there, by = proxy.place(stage.url("several", query))
    ran = client.run(["-w", "%{num_connects}\n", "-o", "/dev/null", there, "-o", "/dev/null", there,
                      "-o", "/dev/null", there], by)
    stage.check(ran.stdout == b"1\n0\n0\n", "connections of three URLs:", ran.stdout)
    stage.check(stage.count("several") == 1, "three URLs asked", stage.count("several"), "times")
    run(["-o", "/dev/null"])
    for words, expected in [
            (["-r", "5-9"], whole[5:10]), (["-r", "-3"], whole[-3:]),
            (["-z", formatdate(BEGAN, usegmt=True)], b""), (["-C", "99000"], whole[99000:]),
            (["-z", formatdate(BEGAN - 9000000, usegmt=True)], whole),
            (["--http1.0"], whole), (["--tr-encoding"], whole), (["--compressed"], whole)]:
        ran, _ = run(words)
        stage.check(ran.stdout == expected and ran.returncode == 0, words, len(ran.stdout),
                    ran.stderr)
    tags = os.path.join(client.folder, "tags")
    run(["--etag-save", tags, "-o", "/dev/null"])
    ran, _ = run(["--etag-compare", tags, "-w", "%{http_code}"])
    stage.check(ran.stdout == b"304", "--etag-compare", ran.stdout[:10])
    stage.check(stage.count("curl") == 1, "asked", stage.count("curl"), "times")
    body = content("put", 300000)
    path = os.path.join(client.folder, "up")
    with open(path, "wb") as file:
        file.write(body)
    digest = hashlib.sha256(body).hexdigest().encode()
    for words in (["-T", path], ["-T", path, "-H", "Expect:"], ["-T", path, "-H", "Expect: 100-continue"],
                  ["-T", path, "-H", "Transfer-Encoding: chunked"], ["-X", "POST", "-T", path, "--http1.0"],
                  ["-F", "a=b", "-F", "f=@" + path]):
        ran, _ = run(words, "up", "echo=1")
        lines = ran.stdout.split(b"\n")
        stage.check(ran.returncode == 0 and (digest in lines or "-F" in words), words, ran.stdout,
                    ran.stderr)
    # Through a tunnel nothing is cached.
    if not proxy.stands:
        for _ in range(2):
            ran, _ = run(["--proxytunnel"], "tunnel")
            stage.check(ran.stdout == whole, "--proxytunnel", len(ran.stdout), ran.stderr)
        direct = [r for r in origin.requests if r.path == stage.path("tunnel")]
        stage.check(len(direct) == 2 and not direct[0].get("via"), "tunnels", len(direct))


def wget_story(client, proxy, origin):
    """What broke off is asked for from there on."""
    stage = Stage(client, "wget", proxy, origin)
    whole = content("1", 100000)
    query = HOUR + "&" + TAG + "&ranges=1&len=100000"
    there, by = proxy.place(stage.url("continued", query))
    path = os.path.join(client.folder, "part")
    for first in (70000, 100):
        with open(path, "wb") as file:
            file.write(whole[:first])
        ran = subprocess.run(["wget", "-q", "-c", "-O", path, there], env=environment(by))
        with open(path, "rb") as file:
            stage.check(ran.returncode == 0 and file.read() == whole, "wget -c from", first)


def requests_story(client, proxy, origin):
    stage = Stage(client, "requests", proxy, origin)
    session = client.session
    there, by = proxy.place(stage.url("streamed", HOUR + "&len=3000000"))
    ways = {"http": by} if by else {}
    # Somebody who leaves early: nothing is stored, and the next one gets all of it.
    for _ in range(2):
        with session.get(there, stream=True, proxies=ways) as response:
            next(response.iter_content(1000))
    response = session.get(there, proxies=ways)
    stage.check(response.content == content("1", 3000000), "streamed", len(response.content))
    chunks = [content(str(number), 5000) for number in range(40)]
    there, by = proxy.place(stage.url("chunks", "echo=1"))
    response = session.post(there, data=iter(chunks), proxies=ways)
    digest = hashlib.sha256(b"".join(chunks)).hexdigest()
    stage.check(response.text.split("\n")[1:3] == ["200000", digest], "chunks", response.text)
    for coding in ("gzip", "br", "zstd"):
        url = stage.url("decoded", HOUR + "&vary=Accept-Encoding&enc=" + coding)
        plain = session.get(url, headers={"Accept-Encoding": coding})
        there, by = proxy.place(url)
        for _ in range(2):
            response = session.get(there, headers={"Accept-Encoding": coding}, proxies=ways)
            stage.check(response.content == plain.content, coding, response.headers)
    # Redirects are the client's to follow, and cookies its to keep.
    end = proxy.place(stage.url("end", "echo=1"))[0]
    way = stage.url("moved", "status=302&field=Set-Cookie:a=1&location=" + urllib.parse.quote(end))
    response = session.get(proxy.place(way)[0], proxies=ways)
    stage.check(len(response.history) == 1 and "a=1" in response.text, "redirect", response.text)


def raw_story(client, proxy, origin):
    """Requests that don't wait for answers, and odd ones."""
    stage = Stage(client, "standard", proxy, origin)
    prefix = "" if proxy.stands else origin.url
    lines = []
    for number in range(20):
        query = "?len=%d&seed=%d&%s" % (number * 100, number, "cc=max-age=60" if number % 2 else "")
        lines.append("GET %s%s%s HTTP/1.1\r\nHost: a\r\n\r\n" % (
            prefix, stage.path("p%d" % (number % 7)), query))
    with socket.create_connection(("127.0.0.1", proxy.port), timeout=LIMIT) as connection:
        connection.sendall("".join(lines).encode())
        for number in range(20):
            response = http.client.HTTPResponse(connection, method="GET")
            # What it reads beyond its answer would be lost.
            response.fp.close()
            response.fp = Unbuffered(connection)
            response.begin()
            stage.check(response.read() == content(str(number), number * 100), "pipelined", number)
    # The answer ends with the connection for HTTP/1.0.
    with socket.create_connection(("127.0.0.1", proxy.port), timeout=LIMIT) as connection:
        target = prefix + stage.path("old") + "?framing=chunked&len=5000"
        connection.sendall(("GET %s HTTP/1.0\r\n\r\n" % target).encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
        stage.check(answer.endswith(b"\r\n\r\n" + content("1", 5000)), "HTTP/1.0", answer[:200])
    # Bytes come as the origin sends them, long before the last one.
    with socket.create_connection(("127.0.0.1", proxy.port), timeout=LIMIT) as connection:
        target = prefix + stage.path("slow") + "?len=1000&cc=max-age=60&gate=" + stage.path("slow")
        connection.sendall(("GET %s HTTP/1.1\r\nHost: a\r\n\r\n" % target).encode())
        got = b""
        with contextlib.suppress(TimeoutError):
            while content("1", 1000)[:500] not in got and (piece := connection.recv(65536)):
                got += piece
        stage.check(content("1", 1000)[:500] in got, "the first half waits for the second")
        stage.origin.gate(stage.path("slow")).set()


class Unbuffered:
    """A file over a socket that reads no byte too many."""

    def __init__(self, connection):
        self.connection = connection

    def read(self, count=-1):
        data = b""
        while len(data) < count:
            piece = self.connection.recv(count - len(data))
            if not piece:
                break
            data += piece
        return data

    def readinto(self, buffer):
        return self.connection.recv_into(buffer)

    def readline(self, limit=-1):
        line = b""
        while not line.endswith(b"\n"):
            byte = self.connection.recv(1)
            if not byte:
                break
            line += byte
        return line

    def flush(self):
        pass

    def close(self):
        pass


# MARK: pip


def wheel(folder, name, version):
    """A package of one module; its file."""
    import zipfile

    stem = "%s-%s" % (name, version)
    path = os.path.join(folder, stem + "-py3-none-any.whl")
    info = stem + ".dist-info/"
    files = {
        name + ".py": "VALUE = 1\n",
        info + "METADATA": "Metadata-Version: 2.1\nName: %s\nVersion: %s\n" % (name, version),
        info + "WHEEL": "Wheel-Version: 1.0\nGenerator: a\nRoot-Is-Purelib: true\nTag: py3-none-any\n"}
    record = "".join("%s,,\n" % n for n in files) + info + "RECORD,,\n"
    with zipfile.ZipFile(path, "w") as archive:
        for file, text in {**files, info + "RECORD": record}.items():
            archive.writestr(zipfile.ZipInfo(file), text)
    return path


def pip_story(proxy, origin, folder):
    here = os.path.join(folder, "pip-" + proxy.name)
    os.makedirs(here)
    path = wheel(here, "larderjam", "1.0")
    with open(path, "rb") as file:
        data = file.read()
    root, name = "/pip/" + proxy.name, os.path.basename(path)
    place = "%s/files/%s" % (root, name)
    page = '<!DOCTYPE html><a href="%s?cc=max-age=3600#sha256=%s">%s</a>' % (
        place, hashlib.sha256(data).hexdigest(), name)
    origin.pages[root + "/simple/larderjam/"] = ("text/html", page.encode())
    origin.pages[place] = ("application/zip", data)
    index, by = proxy.place(origin.url + root + "/simple")
    for number in range(2):
        target = os.path.join(here, str(number))
        ran = subprocess.run(
            [sys.executable, "-m", "pip", "--isolated", "--disable-pip-version-check",
             "--no-cache-dir", "download", "--no-deps", "-q", "-i", index, "-d", target]
            + (["--proxy", by] if by else []) + ["larderjam"],
            env=environment(None), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if ran.returncode != 0:
            fault("pip,", proxy.name, ran.stdout)
            return
        with open(os.path.join(target, name), "rb") as file:
            if file.read() != data:
                fault("pip,", proxy.name, "another file")
    if len(origin.seen(place)) != 1:
        fault("pip,", proxy.name, "downloads", len(origin.seen(place)), "times")


# MARK: Stories of the proxy itself


def crowd_story(larder, origin, folder):
    """Who may open few files takes few connections, and answers."""
    proxy = Proxy(larder, folder, "crowd", origin, files=200)
    client = Standard()
    crowd = []
    for _ in range(10):
        crowd += [socket.create_connection(("127.0.0.1", proxy.port), LIMIT) for _ in range(30)]
        for query in (HOUR, "cc=no-store"):
            try:
                reply = client.fetch(proxy.url + "/crowd?" + query, None)
                if reply.status != 200:
                    fault("crowd:", reply.status, "before", len(crowd), "connections")
            except OSError as error:
                fault("crowd:", error, "before", len(crowd), "connections")
    for connection in crowd:
        connection.close()
    client.close()
    proxy.stop()


def ending_story(larder, origin, folder):
    """The first signal lets an answer end, a second one doesn't."""
    for signals in (1, 2):
        proxy = Proxy(larder, folder, "ending-%d" % signals)
        gate = origin.gate("ending-%d" % signals)
        url = origin.url + "/ending-%d?len=40000&gate=ending-%d&" % (signals, signals)
        connection = http.client.HTTPConnection("127.0.0.1", proxy.port, timeout=LIMIT)
        connection.request("GET", url + HOUR)
        response = connection.getresponse()
        data = response.read(1000)
        began = time.monotonic()
        proxy.process.send_signal(signal.SIGINT)
        # Until it takes no more connections it has heard of it.
        with contextlib.suppress(OSError):
            while True:
                socket.create_connection(("127.0.0.1", proxy.port), LIMIT).close()
        if signals == 1:
            gate.set()
        else:
            proxy.process.send_signal(signal.SIGINT)
        with contextlib.suppress(http.client.HTTPException, OSError):
            data += response.read()
        if (len(data) == 40000) != (signals == 1):
            fault("ending:", len(data), "bytes after", signals)
        proxy.stop()
        gate.set()
        if time.monotonic() - began > 9:
            fault("ending:", signals, "signals are not heeded")
        left = [name for name in os.listdir(folder) if name.startswith("ending-%d" % signals)]
        if left != ["ending-%d.sqlite" % signals]:
            fault("ending:", left, "lie there")


# MARK: All of it


CLIENTS = {"curl": Curl, "wget": Wget, "standard": Standard, "requests": Requests, "httpx": Httpx,
           "aiohttp": Aiohttp, "node": Node, "fetch": NodeFetch}
PROXY_STORIES = {"crowd": crowd_story, "ending": ending_story}
OWN_STORIES = {"curl": curl_story, "wget": wget_story, "requests": requests_story,
               "standard": raw_story}


def try_all(name, proxy, origin, folder):
    """The table and all stories of one client before one proxy."""
    if name == "pip":
        return pip_story(proxy, origin, folder)
    # It names no proxy.
    if name == "fetch" and not proxy.stands:
        return None
    client = CLIENTS[name]()
    stories = [story for story in STORIES if story.__name__ not in client.lacks]
    try:
        table(client, name, proxy, origin)
        for story in stories:
            try:
                story(Stage(client, name, proxy, origin))
            except OSError as error:
                fault(name, proxy.name, story.__name__, error)
        if name in OWN_STORIES:
            OWN_STORIES[name](client, proxy, origin)
    except Exception as error:
        fault(name, proxy.name, "ended with", repr(error))
        raise
    finally:
        client.close()
    return None


def main(larder, names):
    here = [name for name, kind in CLIENTS.items() if kind.isHere()]
    here += (["pip"] if has("pip") else []) + list(PROXY_STORIES)
    if not names:
        print("\n".join(here))
        return 0
    origin = Origin()
    with tempfile.TemporaryDirectory() as folder:
        proxies = [
            Proxy(larder, folder, "forward"), Proxy(larder, folder, "reverse", origin),
            Proxy(larder, folder, "forward-shared", None, ["--shared"]),
            Proxy(larder, folder, "reverse-shared", origin, ["--shared"])]
        for name in names:
            if name in PROXY_STORIES:
                PROXY_STORIES[name](larder, origin, folder)
                continue
            threads = [threading.Thread(target=try_all, args=(name, proxy, origin, folder))
                       for proxy in proxies]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        for proxy in proxies:
            proxy.stop()
    for line in faults:
        print(line[:600])
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
