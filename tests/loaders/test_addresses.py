"""Texts that are read from addresses, on a real server on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from factcheck.errors import FetchError, LoadError
from factcheck.loaders import is_address, load, load_each
from factcheck.model import BlockKind, DateSource
from tests.net.server import Days, Reply, Site, html, moved, serving

WORDS = "La città è più grande di “Roma”."


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


@pytest.fixture
def days() -> Days:
    return Days()


def _page(charset: str = "", encoding: str = "utf-8") -> bytes:
    meta = f'<meta charset="{charset}">' if charset else ""
    words = f"<html lang='it'><head>{meta}<title>Un titolo</title></head><body><article>"
    return f"{words}<h1>Un titolo</h1><p>{WORDS}</p></article></body></html>".encode(encoding)


@pytest.mark.parametrize(
    ("reply", "path"),
    [
        pytest.param(html(_page()), "/a", id="UTF-8"),
        pytest.param(html(_page(encoding="cp1252"), kind="text/html; charset=windows-1252"), "/a",
                     id="header"),
        pytest.param(html(_page("windows-1252", "cp1252")), "/a", id="meta"),
        pytest.param(html(_page(encoding="cp1252"), kind="text/html; charset=ISO-8859-1"), "/a",
                     id="header that means another"),
        pytest.param(html(_page(), kind="text/html; charset=iso-8859-1"), "/a", id="wrong header"),
        pytest.param(html(_page(encoding="utf-16"), kind="text/html"), "/a", id="UTF-16"),
        pytest.param(html(_page("utf-16", "cp1252"), kind="text/html; charset=punycode"), "/a",
                     id="nonsense"),
        pytest.param(html(_page(), kind="application/xhtml+xml"), "/a", id="XHTML"),
        pytest.param(html(f"# Un titolo\n\n{WORDS}\n".encode(), kind="text/markdown"), "/a",
                     id="Markdown"),
        pytest.param(html(f"# Un titolo\n\n{WORDS}\n".encode(), kind="text/plain"), "/a.md",
                     id="Markdown as plain text"),
        pytest.param(html(f"Un titolo\n\n{WORDS}\n".encode(), kind="text/plain"), "/a", id="plain"),
    ],
)  # fmt: skip
def test_an_address_is_read_by_its_type_and_charset(
    reply: Reply, path: str, site: Site, days: Days
) -> None:
    (document,) = load(site.on(path, reply), fetching=days.settings())
    kinds = [(block.kind, block.span.slice(document.text)) for block in document.blocks]
    assert kinds == [(BlockKind.HEADLINE, "Un titolo"), (BlockKind.PARAGRAPH, WORDS)]
    assert (document.source, document.language) == (site.url(path), "it")
    assert document.is_derived


def test_the_source_is_where_the_redirects_end(site: Site, days: Days) -> None:
    url = site.on("/short", moved("/2024-11-16-ponte?token=abc"))
    site.on("/2024-11-16-ponte?token=abc", html(_page()))
    (document,) = load(url, fetching=days.settings())
    assert document.source == site.url("/2024-11-16-ponte?token=***")


def test_the_day_of_a_page_is_read(site: Site, days: Days) -> None:
    dated = _page().replace(
        b"</head>", b"<meta property='article:published_time' content='2024-11-16'></head>"
    )
    (document,) = load(site.on("/", html(dated)), fetching=days.settings())
    assert (document.date, document.date_source) == (date(2024, 11, 16), DateSource.METADATA)


@pytest.mark.parametrize(
    ("reply", "problem"),
    [
        (html(b"%PDF-1.7", kind="application/pdf"), "application/pdf"),
        (html(b"\x89PNG\0\0\0", kind="text/plain"), "binary"),
        (html(b" \n", kind="text/plain"), "holds no text"),
        (html(b"<html></html>"), "holds no text"),
    ],
    ids=["PDF", "binary", "blank", "empty page"],
)
def test_what_is_no_text_is_one_error(reply: Reply, problem: str, site: Site, days: Days) -> None:
    url = site.on("/a", reply)
    (found,) = load_each(url, fetching=days.settings())
    assert isinstance(found, LoadError)
    assert (found.source, problem in found.problem) == (url, True)


def test_an_address_that_is_not_public_is_refused_by_default() -> None:
    with pytest.raises(FetchError, match="loopback"):
        load("http://127.0.0.1:9/")


@pytest.mark.parametrize(
    ("source", "expected"),
    [("https://a.example/", True), ("HTTP:a", True), ("ftp://a/b", True), ("a.txt", False),
     ("-", False), ("texts/a:b", False), ("C:\\a.txt", False)],
)  # fmt: skip
def test_an_address_is_told_from_a_path(source: str, *, expected: bool) -> None:
    assert is_address(source) is expected
