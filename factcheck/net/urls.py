"""The text of an address -> its parts, strictly; and the same text without what is secret in it.

Where programs differ in how they read an address, it is refused: what is checked here and what is
connected to must be one host.
"""

from __future__ import annotations

import contextlib
import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote, urljoin, urlsplit

from factcheck.errors import FetchError

PORTS: Final = {"http": 80, "https": 443}
"""The schemes that are read, with their ports."""

_LONGEST: Final = 4096
"""Characters of an address; browsers and servers stop between 2,000 and 8,000."""
_SHOWN: Final = 200
"""Characters shown of an address that is too long or no web address."""

_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_AUTHORITY: Final = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\[\]:@]+)(?::([0-9]{0,6}))?")
_LABEL: Final = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER: Final = re.compile(r"0x[0-9a-f]*|[0-9]+")
_OTHER_DOTS: Final = re.compile("[\u3002\uff0e\uff61\u2024\ufe52]")
_IN_PATH: Final = "/%:@!$&'()*+,;=~"
_IN_QUERY: Final = "/%:@!$&'()*+,;=~?"

_PIECES: Final = re.compile(
    r"([A-Za-z][A-Za-z0-9+.-]*:)([\\/]*)([^\\/?#]*)([^?#]*)([^#]*)", re.DOTALL
)
_PAIR: Final = re.compile(r"([?&;])([^&;=/?]*)(=?)([^&;/?]*)")
_SECRET_NAME: Final = re.compile(
    r"key(?!word)|token|secret|auth(?!or)|passw|pwd|credential|session|jwt|hmac|signature|ticket"
    r"|(?:^|[-_.])(?:sig|sid|pass|pw|code|otp|nonce|user|login)$",
    re.IGNORECASE,
)
_TOKEN: Final = re.compile(r"(?=\w*\d)(?=\w*[A-Za-z])\w{24,}", re.ASCII)
"""A run of letters and digits that is no word and no number: a key under whatever name."""

_HIDDEN: Final = "***"


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """An address that may be connected to: its host is a plain name or an IP address."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def url(self) -> str:
        """Return the whole address, secrets included: never shown and never stored."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.target}"

    @property
    def origin(self) -> tuple[str, str, int]:
        """Return whom a key given for this address may be sent to."""
        return self.scheme, self.host, self.port

    def failure(self, problem: str, *, status: int = 0, is_passing: bool = False) -> FetchError:
        """Return the error that names this address."""
        return FetchError(redacted(self.url), problem, status=status, is_passing=is_passing)


def parse(url: str) -> Location:
    """Return the parts of ``url``; raise ``FetchError`` for one that is refused."""
    try:
        return _parsed(url)
    except ValueError as error:
        raise FetchError(redacted(url), str(error)) from None


def redirected(base: Location, reference: str) -> Location:
    """Return where a ``Location`` header leads; raise ``FetchError`` for one that is refused."""
    with contextlib.suppress(UnicodeError):  # headers come as Latin-1, addresses in them as UTF-8
        reference = reference.encode("latin-1").decode()
    try:
        _refuse_characters(reference)
        joined = urljoin(base.url, reference)
    except ValueError as error:
        raise base.failure(f"leads to an address that is refused: {error}") from None
    there = parse(joined)
    if base.scheme == "https" and there.scheme == "http":
        raise base.failure(f"leads from https to http: {redacted(there.url)}")
    return there


def _parsed(url: str) -> Location:
    if len(url) > _LONGEST:
        raise ValueError(f"longer than {_LONGEST} characters")
    named = _SCHEME.match(url.strip())
    scheme = named[1].lower() if named else ""
    if scheme not in PORTS:
        raise ValueError("only http and https addresses are read")
    _refuse_characters(url)
    if not url[len(scheme) :].startswith("://"):
        raise ValueError("two slashes are missing after the scheme")
    try:
        split = urlsplit(url)
    except ValueError:  # its text holds the host, perhaps with a password
        raise ValueError("the host is not valid") from None
    if "@" in split.netloc:
        raise ValueError("a name or password in an address is refused")
    host, port = _authority(split.netloc, PORTS[scheme])
    path = quote(split.path, safe=_IN_PATH) or "/"
    query = f"?{quote(split.query, safe=_IN_QUERY)}" if split.query else ""
    return Location(scheme=scheme, host=host, port=port, target=path + query)


