"""One request on one connection of its own, to an address that was checked, within every limit."""

from __future__ import annotations

import contextlib
import http.client
import logging
import re
import socket
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from typing import Final

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import DecodeError, HTTPError
from urllib3.response import BaseHTTPResponse

from factcheck.errors import FetchError
from factcheck.net.settings import Limits, World
from factcheck.net.urls import Location, redacted

OK: Final = 200
_CHUNK: Final = 1 << 16
_RATIO_FROM: Final = 1 << 20
"""Bytes from which the ratio counts: a small page of blanks is no bomb."""
_URL: Final = re.compile(r"https?://\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked for, where it was found to be allowed, and until when."""

    location: Location
    addresses: tuple[str, ...]
    headers: Mapping[str, str]
    accept: tuple[str, ...]
    deadline: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the server says; ``content`` is read for the status 200 alone."""

    status: int
    headers: Mapping[str, str]
    content: bytes = b""
    media_type: str = ""
    charset: str = ""


def ask(question: Question, limits: Limits, world: World) -> Answer:
    """Return the answer to a GET request.

    Raises ``FetchError``: passing for a connection that fails or breaks, final for an answer
    beyond a limit, a type that is not accepted, a certificate that is not valid, or no time left.
    """
    _keep_logs_clean()
    location = question.location
    with contextlib.ExitStack() as opened:
        watch = opened.enter_context(_Watch(question, limits, world))
        try:
            connection = watch.connection()
            opened.callback(connection.close)
            answer = _answered(connection, question, limits)
        except FetchError:
            raise
        except ssl.SSLCertVerificationError as error:
            raise location.failure("its certificate is not valid for this host") from error
        except (DecodeError, http.client.LineTooLong) as error:
            raise _late(watch) or location.failure("sends what cannot be read") from error
        except (HTTPError, http.client.HTTPException, OSError, ValueError) as error:
            raise _late(watch) or location.failure(_broken(error), is_passing=True) from error
        late = _late(watch)
        if late is not None:
            raise late
        return answer


class _Watch:
    """Cuts the connection when the time is up, whatever the server is sending by then.

    A time-out of the socket alone would begin anew with each byte.
    """

    def __init__(self, question: Question, limits: Limits, world: World) -> None:
        self._question = question
        self._world = world
        self._link: socket.socket | None = None
        self._twin: socket.socket | None = None
        self._left = question.deadline - world.clock()
        self._timer = threading.Timer(max(self._left, 0), self._cut)
        self._timer.daemon = True
        self.is_over = False
        self.late = question.location.failure(f"takes longer than {limits.seconds:g} seconds")

    def __enter__(self) -> _Watch:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        for opened in (self._link, self._twin):
            if opened is not None:
                opened.close()

    def connection(self) -> HTTPConnection:
        """Return a connection to the first of the checked addresses that takes it."""
        if self._left <= 0:
            raise self.late
        location = self._question.location
        link = self._link = self._connected()
        self._twin = link.dup()  # stays when TLS takes the socket over
        if self.is_over:  # just before there was something to cut
            raise self.late
        if location.scheme == "http":
            return _Plain(location, link)
        return _Secure(location, link, self._world.trust())

    def passed(self) -> bool:
        """Tell whether the time is up."""
        return self.is_over or self._world.clock() >= self._question.deadline

    def _connected(self) -> socket.socket:
        location, problem = self._question.location, OSError("no address")
        for address in self._question.addresses:
            try:
                return self._world.connect(address, location.port, self._left)
            except OSError as error:
                problem = error
            if self.passed():
                break
        raise problem

    def _cut(self) -> None:
        self.is_over = True
        if self._twin is not None:
            # Not ``SSLSocket.shutdown``: that takes the encryption away under the reader.
            with contextlib.suppress(OSError):
                socket.socket.shutdown(self._twin, socket.SHUT_RDWR)


class _Plain(HTTPConnection):
    """HTTP on a socket that is connected already; the name in ``Host`` stays the address's own."""

    def __init__(self, location: Location, link: socket.socket) -> None:
        super().__init__(location.host, location.port)
        self._link = link

    def _new_conn(self) -> socket.socket:
        return self._link


class _Secure(HTTPSConnection):
    """HTTPS on a socket that is connected already; the certificate must be the name's."""

    def __init__(self, location: Location, link: socket.socket, trust: ssl.SSLContext) -> None:
        super().__init__(location.host, location.port, ssl_context=trust)
        self._link = link

    def _new_conn(self) -> socket.socket:
        return self._link


def _late(watch: _Watch) -> FetchError | None:
    return watch.late if watch.passed() else None


def _answered(connection: HTTPConnection, question: Question, limits: Limits) -> Answer:
    location = question.location
    connection.request(
        "GET", location.target, headers=question.headers,
        preload_content=False, decode_content=True,
    )  # fmt: skip
    response = connection.getresponse()
    headers = {name.lower(): value for name, value in response.headers.items()}
    if sum(map(len, (*headers, *headers.values()))) > limits.header_size:
        raise location.failure(f"sends more than {limits.header_size >> 10} KiB of headers")
    if response.status != OK:
        return Answer(status=response.status, headers=headers)
    media_type, charset = _content_type(headers.get("content-type", ""))
    if question.accept and media_type not in question.accept:
        sent = redacted(media_type)[:80] or "nothing that it names"
        raise location.failure(f"sends {sent}, not {' or '.join(question.accept)}", status=OK)
    return Answer(
        status=OK,
        headers=headers,
        content=_content(response, location, limits),
        media_type=media_type,
        charset=charset,
    )


def _content_type(header: str) -> tuple[str, str]:
    if not header:
        return "", ""
    message = Message()
    message["content-type"] = header
    return message.get_content_type(), message.get_content_charset("")


def _content(response: BaseHTTPResponse, location: Location, limits: Limits) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while piece := response.read(_CHUNK):
        size += len(piece)
        pieces.append(piece)
        if size > limits.size:
            raise location.failure(f"larger than {_size(limits.size)}, the most that is read")
        if size > _RATIO_FROM and size > limits.ratio * response.tell():
            raise location.failure(f"grows more than {limits.ratio} times when decompressed")
    return b"".join(pieces)


def _size(count: int) -> str:
    return f"{count >> 20} MiB" if count >= 1 << 20 else f"{count >> 10} KiB"


def _broken(error: Exception) -> str:
    if isinstance(error, ConnectionRefusedError):
        return "the host refuses the connection"
    if isinstance(error, ssl.SSLError):
        return "no encrypted connection can be made"
    if isinstance(error, OSError) and error.strerror:
        return f"no connection: {error.strerror.lower()}"
    return "the answer breaks off or is no HTTP"


class _Redacting(logging.Filter):
    """Takes secrets out of the addresses that urllib3 logs when headers are malformed."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Return ``True``: every record is kept."""
        message = record.getMessage()
        record.msg = _URL.sub(lambda found: redacted(found[0].rstrip("):,")), message)
        record.args = ()
        return True


_REDACTING: Final = _Redacting()


def _keep_logs_clean() -> None:
    logging.getLogger("urllib3.connection").addFilter(_REDACTING)  # once: it knows its own
