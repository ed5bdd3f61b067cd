"""An origin whose answers are told by the query of each request.

len=N          bytes of body, the same for the same `seed`
framing=       length (default), chunked, close (HTTP/1.0, ends with the connection)
status=, type=, cc= (Cache-Control), etag=, modified=, vary=, enc= (gzip, br, zstd), location=
field=NAME:VALUE, any number of times
ranges=1       answers Range and If-Range
trailer=1, interim=103, break=N (ends after N bytes)
gate=NAME      waits in the middle of the body until the caller has set `gate(NAME)`
echo=1         the body tells the request's method, content and some fields
"""

import gzip
import hashlib
import random
import socket
import threading
import time
import urllib.parse
from email.utils import formatdate

BEGAN = time.time()


def content(seed, length):
    return random.Random(seed).randbytes(length)


def encoded(data, coding):
    if coding == "gzip":
        return gzip.compress(data, 1, mtime=0)
    if coding == "br":
        import brotli

        return brotli.compress(data, quality=1)
    if coding == "zstd":
        import zstandard

        return zstandard.compress(data)
    return data


class Request:
    def __init__(self, method, target, version, fields, body):
        self.method, self.target, self.version, self.fields, self.body = (
            method, target, version, fields, body)
        parts = urllib.parse.urlsplit(target)
        self.path = parts.path
        self.query = urllib.parse.parse_qs(
            parts.query, keep_blank_values=True, encoding="latin-1")

    def get(self, name):
        values = [v for n, v in self.fields if n.lower() == name.lower()]
        return ", ".join(values) if values else None

    def option(self, name, default=""):
        return self.query.get(name, [default])[0]


