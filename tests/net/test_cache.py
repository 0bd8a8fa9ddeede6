"""What was read is kept: asked about online, enough offline, and never under its own address."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from factcheck.errors import FetchError
from factcheck.net import Cache, fetch
from tests.net.server import PAGE, Days, Site, html, moved, status

KEYED = "/a?key=abcdef"


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """An empty cache."""
    return Cache(folder=tmp_path / "pages")


@pytest.mark.parametrize(
    ("sent", "asked"),
    [
        ({"ETag": '"1"'}, {"if-none-match": '"1"'}),
        ({"Last-Modified": "Sat, 16 Nov 2024 10:00:00 GMT"},
         {"if-modified-since": "Sat, 16 Nov 2024 10:00:00 GMT"}),
    ],
    ids=["etag", "day"],
)  # fmt: skip
def test_an_unchanged_page_is_not_sent_again(
    sent: dict[str, str], asked: dict[str, str], site: Site, days: Days, cache: Cache
) -> None:
    url = site.on(
        "/", replace(html(), headers=(("Content-Type", "text/html"), *sent.items())), status(304)
    )
    settings = days.settings(cache=cache)
    first, second = fetch(url, settings=settings), fetch(url, settings=settings)
    assert (first.content, first.is_cached) == (second.content, False)
    assert second.is_cached
    assert asked.items() <= site.asked[1][1].items()


def test_a_changed_page_takes_the_place(site: Site, days: Days, cache: Cache) -> None:
    url = site.on("/", html(ETag='"1"'), html(b"new", ETag='"2"'))
    settings = days.settings(cache=cache)
    fetch(url, settings=settings)
    assert fetch(url, settings=settings).content == b"new"
    assert fetch(url, settings=days.settings(cache=cache, offline=True)).content == b"new"


def test_offline_reads_what_a_redirect_led_to(site: Site, days: Days, cache: Cache) -> None:
    url = site.on("/old", moved(KEYED))
    site.on(KEYED, html())
    fetch(url, settings=days.settings(cache=cache))
    days.connected.clear()
    found = fetch(url, settings=days.settings(cache=cache, offline=True))
    assert (found.url, found.content, found.is_cached) == (site.url("/a?key=***"), PAGE, True)
    assert days.connected == []


def test_offline_without_a_kept_page_is_an_error(days: Days, cache: Cache) -> None:
    settings = days.settings(cache=cache, offline=True)
    with pytest.raises(FetchError, match="offline"):
        fetch("http://paper.example/", settings=settings)
    assert (days.resolved, days.connected) == ([], [])


def test_no_secret_is_on_disk(site: Site, days: Days, cache: Cache) -> None:
    url = site.on(KEYED, html())
    fetch(url, headers={"X-Key": "ghijkl"}, settings=days.settings(cache=cache))
    (page,) = cache.folder.iterdir()
    assert b"abcdef" not in page.read_bytes() + page.name.encode()
    assert b"ghijkl" not in page.read_bytes()
    assert (cache.folder.stat().st_mode & 0o77, page.stat().st_mode & 0o77) == (0, 0)


def test_a_page_that_may_not_be_kept_is_not(site: Site, days: Days, cache: Cache) -> None:
    url = site.on("/", html(), html(Cache_Control="private, no-store"))
    settings = days.settings(cache=cache)
    fetch(url, settings=settings)
    fetch(url, settings=settings)
    assert list(cache.folder.iterdir()) == []


@pytest.mark.parametrize("damage", [b"", b"{}\n", b"[]\nx", b"\xff\n", None], ids=repr)
def test_a_damaged_page_is_read_anew(
    damage: bytes | None, site: Site, days: Days, cache: Cache
) -> None:
    url = site.on("/", html(ETag='"1"'))
    settings = days.settings(cache=cache)
    fetch(url, settings=settings)
    (page,) = cache.folder.iterdir()
    page.write_bytes(page.read_bytes()[:-1] if damage is None else damage)
    assert not fetch(url, settings=settings).is_cached
    assert "if-none-match" not in site.asked[1][1]


def test_a_folder_that_cannot_be_written_keeps_nothing(
    site: Site, days: Days, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    settings = days.settings(cache=Cache(folder=tmp_path / "file" / "pages"))
    assert fetch(site.on("/", html()), settings=settings).content == PAGE


def test_clearing_deletes_every_page(site: Site, days: Days, cache: Cache) -> None:
    fetch(site.on("/", html()), settings=days.settings(cache=cache))
    (cache.folder / "left.draft").write_bytes(b"half a page")
    assert cache.clear() == 1
    assert list(cache.folder.iterdir()) == []


def test_forgetting_an_address_deletes_its_page_and_what_led_there(
    site: Site, days: Days, cache: Cache
) -> None:
    other = site.on("/other", html())
    page = site.on("/page", html())
    start = site.on("/start", moved("/page"))
    settings = days.settings(cache=cache)
    for url in (other, start):
        fetch(url, settings=settings)
    assert cache.forget_address(page) == 2
    with pytest.raises(FetchError, match="was not read before"):
        fetch(start, settings=days.settings(cache=cache, offline=True))
    assert fetch(other, settings=days.settings(cache=cache, offline=True)).content == PAGE


def test_forgetting_an_address_that_was_never_read_deletes_nothing(cache: Cache) -> None:
    assert cache.forget_address("https://example.org/") == 0
