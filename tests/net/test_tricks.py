"""Addresses that are made to look harmless: none is connected to, each has one clear error."""

from __future__ import annotations

import csv
import socket
from collections.abc import Sequence
from pathlib import Path

import pytest

from factcheck.errors import FetchError
from factcheck.loaders import load_each
from factcheck.net import Pace, Settings, World, fetch
from tests.net.server import Days, Site, moved

with Path(__file__).with_name("tricks.tsv").open(encoding="utf-8", newline="") as file:
    TABLE = [(row["name"], row["url"], row["problem"]) for row in
             csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]  # fmt: skip
UNPRINTABLE = [
    ("soft hyphen", "http://local\u00adhost/", "control"),
    ("zero width space", "http://local\u200bhost/", "control"),
    ("right to left", "http://local\u202ehost/", "control"),
    ("line break in path", "http://example.org/\r\nHost: 127.0.0.1", "space"),
    ("line break in host", "http://example.org\r\n.example/", "space"),
    ("tab in scheme", "ht\ttp://127.0.0.1/", "only http"),
    ("tab in host", "http://127.0\t.0.1/", "space"),
    ("zero byte", "http://example.org\0.evil.example/", "control"),
    ("space around", " http://127.0.0.1/ ", "space"),
    ("backslash before at", "http://example.org\\@127.0.0.1/", "backslash"),
    ("backslashes for slashes", "http:\\\\127.0.0.1/", "backslash"),
    ("nothing", "", "only http"),
    ("too long", "http://example.org/" + "a" * 5000, "longer"),
]
TRICKS = [pytest.param(url, problem, id=name) for name, url, problem in (*TABLE, *UNPRINTABLE)]

PUBLIC = "93.184.215.14"
NAMES = {
    "localhost": "127.0.0.1",
    "a.localhost": "::1",
    "127.0.0.1.nip.example": "127.0.0.1",
    "metadata.internal": "169.254.169.254",
    "mapped.example": "::ffff:10.0.0.1",
    "zoned.example": "fe80::1%1",
    "example.org": PUBLIC,
}


def _resolve(host: str, port: int) -> Sequence[str]:
    if host == "half.example":
        return (PUBLIC, "10.0.0.1")
    if host not in NAMES:
        raise OSError("unknown")
    return (NAMES[host],)


def _never(address: str, port: int, seconds: float) -> socket.socket:
    raise AssertionError(f"connected to {address}")


NOWHERE = Settings(pace=Pace(interval=0), world=World(resolve=_resolve, connect=_never))


@pytest.mark.parametrize(("url", "problem"), TRICKS)
def test_a_trick_is_refused_before_any_connection(url: str, problem: str) -> None:
    with pytest.raises(FetchError) as caught:
        fetch(url, settings=NOWHERE)
    told = str(caught.value)
    assert problem in caught.value.problem
    assert told.isprintable()
    assert "word" not in told.partition(": ")[0]
    assert len(told) < 400


@pytest.mark.parametrize(
    "url", [trick.values[0] for trick in TRICKS], ids=[trick.id for trick in TRICKS]
)
def test_a_redirect_to_a_trick_is_refused(url: object, site: Site, days: Days) -> None:
    reference = str(url).encode().decode("latin-1")
    if any(c in reference for c in "\r\n\0"):
        pytest.skip("no header can hold this")
    site.on("/start", moved(reference))
    days.names = {name: [(address,)] for name, address in NAMES.items()}
    days.names |= {"half.example": [("10.0.0.1", PUBLIC)], "start.example": [(PUBLIC,)]}
    with pytest.raises(FetchError) as caught:
        fetch(site.url("/start", "start.example"), settings=days.settings(private=False))
    assert str(caught.value).isprintable()
    assert site.paths()[0] == "/start"
    assert set(days.connected) == {PUBLIC}, "what is relative may stay on the first host"


@pytest.mark.parametrize(("url", "problem"), TRICKS)
def test_a_source_that_is_a_trick_is_one_error(url: str, problem: str) -> None:
    (found,) = load_each(url, fetching=NOWHERE)
    assert isinstance(found, Exception)


def test_a_name_is_resolved_once_and_its_address_is_the_one_connected_to(
    site: Site, days: Days
) -> None:
    site.on("/", moved("/other"))
    site.on("/other", moved("/other2"))
    days.names["twice.example"] = [("8.8.8.1",), ("8.8.8.2",), ("8.8.8.3",), ("127.0.0.1",)]
    with pytest.raises(FetchError, match="404"):
        fetch(site.url(host="twice.example"), settings=days.settings(private=False))
    assert days.connected == ["8.8.8.1", "8.8.8.2", "8.8.8.3"]
    assert len(days.resolved) == len(days.connected)


def test_an_address_that_changes_after_the_check_is_not_looked_up_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = iter(["93.184.215.14", "127.0.0.1"])
    asked: list[str] = []
    made: list[object] = []

    def getaddrinfo(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    class Refusing(socket.socket):
        def connect(self, place: object) -> None:
            made.append(place)
            raise ConnectionRefusedError

    monkeypatch.setattr("factcheck.net.settings.socket.getaddrinfo", getaddrinfo)
    monkeypatch.setattr("factcheck.net.settings.socket.socket", Refusing)
    settings = Settings(pace=Pace(interval=0), world=World(sleep=lambda _: None))
    with pytest.raises(FetchError):
        fetch("http://rebinding.example/", settings=settings)
    assert (asked, made[:1]) == (["rebinding.example"] * len(asked), [("93.184.215.14", 80)])


def test_a_name_that_turns_private_between_attempts_is_refused(site: Site, days: Days) -> None:
    days.names["turn.example"] = [("93.184.215.14",), ("127.0.0.1",)]
    tried: list[str] = []

    def refuse(address: str, port: int, seconds: float) -> socket.socket:
        tried.append(address)
        raise ConnectionRefusedError

    settings = Settings(pace=Pace(interval=0), world=days.world(connect=refuse))
    with pytest.raises(FetchError, match="loopback"):
        fetch(site.url(host="turn.example"), settings=settings)
    assert tried == ["93.184.215.14"]


@pytest.mark.parametrize(
    ("url", "host", "target"),
    [
        pytest.param("HTTP://Example.ORG", "example.org", "/", id="case"),
        pytest.param("https://bücher.example/ä?q=ö#x", "xn--bcher-kva.example",
                     "/%C3%A4?q=%C3%B6", id="international"),
        pytest.param("http://8.8.8.8:81/a%20b", "8.8.8.8", "/a%20b", id="number"),
        pytest.param("http://[2606:4700:0::1111]/", "2606:4700::1111", "/", id="IPv6"),
        pytest.param("http://example.org:/a@b", "example.org", "/a@b", id="empty port"),
    ],
)  # fmt: skip
def test_plain_addresses_are_read(url: str, host: str, target: str) -> None:
    from factcheck.net.urls import parse

    location = parse(url)
    assert (location.host, location.target) == (host, target)