class Origin:
    def __init__(self):
        self.requests = []
        self.lock = threading.Lock()
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=512)
        self.port = self.socket.getsockname()[1]
        self.url = "http://127.0.0.1:%d" % self.port
        self.pages = {}
        self.gates = {}
        threading.Thread(target=self.accept, daemon=True).start()

    def seen(self, path):
        """The requests for a path that came through a proxy."""
        with self.lock:
            return [r for r in self.requests if r.path == path and r.get("via")]

    def gate(self, name):
        with self.lock:
            return self.gates.setdefault(name, threading.Event())

    def accept(self):
        while True:
            connection, _ = self.socket.accept()
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        stream = connection.makefile("rb")
        try:
            while True:
                request = self.read(connection, stream)
                if request is None or not self.answer(connection, request):
                    return
        except (OSError, ValueError):
            pass
        finally:
            stream.close()
            connection.close()

    def read(self, connection, stream):
        line = stream.readline()
        if not line:
            return None
        method, target, version = line.decode("latin-1").split()
        fields = []
        while True:
            line = stream.readline()
            if line in (b"\r\n", b""):
                break
            name, value = line.decode("latin-1").rstrip("\r\n").split(":", 1)
            fields.append((name, value.strip()))
        request = Request(method, target, version, fields, b"")
        if (request.get("expect") or "").lower() == "100-continue":
            connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        if (request.get("transfer-encoding") or "").lower() == "chunked":
            while True:
                size = int(stream.readline(), 16)
                request.body += stream.read(size)
                if size == 0:
                    while stream.readline() not in (b"\r\n", b""):
                        pass
                    break
                stream.readline()
        elif request.get("content-length"):
            request.body = stream.read(int(request.get("content-length")))
        with self.lock:
            self.requests.append(request)
        return request

    def answer(self, connection, request):
        page = self.pages.get(request.path)
        body = page[1] if page else content(
            request.option("seed", "1"), int(request.option("len", "1000")))
        if request.option("echo"):
            body = "\n".join([
                request.method, str(len(request.body)), hashlib.sha256(request.body).hexdigest(),
                request.get("content-type") or "", request.get("cookie") or "",
                request.get("authorization") or "", ""]).encode()
        coding = request.option("enc")
        if coding and coding not in (request.get("accept-encoding") or ""):
            coding = ""
        body = encoded(body, coding)
        status = int(request.option("status", "200"))
        fields = [("Date", formatdate(BEGAN, usegmt=True)), ("Server", "origin/1"),
                  ("Content-Type", page[0] if page else
                   request.option("type", "application/octet-stream"))]
        named = [("cc", "Cache-Control"), ("etag", "ETag"), ("modified", "Last-Modified"),
                 ("vary", "Vary"), ("location", "Location")]
        for option, name in named:
            if request.option(option):
                fields.append((name, request.option(option)))
        if coding:
            fields.append(("Content-Encoding", coding))
        for field in request.query.get("field", []):
            name, value = field.split(":", 1)
            fields.append((name, value))
        status, body, fields = self.conditions(request, status, body, fields)
        return self.send(connection, request, status, body, fields)

    def conditions(self, request, status, body, fields):
        tag = request.option("etag")
        if status == 200 and tag and tag in (request.get("if-none-match") or "").split(", "):
            return 304, b"", [f for f in fields if f[0] != "Content-Type"]
        modified = request.option("modified")
        if (status == 200 and modified and not request.get("if-none-match")
                and request.get("if-modified-since") == modified):
            return 304, b"", [f for f in fields if f[0] != "Content-Type"]
        asked = request.get("range")
        if not request.option("ranges"):
            return status, body, fields
        fields = fields + [("Accept-Ranges", "bytes")]
        if (not asked or request.method != "GET" or status != 200
                or request.get("if-range") not in (None, tag)):
            return status, body, fields
        first, _, last = asked.removeprefix("bytes=").partition("-")
        if "," in asked:
            return status, body, fields
        if first == "":
            start, end = max(0, len(body) - int(last)), len(body)
        else:
            start, end = int(first), min(len(body), int(last) + 1 if last else len(body))
        if start >= end:
            return 416, b"", fields + [("Content-Range", "bytes */%d" % len(body))]
        place = "bytes %d-%d/%d" % (start, end - 1, len(body))
        return 206, body[start:end], fields + [("Content-Range", place)]

    def send(self, connection, request, status, body, fields):
        framing = request.option("framing", "length")
        if request.version == "HTTP/1.0" and framing == "chunked":
            framing = "close"
        has_body = request.method != "HEAD" and status not in (204, 304)
        if request.option("interim"):
            connection.sendall(
                b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n")
        version = "HTTP/1.0" if framing == "close" else "HTTP/1.1"
        if framing == "length" and status not in (204, 304):
            fields = fields + [("Content-Length", str(len(body)))]
        elif framing == "chunked" and has_body:
            fields = fields + [("Transfer-Encoding", "chunked")]
            if request.option("trailer"):
                fields = fields + [("Trailer", "X-Sum")]
        keeps = framing != "close" and request.version == "HTTP/1.1"
        keeps = keeps and "close" not in (request.get("connection") or "").lower()
        if not keeps and framing != "close":
            fields = fields + [("Connection", "close")]
        lines = ["%s %d %s" % (version, status, "Told")] + ["%s: %s" % f for f in fields]
        head = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"
        if not has_body:
            connection.sendall(head)
            return keeps
        limit = int(request.option("break", "-1"))
        gate = request.option("gate")
        pieces = [body[i:i + 16384] for i in range(0, len(body), 16384)]
        if len(pieces) == 1 and gate:
            half = len(body) // 2
            pieces = [body[:half], body[half:]]
        connection.sendall(head)
        sent = 0
        for number, piece in enumerate(pieces):
            if limit >= 0 and sent + len(piece) > limit:
                piece = piece[:limit - sent]
            if number == 1 and gate:
                self.gate(gate).wait(60)
            if framing == "chunked":
                if piece:
                    connection.sendall(b"%x\r\n" % len(piece) + piece + b"\r\n")
            else:
                connection.sendall(piece)
            sent += len(piece)
            if limit >= 0 and sent >= limit:
                return False
        if framing == "chunked":
            connection.sendall(b"0\r\n" + (
                b"X-Sum: 1\r\n" if request.option("trailer") else b"") + b"\r\n")
        return keeps


if __name__ == "__main__":
    print(Origin().url, flush=True)
    threading.Event().wait()
