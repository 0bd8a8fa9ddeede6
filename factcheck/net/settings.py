"""What is allowed when fetching, what comes back, and the doors to the world that tests replace."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from factcheck.net.addresses import Resolve
from factcheck.net.cache import Cache

Connect = Callable[[str, int, float], socket.socket]
"""IP address, port and seconds -> a connected socket; raises ``OSError``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What stands at an address; ``url`` is the last one of the redirects, without secrets."""

    url: str
    content: bytes
    media_type: str
    charset: str
    is_cached: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The most that one address may take."""

    seconds: float = 30.0
    """For everything: attempts, redirects, waiting and reading."""
    size: int = 1 << 26
    """Bytes after decompression, as many as a file of text may have."""
    ratio: int = 100
    """Bytes for each compressed one, beyond the first MiB; pages stay below 20."""
    header_size: int = 1 << 16
    redirects: int = 5
    retries: int = 3


@dataclass(slots=True, kw_only=True)
class Pace:
    """When a host was last asked: it is asked again after ``interval`` seconds."""

    interval: float = 1.0
    _free: dict[str, float] = field(default_factory=dict)

    def take(self, host: str, now: float) -> float:
        """Return the seconds to wait before asking ``host``, which counts as asked then."""
        start = max(now, self._free.get(host, now))
        self._free[host] = start + self.interval
        return start - now


def resolve_host(host: str, port: int) -> tuple[str, ...]:
    """Return the IP addresses the system knows for ``host``; raise ``OSError``."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:  # a label the system's codec refuses
        raise OSError(str(error)) from error
    return tuple(str(place[0]) for *_, place in found)


def open_socket(address: str, port: int, seconds: float) -> socket.socket:
    """Return a connection to the IP ``address`` itself: no name is looked up again."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    opened = socket.socket(family, socket.SOCK_STREAM)
    try:
        opened.settimeout(seconds)
        opened.connect((address, port))
    except BaseException:
        opened.close()
        raise
    return opened


@cache
def trusted() -> ssl.SSLContext:
    """Return what certificates are checked with: the system's authorities and certifi's."""
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The doors to the world outside."""

    resolve: Resolve = resolve_host
    connect: Connect = open_socket
    trust: Callable[[], ssl.SSLContext] = trusted
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


_LIMITS: Final = Limits()
_WORLD: Final = World()
_PACE: Final = Pace()
"""One for the process: politeness is owed to the host, whoever asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How addresses are fetched; ``cache`` keeps what was read, ``offline`` reads it alone."""

    allow_private: bool = False
    offline: bool = False
    cache: Cache | None = None
    limits: Limits = _LIMITS
    pace: Pace = field(default_factory=lambda: _PACE)
    world: World = _WORLD
