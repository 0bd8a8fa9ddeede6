"""Facts at an address, from a real server on loopback: read as a file of that kind is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook

from factcheck.cli.facts import facts as command
from factcheck.errors import FactSourceError, FetchError
from factcheck.model import Rating
from factcheck.sources.addresses import read_address
from tests.net.server import Days, Reply, Site, html, status

CSV = "statement;rating;note\nIl faro è alto 30 metri.;true;è così\n"
REVIEW: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "claimReviewed": "Il faro è alto 30 metri.",
    "reviewRating": {"alternateName": "Vero"},
}
PAGE = f'<html><script type="application/ld+json">{json.dumps(REVIEW)}</script></html>'


def _workbook(tmp_path: Path) -> bytes:
    book = Workbook()
    assert book.active is not None
    book.active.append(["statement"])
    book.active.append(["Il faro è alto 30 metri."])
    book.save(tmp_path / "made.xlsx")
    return (tmp_path / "made.xlsx").read_bytes()


SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.mark.parametrize(
    ("path", "reply"),
    [
        ("/facts", html(CSV.encode(), kind="text/csv; charset=utf-8")),
        ("/facts", html(CSV.encode("latin-1"), kind="text/csv; charset=ISO-8859-1")),
        ("/facts", html(CSV.encode("latin-1"), kind="text/csv; charset=nonsense")),
        ("/facts.csv", html(CSV.encode(), kind="application/octet-stream")),
        (
            "/facts",
            html(b'{"statement": "Il faro \\u00e8 alto 30 metri."}', kind="application/jsonl"),
        ),
        (
            "/facts.jsonl",
            html(b'{"statement": "Il faro \\u00e8 alto 30 metri."}', kind="text/plain"),
        ),
        ("/review", html(json.dumps(REVIEW).encode(), kind="application/ld+json")),
        ("/review", html(PAGE.encode())),
    ],
    ids=["csv", "Latin-1", "unknown charset", "suffix", "jsonl", "plain", "review", "page"],
)
def test_what_stands_there_is_read_as_a_file_of_its_kind(
    path: str, reply: Reply, site: Site, days: Days
) -> None:
    (fact,) = read_address(site.on(path, reply), days.settings())
    assert (fact.statement, fact.rating) == ("Il faro è alto 30 metri.", Rating.TRUE)
    assert fact.note in {"", "è così"}


def test_a_workbook_is_read_by_its_sheet(site: Site, days: Days, tmp_path: Path) -> None:
    url = site.on("/table?key=abc", html(_workbook(tmp_path), kind=SHEET))
    assert len(list(read_address(url, days.settings(), sheet="Sheet"))) == 1
    with pytest.raises(FactSourceError) as caught:
        list(read_address(url, days.settings(), sheet="Other"))
    assert (
        str(caught.value)
        == f"{site.url('/table?key=***')}: no sheet 'Other': its sheets are 'Sheet'"
    )


@pytest.mark.parametrize(
    ("reply", "problem"),
    [
        (html(b"statement,rating\nUno.,forse\n", kind="text/csv"), "row 2: unknown rating 'forse'"),
        (html(b"testo\nUno.\n", kind="text/csv"), "row 1: no column 'statement'"),
        (html(b"", kind="text/csv"), "holds no rows"),
        (html(b"<html><p>nothing</p></html>"), "holds no ClaimReview"),
        (html(b"SQLite format 3\0", kind="application/octet-stream"), "is a store"),
        (html(b"\x89PNG\r\n\x1a\n\0\0", kind="image/png"), "binary|not text|no text"),
    ],
    ids=["row", "header", "empty", "page", "store", "picture"],
)
def test_errors_name_the_address_without_its_key(
    reply: Reply, problem: str, site: Site, days: Days
) -> None:
    url = site.on("/facts?token=abcdef", reply)
    with pytest.raises(FactSourceError, match=problem) as caught:
        list(read_address(url, days.settings()))
    assert str(caught.value).startswith(f"{site.url('/facts?token=***')}: ")


def test_what_cannot_be_fetched_is_one_line(site: Site, days: Days) -> None:
    with pytest.raises(FetchError, match=r"token=\*\*\*: the server answers 404"):
        list(read_address(site.on("/a?token=abc", status(404)), days.settings()))


def run(site: Site, tmp_path: Path, *arguments: str) -> Result:
    given = ["import", *arguments, "--db", str(tmp_path / "facts.db")]
    return CliRunner().invoke(command, given, env={"XDG_CACHE_HOME": str(tmp_path / "cache")})


def test_command_fetches_once_and_names_the_collection(site: Site, tmp_path: Path) -> None:
    url = site.on(
        "/feed/reviews.json", html(json.dumps([REVIEW]).encode(), kind="application/json")
    )
    result = run(site, tmp_path, url, "--allow-private")
    assert result.exit_code == 0, result.output
    assert result.stdout == "reviews: 1 added, 0 updated, 0 unchanged\n"
    assert len(site.asked) == 1
    offline = run(site, tmp_path, url, "--offline")
    assert offline.stdout == "reviews: 0 added, 0 updated, 1 unchanged\n"


def test_an_address_on_this_machine_is_refused_by_default(site: Site, tmp_path: Path) -> None:
    result = run(site, tmp_path, site.url("/feed.json"))
    assert "loopback address" in str(result.exception)
    assert site.asked == []
    assert not (tmp_path / "facts.db").exists()
