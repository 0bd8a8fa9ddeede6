"""A host -> the IP addresses that may be connected to."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Sequence
from typing import Final

from factcheck.net.urls import Location

Resolve = Callable[[str, int], Sequence[str]]
"""Host and port -> IP addresses; raises ``OSError``."""

_IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
_SPECIAL: Final = tuple(
    (ipaddress.ip_network(network), kind)
    for network, kind in (
        ("100.64.0.0/10", "shared"),  # RFC 6598; a cloud keeps its metadata at 100.100.100.200
        ("168.63.129.16/32", "metadata"),  # public by its number, answered by the host of a cloud
        ("192.0.0.0/24", "protocol"),  # RFC 6890; a cloud keeps its metadata at 192.0.0.192
        ("192.88.99.0/24", "6to4 relay"),  # RFC 7526
        ("198.18.0.0/15", "benchmark"),  # RFC 2544
        ("::ffff:0:0/96", "IPv4-mapped"),  # RFC 4291, as is the next
        ("::/96", "IPv4-compatible"),
        ("64:ff9b::/96", "NAT64"),  # RFC 6052; the next is RFC 8215
        ("64:ff9b:1::/48", "NAT64"),
        ("2002::/16", "6to4"),  # RFC 3056
        ("2001::/32", "Teredo"),  # RFC 4380
    )
)
"""What ``ipaddress`` calls global in some version, or hides a second address inside."""


def checked_addresses(
    location: Location, resolve: Resolve, *, allow_private: bool
) -> tuple[str, ...]:
    """Return the addresses of the host, resolved this once, each of them allowed.

    Raises ``FetchError`` when there is none or when any is not public, unless ``allow_private``.
    """
    found = _addresses(location, resolve)
    for address in found if not allow_private else ():
        kind = refused_kind(address)
        if kind:
            leads = "is" if str(address) == location.host else f"leads to {address},"
            article = "an" if kind[0] in "aeiouI" else "a"
            raise location.failure(f"{leads} {article} {kind} address: not read unless allowed")
    return tuple(map(str, found))


def refused_kind(address: _IPAddress) -> str:
    """Return what kind of non-public address this is, ``""`` for a public one."""
    kinds = (
        (address.is_unspecified, "unspecified"),
        (address.is_loopback, "loopback"),
        (address.is_link_local, "link-local"),
        (address.is_multicast, "multicast"),
    )
    special = next((k for network, k in _SPECIAL if address in network), "")
    first = next((kind for holds, kind in kinds if holds), special)
    if first:
        return first
    if address.is_private or getattr(address, "is_site_local", False):
        return "private"
    return "" if address.is_global and not address.is_reserved else "reserved"


def _addresses(location: Location, resolve: Resolve) -> tuple[_IPAddress, ...]:
    try:
        return (ipaddress.ip_address(location.host),)
    except ValueError:
        pass  # a name
    try:
        found = tuple(map(ipaddress.ip_address, resolve(location.host, location.port)))
    except (OSError, ValueError):
        found = ()
    if not found:
        raise location.failure("no address is known for this host")
    return tuple(dict.fromkeys(found))
