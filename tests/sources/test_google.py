"""Google's Fact Check Tools API, played by a server on loopback in the shape Google documents."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner, Result

from factcheck import api
from factcheck.cli.facts import facts as command
from factcheck.errors import ConfigError, FactSourceError
from factcheck.model import Fact, Interval, Rating
from factcheck.net import Cache, Settings
from factcheck.sources import FactSource, google
from factcheck.sources.google import GoogleQuery, read_google
from factcheck.store import Store
from tests.net.server import Days, Reply, Site, html, status

KEY = "AIzaTESTkey0123456789abcdefghij"
PATH = "/v1alpha1/claims:search"
ASKED = GoogleQuery(query="faro", lang="it")


def review(number: int = 1, **changes: Any) -> dict[str, Any]:
    return {
        "publisher": {"name": "Verifica", "site": "verifica.example"},
        "url": f"https://www.verifica.example/faro-{number}",
        "title": f"No, il faro {number} non è spento",
        "reviewDate": "2024-11-16T00:00:00Z",
        "textualRating": "Falso",
        "languageCode": "it",
    } | changes


def claim(number: int = 1, **changes: Any) -> dict[str, Any]:
    return {
        "text": f"Il faro numero {number} è stato spento nel 2020",
        "claimant": "Ugo Basti",
        "claimDate": "2024-11-02T00:00:00Z",
        "claimReview": [review(number)],
    } | changes


def page(*claims: Any, then: str = "", **more: Any) -> Reply:
    token = {"nextPageToken": then} if then else {}
    content = {"claims": list(claims), **token, **more}
    return html(json.dumps(content).encode(), kind="application/json; charset=UTF-8")


def told(body: bytes) -> Reply:
    return html(body, kind="application/json")


def target(token: str = "", asked: str = "query=faro&languageCode=it") -> str:
    return f"{PATH}?{asked}&pageSize=100" + (f"&pageToken={token}" if token else "")


def reading(site: Site, settings: Settings, asked: GoogleQuery = ASKED, **more: Any) -> FactSource:
    return read_google(asked, KEY, settings=settings, url=site.url(PATH), **more)


def test_a_review_becomes_a_fact_with_its_own_words(site: Site, days: Days) -> None:
    site.on(target(), page(claim()))
    (fact,) = reading(site, days.settings())
    day = date(2024, 11, 16)
    assert fact == Fact(
        id=fact.id,
        statement="Il faro numero 1 è stato spento nel 2020",
        rating=Rating.FALSE,
        rated_as="Falso",
        lang="it",
        title="No, il faro 1 non è spento",
        sources=("Verifica",),
        urls=("https://www.verifica.example/faro-1",),
        published=Interval(start=day, end=day),
        speaker="Ugo Basti",
        note="claimed on 2024-11-02",
    )


def test_every_review_of_every_page_is_a_fact_of_its_own(site: Site, days: Days) -> None:
    second = review(2, publisher={"site": "altra.example"}, textualRating="Quasi falso?", url="")
    site.on(target(), page(claim(1, claimReview=[review(1), second]), then="a b"))
    site.on(target("a%20b"), page(then="c"))  # a page may be empty and not the last
    site.on(target("c"), page(claim(3), claim(1)))
    source = reading(site, days.settings(), skip_bad=True)
    found = [(fact.statement.split()[3], fact.sources) for fact in source]
    assert found == [("1", ("Verifica",)), ("3", ("Verifica",))]  # the repeated one comes once
    assert [(row.row, row.unknown_rating) for row in source.skipped] == [(2, "Quasi falso?")]
    assert len(site.asked) == 3


@pytest.mark.parametrize(
    ("asked", "sent"),
    [
        (GoogleQuery(query=" ponte & faro "), {"query": "ponte & faro"}),
        (GoogleQuery(publisher="a.example"), {"reviewPublisherSiteFilter": "a.example"}),
        (GoogleQuery(query="x", lang="en-US", max_age=30),
         {"query": "x", "languageCode": "en-US", "maxAgeDays": "30"}),
    ],
    ids=["query", "publisher", "language and age"],
)  # fmt: skip
def test_what_is_asked_is_sent(
    asked: GoogleQuery, sent: dict[str, str], site: Site, days: Days
) -> None:
    with pytest.raises(FactSourceError, match="404"):
        list(reading(site, days.settings(), asked))
    parameters = parse_qs(urlsplit(site.paths()[0]).query)
    assert parameters == {name: [value] for name, value in (sent | {"pageSize": "100"}).items()}


# -- the key -------------------------------------------------------------------------------------


def test_the_key_is_in_a_header_and_nowhere_else(
    site: Site, days: Days, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    site.on(target(), page(claim(), then="z"))
    site.on(target("z"), status(403))
    caplog.set_level(logging.DEBUG)
    settings = days.settings(cache=Cache(folder=tmp_path / "pages"))
    with pytest.raises(FactSourceError) as caught:
        list(reading(site, settings))
    assert [sent["x-goog-api-key"] for _, sent in site.asked] == [KEY, KEY]
    kept = b"".join(file.read_bytes() for file in (tmp_path / "pages").iterdir())
    shown = (str(caught.value), repr(caught.value), caplog.text, *site.paths(), kept.decode())
    assert not any(KEY in text for text in shown)
    assert str(caught.value) == (
        "google: page 2: the server answers 403 (Forbidden): is FACTCHECK_GOOGLE_KEY right, "
        "and the service enabled for it?"
    )


@pytest.mark.parametrize(
    ("key", "problem"),
    [("", "set FACTCHECK_GOOGLE_KEY"), ("a b", "no key has"), ("a\r\nX: y", "no key has"),
     ("é" * 20, "no key has")],
    ids=["none", "space", "header", "letters"],
)  # fmt: skip
def test_a_key_that_is_none_is_refused_unshown(key: str, problem: str, days: Days) -> None:
    with pytest.raises(ConfigError, match=problem) as caught:
        read_google(ASKED, key, settings=days.settings())
    assert not key or key not in str(caught.value)


def test_nothing_asked_is_refused(days: Days) -> None:
    with pytest.raises(ConfigError, match="a query or a publisher's site"):
        read_google(GoogleQuery(lang="it"), KEY, settings=days.settings())


# -- errors of the service -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reply", "problem"),
    [
        pytest.param(status(400), "400 .Bad Request.: is FACTCHECK_GOOGLE_KEY right", id="400"),
        pytest.param(status(403), "403 .Forbidden.: is FACTCHECK_GOOGLE_KEY right", id="403"),
        pytest.param(status(429, Retry_After="3600"), "429 .*asked to wait 3600 seconds", id="429"),
        pytest.param(status(500), "500 .Internal Server Error.", id="500"),
        pytest.param(replace(told(b'{"cl'), length=90), "breaks off", id="cut off"),
        pytest.param(told(b'{"claims": ['), "the answer is not JSON", id="wrong JSON"),
        pytest.param(told(b"[" * 100_000), "the answer is not JSON", id="deep JSON"),
        pytest.param(told(b"\xff\xfe\x00"), "the answer is not JSON", id="bytes"),
        pytest.param(told(b"[1]"), "no list of claims", id="a list"),
        pytest.param(told(b'{"claims": {"text": "x"}}'), "no list of claims", id="one claim"),
        pytest.param(html(b"<html>sign in</html>"), "sends text/html", id="a page"),
        pytest.param(page(then="z", nextPageToken=7), "nextPageToken is no text", id="token"),
    ],
)  # fmt: skip
def test_an_error_is_one_line_and_nothing_is_imported(
    reply: Reply, problem: str, site: Site, days: Days
) -> None:
    site.on(target(), page(claim(), then="2"))
    site.on(target("2"), reply)
    with Store() as store:
        with pytest.raises(FactSourceError, match=problem) as caught:
            api.import_facts(store, reading(site, days.settings()))
        assert store.revision == 0
    assert str(caught.value).startswith("google: page 2: ")


def test_a_slow_service_is_left_when_the_time_is_up(site: Site, days: Days) -> None:
    site.on(target(), replace(told(b""), length=10, keeps_silent=True))
    with pytest.raises(FactSourceError, match=r"page 1: takes longer than 0\.2 seconds"):
        list(reading(site, days.settings(seconds=0.2)))


def test_a_quota_that_passes_is_waited_for(site: Site, days: Days) -> None:
    site.on(target(), status(429, Retry_After="7"), page(claim()))
    assert len(list(reading(site, days.settings()))) == 1
    assert sum(days.slept) == 7.0


def test_pages_that_go_in_a_circle_are_left(site: Site, days: Days) -> None:
    site.on(target(), page(claim(), then="1"))
    site.on(target("1"), page(claim(), then="2"))
    site.on(target("2"), page(claim(), then="1"))
    with pytest.raises(FactSourceError, match="page 3: the pages go in a circle"):
        list(reading(site, days.settings()))


def test_pages_without_end_are_left(
    site: Site, days: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(google, "_MOST_PAGES", 5)
    for number in range(1, 9):
        token = str(number - 1) if number > 1 else ""
        site.on(target(token), page(claim(number), then=str(number)))
    with pytest.raises(FactSourceError, match="more than 500 claims"):
        list(reading(site, days.settings()))
    assert len(site.asked) == 5


@pytest.mark.parametrize(
    ("broken", "problem"),
    [
        ("words", "no claimReviewed"),
        ({"text": "Il faro è spento"}, "no rating"),
        ({"text": "Il faro è spento", "claimReview": []}, "no rating"),
        ({"text": "Il faro è spento", "claimReview": "none"}, "no rating"),
        ({"text": "Il faro è spento", "claimReview": ["none"]}, "no rating"),
        (claim(claimReview=[review(textualRating="Boh")]), "unknown rating 'Boh'"),
        (claim(claimReview=[review(textualRating="")]), "no rating"),
        (claim(text=" "), "no claimReviewed"),
        (claim(text=["a", "b"]), "one rating for 2 claims"),
    ],
    ids=["text", "unreviewed", "no reviews", "odd reviews", "odd review", "unknown", "unrated",
         "empty", "two"],
)  # fmt: skip
def test_what_is_no_review_is_named_by_its_number(
    broken: Any, problem: str, site: Site, days: Days
) -> None:
    site.on(target(), page(claim(1), broken))
    with pytest.raises(FactSourceError, match=f"^google: row 2: {problem}"):
        list(reading(site, days.settings()))


# -- import --------------------------------------------------------------------------------------


def test_importing_twice_changes_nothing_and_offline_it_is_the_same(
    site: Site, days: Days, tmp_path: Path
) -> None:
    site.on(target(), page(claim(1), then="2"))
    site.on(target("2"), page(claim(2)))
    cache = Cache(folder=tmp_path / "pages")
    with Store() as store:
        first = api.import_facts(store, reading(site, days.settings(cache=cache)))
        again = api.import_facts(store, reading(site, days.settings(cache=cache)))
        offline = api.import_facts(store, reading(site, days.settings(cache=cache, offline=True)))
    assert (first.collection, first.added) == ("google", 2)
    assert (again.added, again.updated, again.unchanged) == (0, 0, 2)
    assert (offline.added, offline.updated, offline.unchanged) == (0, 0, 2)
    assert len(site.asked) == 4


def run(site: Site, tmp_path: Path, *arguments: str, key: str = KEY) -> Result:
    environment = {"FACTCHECK_GOOGLE_KEY": key, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    given = ["import", *arguments, "--db", str(tmp_path / "facts.db")]
    return CliRunner().invoke(command, given, env=environment)


def test_command_asks_the_service_once(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(google, "SEARCH", site.url(PATH))
    unknown = claim(2, claimReview=[review(2, textualRating="Boh")])
    site.on(target(), page(claim(1), unknown))
    asked = ("--from", "google", "--query", "faro", "--lang", "it", "--skip-bad", "--allow-private")
    result = run(site, tmp_path, *asked)
    assert result.exit_code == 0, result.output
    assert result.stdout == "google: 1 added, 0 updated, 0 unchanged, 1 left out\n"
    assert "unknown rating: Boh (1)" in result.stderr
    assert len(site.asked) == 1


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["facts.csv", "--from", "google", "--query", "x"], "either a file or a service"),
        ([], "either a file or a service"),
        (["facts.csv", "--query", "x"], "--query belongs to --from google"),
        (["facts.csv", "--lang", "it"], "--lang belongs to --from"),
        (["--from", "google", "--entity", "Q1"], "--entity belongs to --from wikidata"),
        (["--from", "google", "--lang", "it"], "a query or a publisher"),
        (["--from", "google", "--query", "x", "--as", "csv"], "--as is for files"),
        (["--from", "google", "--query", "x", "--sheet", "A"], "--sheet is for files"),
    ],
    ids=["both", "neither", "query", "lang", "other service", "nothing asked", "format", "sheet"],
)
def test_options_that_do_not_go_together_are_refused(
    arguments: list[str], problem: str, site: Site, tmp_path: Path
) -> None:
    result = run(site, tmp_path, *arguments)
    assert result.exit_code != 0
    assert problem in f"{result.output}{result.exception}"
    assert not (tmp_path / "facts.db").exists()


def test_command_without_a_key_says_which_variable(site: Site, tmp_path: Path) -> None:
    result = run(site, tmp_path, "--from", "google", "--query", "x", key="")
    assert "set FACTCHECK_GOOGLE_KEY" in str(result.exception)