def _refuse_characters(url: str) -> None:
    if any(c <= " " or not c.isprintable() or c.isspace() for c in url):
        raise ValueError("holds a space or a control character")
    if "\\" in url:
        raise ValueError("holds a backslash")


def _authority(netloc: str, usual: int) -> tuple[str, int]:
    if not netloc or netloc.startswith(":"):
        raise ValueError("names no host")
    found = _AUTHORITY.fullmatch(netloc)
    if found is None:
        raise ValueError("the host or the port is not valid")
    port = int(found[2]) if found[2] else usual
    if not 1 <= port <= 65535:
        raise ValueError("the port is no number from 1 to 65535")
    return _host(found[1].lower()), port


def _host(given: str) -> str:
    if given.startswith("["):
        try:
            return str(ipaddress.IPv6Address(given[1:-1]))
        except ValueError:
            raise ValueError("the host is no valid IPv6 address") from None
    if "%" in given:
        raise ValueError("the host holds a percent sign")
    host = given if given.isascii() else _ascii(given)
    if host.endswith("."):
        raise ValueError("the host ends in a dot")
    labels = host.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return _dotted(host)
    if len(host) > 253 or not all(map(_LABEL.fullmatch, labels)):
        raise ValueError("the host is no valid name")
    return host


def _ascii(host: str) -> str:
    """Return an international name as it is looked up; letters that imitate others are refused."""
    import idna  # here: hardly any address needs it

    if _OTHER_DOTS.search(host) or unicodedata.normalize("NFKC", host) != host:
        raise ValueError("the host holds characters that stand for others")
    try:
        return idna.encode(host).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        raise ValueError("the host is no valid international name") from None


def _dotted(host: str) -> str:
    """Return an IPv4 address of four plain parts; ``127.1`` and ``0x7f.0.0.1`` are none."""
    try:
        return str(ipaddress.IPv4Address(host))
    except ValueError:
        raise ValueError("the host is a number, but no IPv4 address of four parts") from None


# -- what may be shown ---------------------------------------------------------------------------


def redacted(url: str) -> str:
    """Return ``url`` in one line, without user, password, fragment and what looks like a key.

    >>> redacted("https://me:word@example.org/a?id=7&api_key=x#top")
    'https://example.org/a?id=7&api_key=***'
    """
    inert = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in url[: _LONGEST + 1])
    found = _PIECES.match(inert.strip())
    shown = _without_secrets(found) if found else inert
    is_web = found is not None and found[1].lower()[:-1] in PORTS and len(url) <= _LONGEST
    return shown if is_web or len(shown) <= _SHOWN else f"{shown[:_SHOWN]}..."


def _without_secrets(found: re.Match[str]) -> str:
    scheme, slashes, authority, path, query = found.groups()
    host = authority.rpartition("@")[2]
    port = host.rpartition("]")[2].partition(":")[2]
    if port and not port.isdecimal():  # "user:pa/ss@host": what follows is no path either
        return f"{scheme}{slashes}{_HIDDEN}"
    return f"{scheme}{slashes}{host}{_PAIR.sub(_shown_pair, path)}{_PAIR.sub(_shown_pair, query)}"


def _shown_pair(pair: re.Match[str]) -> str:
    mark, name, equals, value = pair.groups()
    if not equals:
        return f"{mark}{_HIDDEN}" if _TOKEN.search(name) else pair[0]
    is_secret = _SECRET_NAME.search(unquote(name)) or _TOKEN.search(unquote(value))
    return f"{mark}{name}={_HIDDEN}" if value and is_secret else pair[0]
