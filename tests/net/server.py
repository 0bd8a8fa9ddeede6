"""A real HTTP server on loopback that answers by script, and a clock that only sleep moves."""

from __future__ import annotations

import socket
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from factcheck.net import Cache, Limits, Pace, Settings, World
from factcheck.net.settings import open_socket

PAGE = b"<html><head><title>Ponte</title></head><body><p>Il ponte fu aperto.</p></body></html>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the server answers to one request."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),)
    body: bytes = PAGE
    length: int | None = None
    """The length that is promised, when it is another than the body's."""
    keeps_silent: bool = False
    """The connection stays open without another byte until the client goes."""
    chunks: Callable[[], Iterator[bytes]] | None = None


def html(body: bytes = PAGE, *, kind: str = "text/html", **headers: str) -> Reply:
    """Return a page with more headers, ``_`` standing for ``-``."""
    more = ((name.replace("_", "-"), value) for name, value in headers.items())
    return Reply(headers=(("Content-Type", kind), *more), body=body)


def moved(place: str, status: int = 302) -> Reply:
    """Return a redirect."""
    return Reply(status=status, headers=(("Location", place),), body=b"")


def status(code: int, **headers: str) -> Reply:
    """Return an error page."""
    more = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Reply(status=code, headers=more, body=b"no")


@dataclass(slots=True)
class Site:
    """The script by path, each path's replies in order, the last again and again; and the log."""

    port: int = 0
    replies: dict[str, list[Reply]] = field(default_factory=lambda: defaultdict(list))
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        """Return the address of ``path``."""
        return f"http://{host}:{self.port}{path}"

    def on(self, path: str, *replies: Reply) -> str:
        """Answer ``path`` with ``replies``; return its address."""
        self.replies[path].extend(replies)
        return self.url(path)

    def paths(self) -> list[str]:
        """Return what was asked for, in order."""
        return [path for path, _ in self.asked]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        self.site.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
        script = self.site.replies.get(self.path) or [status(404)]
        reply = script.pop(0) if len(script) > 1 else script[0]
        self.close_connection = True
        try:
            self._send(reply)
        except OSError:
            return  # the client has seen enough

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers:
            self.send_header(name, value)
        if reply.chunks is not None:
            self.send_header("Transfer-Encoding", "chunked")
        else:
            promised = len(reply.body) if reply.length is None else reply.length
            self.send_header("Content-Length", str(promised))
        self.end_headers()
        if reply.status != 304:
            self.wfile.write(reply.body if reply.chunks is None else b"")
        for piece in reply.chunks() if reply.chunks is not None else ():
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        if reply.keeps_silent:
            self.connection.recv(1)  # returns when the client closes

    def log_message(self, *_: Any) -> None:
        """Stay silent."""


@contextmanager
def serving(wrap: Callable[[socket.socket], socket.socket] | None = None) -> Iterator[Site]:
    """Yield a site that is being served, inside TLS when ``wrap`` makes it so."""
    site = Site()
    handler = type("Handler", (_Handler,), {"site": site})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a broken pipe is no news
        if wrap is not None:
            server.socket = wrap(server.socket)
        site.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()


@dataclass(slots=True)
class Days:
    """A clock that stands still until somebody sleeps, names, and a log of connections."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)
    names: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    resolved: list[str] = field(default_factory=list)
    connected: list[str] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        """Let ``seconds`` pass at once."""
        self.slept.append(seconds)
        self.now += seconds

    def resolve(self, host: str, port: int) -> tuple[str, ...]:
        """Return the next answer for ``host``; the last one again and again."""
        self.resolved.append(host)
        answers = self.names.get(host)
        if not answers:
            raise OSError("unknown")
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def connect(self, address: str, port: int, seconds: float) -> socket.socket:
        """Return a real connection to loopback, whatever the address is; it is logged."""
        self.connected.append(address)
        return open_socket("127.0.0.1", port, seconds)

    def world(self, **doors: Any) -> World:
        """Return the world with this clock and these names."""
        mine: dict[str, Any] = {
            "resolve": self.resolve, "connect": self.connect,
            "clock": lambda: self.now, "sleep": self.sleep,
        }  # fmt: skip
        return World(**(mine | doors))

    def settings(
        self, *, cache: Cache | None = None, offline: bool = False, private: bool = True,
        **limits: Any,
    ) -> Settings:  # fmt: skip
        """Return settings for loopback with a pace of their own."""
        return Settings(
            allow_private=private, offline=offline, cache=cache, limits=Limits(**limits),
            pace=Pace(interval=1.0), world=self.world(),
        )  # fmt: skip
