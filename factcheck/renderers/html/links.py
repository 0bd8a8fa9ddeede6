"""Which addresses of facts become links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit

from factcheck.renderers.clipping import clipped
from factcheck.renderers.inert import inert

MAX_LINKS = 4
_MAX_URL = 2000
"""Characters; browsers and servers refuse or cut longer addresses."""
_MAX_SHOWN = 60
_UNSAFE = re.compile(r"[\s\\\"<>^`{|}]")
"""What no address may hold unencoded (RFC 3986), and browsers repair each in their own way."""
_KEPT = "%/:?#[]@!$&'()*+,;=-._~"
_SCHEMES = frozenset({"http", "https"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address to follow, shown by its host; without ``url`` it is only to be read."""

    shown: str
    url: str = ""


def links(urls: tuple[str, ...]) -> tuple[Link, ...]:
    """Return the first addresses, each once."""
    return tuple(link(url) for url in dict.fromkeys(urls) if url.strip())[:MAX_LINKS]


def link(url: str) -> Link:
    """Return ``url`` to be followed when it is plain http or https with a bare host."""
    address = url.strip(" ")
    parts = _split(address)
    host = _host(parts) if parts else ""
    if parts is None or not host:
        return Link(shown=clipped(address, _MAX_SHOWN))
    path = quote(parts.path, safe=_KEPT) or "/"
    query = f"?{quote(parts.query, safe=_KEPT)}" if parts.query else ""
    fragment = f"#{quote(parts.fragment, safe=_KEPT)}" if parts.fragment else ""
    port = f":{parts.port}" if parts.port else ""
    return Link(
        url=f"{parts.scheme}://{host}{port}{path}{query}{fragment}",
        shown=host.removeprefix("www."),
    )


def _split(address: str) -> SplitResult | None:
    """Return the pieces of an address a browser cannot read otherwise than we do."""
    if len(address) > _MAX_URL or _UNSAFE.search(address) or inert(address) != address:
        return None
    try:
        parts = urlsplit(address)
        _ = parts.port  # out of range: an error
    except ValueError:
        return None
    return parts if parts.scheme in _SCHEMES and "@" not in parts.netloc else None


def _host(parts: SplitResult) -> str:
    """Return the host in ASCII, so that no letter passes for another; ``""`` for a bad one."""
    try:
        return (parts.hostname or "").encode("idna").decode("ascii")
    except UnicodeError:
        return ""
