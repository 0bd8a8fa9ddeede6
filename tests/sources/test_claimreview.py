from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from factcheck import api
from factcheck.cli.facts import facts as command
from factcheck.errors import FactSourceError
from factcheck.model import Fact, Interval, Rating
from factcheck.sources import jsonld, read_facts
from factcheck.sources.claimreview import cleaned
from factcheck.store import Store

SHAPES = Path(__file__).parent / "claimreview"


def _expected() -> Iterator[tuple[str, list[dict[str, str]]]]:
    with (SHAPES / "expected.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for name in dict.fromkeys(row["file"] for row in rows):
        yield name, [row for row in rows if row["file"] == name]


CASES = list(_expected())
REFUSED = [(name, rows) for name, rows in CASES if any(r["rating"] == "refused" for r in rows)]
WHOLE = {"no_review.json", "page_commented.html", "page_microdata.html", "page_rdfa.html"}
"""Files of which no review comes out: they are refused as a whole."""


def _review(**changes: Any) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": "https://www.verifica.example/faro",
        "claimReviewed": "Il faro di Torre Salina è stato spento nel 2020",
        "author": {"@type": "Organization", "name": "Verifica"},
        "reviewRating": {"@type": "Rating", "alternateName": "Falso"},
        **changes,
    }


def _written(tmp_path: Path, content: Any, name: str = "reviews.json") -> str:
    path = tmp_path / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return str(path)


def _fact(tmp_path: Path, **changes: Any) -> Fact:
    (fact,) = read_facts(_written(tmp_path, _review(**changes)))
    return fact


@pytest.mark.parametrize(("name", "rows"), CASES, ids=[name for name, _ in CASES])
def test_each_shape_gives_its_facts(name: str, rows: list[dict[str, str]]) -> None:
    file = read_facts(str(SHAPES / name), skip_bad=True, form="claimreview")
    wanted = [row for row in rows if row["rating"] != "refused"]
    facts = [] if name in WHOLE else list(file)
    assert [(f.rating.value, f.statement, f.speaker) for f in facts] == [
        (row["rating"], row["statement"], row["speaker"]) for row in wanted
    ]
    told = [f"rating: {fact.rated_as}; {fact.note}" for fact in facts]
    assert all(row["note"] in words for row, words in zip(wanted, told, strict=True))


@pytest.mark.parametrize(("name", "rows"), REFUSED, ids=[name for name, _ in REFUSED])
def test_what_is_refused_is_named_by_file_and_item(name: str, rows: list[dict[str, str]]) -> None:
    path = str(SHAPES / name)
    row = next(row for row in rows if row["rating"] == "refused")
    with pytest.raises(FactSourceError) as caught:
        list(read_facts(path, form="claimreview"))
    where = path if name in WHOLE else f"{path}: row {row['item']}"
    assert str(caught.value).startswith(f"{where}: ")
    assert row["note"] in str(caught.value)


@pytest.mark.parametrize("name", [name for name, _ in CASES if name not in WHOLE | {"cut.json"}])
def test_format_is_recognised_by_content(name: str) -> None:
    named = read_facts(str(SHAPES / name), skip_bad=True, form="claimreview")
    recognised = read_facts(str(SHAPES / name), skip_bad=True)
    assert list(recognised) == list(named)
    assert recognised.skipped == named.skipped


def test_every_field_is_read(tmp_path: Path) -> None:
    fact = _fact(
        tmp_path,
        headline="Il faro &amp; la rete",
        publisher={"@type": "Organization", "name": "Editore"},
        datePublished="2024-11-16T23:30:00+01:00",
        dateModified="2024-12",
        inLanguage="it-IT",
        itemReviewed={
            "@type": "Claim",
            "author": {"@type": "Person", "name": "Ugo Basti"},
            "datePublished": "2024-11-02",
            "appearance": {"@type": "CreativeWork", "url": "https://basti.example/faro"},
        },
    )
    day = date(2024, 11, 16)
    assert fact == Fact(
        id=fact.id,
        statement="Il faro di Torre Salina è stato spento nel 2020",
        rating=Rating.FALSE,
        lang="it",
        title="Il faro & la rete",
        sources=("Verifica",),
        urls=("https://www.verifica.example/faro",),
        published=Interval(start=day, end=day),
        checked=Interval(start=date(2024, 12, 1), end=date(2024, 12, 31)),
        speaker="Ugo Basti",
        note="claimed on 2024-11-02; claimed at https://basti.example/faro",
        rated_as="Falso",
    )


def test_day_of_the_statement_is_not_the_day_of_the_event(tmp_path: Path) -> None:
    item = {"@type": "Claim", "datePublished": "2024-11-02"}
    assert _fact(tmp_path, itemReviewed=item).event_date is None


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("2024-11-16", date(2024, 11, 16)),
        ("2024-11-16 08:00:00", date(2024, 11, 16)),
        ("2024-11-16T08:00:00.000Z", date(2024, 11, 16)),
        ("20241116", date(2024, 11, 16)),
        ("2024", date(2024, 1, 1)),
        ("16/11/2024", None),
        ("0001-01-01T00:00:00", None),
        ("2024-02-30", None),
        ("", None),
    ],
)
def test_dates_are_read_or_left_out(given: str, wanted: date | None, tmp_path: Path) -> None:
    published = _fact(tmp_path, datePublished=given).published
    assert (published.start if published else None) == wanted


@pytest.mark.parametrize(
    ("changes", "sources"),
    [
        ({"author": {"name": "A"}, "publisher": {"name": "B"}}, ("A",)),
        ({"author": [{"name": "A"}, {"name": "C"}]}, ("A", "C")),
        ({"author": {"@id": "#lost"}, "publisher": {"name": "B"}}, ("B",)),
        ({"author": None}, ("verifica.example",)),
        ({"author": "https://verifica.example/", "publisher": {"legalName": "B srl"}}, ("B srl",)),
    ],
    ids=["author", "two authors", "lost reference", "address only", "legal name"],
)
def test_source_is_the_reviewer(
    changes: dict[str, Any], sources: tuple[str, ...], tmp_path: Path
) -> None:
    assert _fact(tmp_path, **changes).sources == sources


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "", 7, None])
def test_only_addresses_of_the_web_are_kept(url: object, tmp_path: Path) -> None:
    assert _fact(tmp_path, url=url).urls == ()


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("a &amp;amp; b", "a & b"),
        ("x <b>y</b><br/>z", "x y z"),
        ("&lt;i&gt;x&lt;/i&gt;", "x"),
        ("3 < 5 and 7 > 6", "3 < 5 and 7 > 6"),
        ("a\u0000\u001b[31mb\n\tc", "a[31mb c"),
        ("&nbsp;x&#8217;y&#xA0;", "x’y"),
    ],
)
def test_text_is_cleaned(given: str, wanted: str) -> None:
    assert cleaned(given) == wanted
    assert cleaned(cleaned(given)) == wanted


@pytest.mark.parametrize(
    "text",
    ["<!--" * 20_000, "<p " * 20_000, "&lt;" * 20_000, "!" * 60_000 + "a", " ;" * 30_000],
    ids=["comments", "tags", "entities", "signs", "spaces"],
)
def test_hostile_text_is_refused_not_waited_for(text: str, tmp_path: Path) -> None:
    path = _written(tmp_path, _review(reviewRating={"alternateName": text}))
    with pytest.raises(FactSourceError, match="rating"):
        list(read_facts(path))


def test_values_nested_too_deep_are_refused(tmp_path: Path) -> None:
    nested = "[" * 5000 + '"x"' + "]" * 5000
    text = json.dumps(_review()).replace('"https://www.verifica.example/faro"', nested)
    with pytest.raises(FactSourceError, match="row 1: the file: not JSON that can be read"):
        list(read_facts(_written(tmp_path, text)))


def test_jsonl_facts_that_speak_of_reviews_stay_facts(tmp_path: Path) -> None:
    fact = {"id": "a", "statement": 'Il sito usa "@type": "ClaimReview", "claimReviewed": "x"'}
    assert next(iter(read_facts(_written(tmp_path, fact, "facts.jsonl")))).id == "a"


@pytest.mark.parametrize("shape", ["feed", "array", "graph"])
def test_long_file_is_read_element_by_element(
    shape: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reviews = [_review(claimReviewed=f"Il faro numero {number} è spento") for number in range(40)]
    content = {
        "feed": {"@type": "DataFeed", "dataFeedElement": [{"item": [r]} for r in reviews]},
        "array": reviews,
        "graph": {"@context": "https://schema.org", "@graph": reviews},
    }[shape]
    path = _written(tmp_path, content)
    whole = list(read_facts(path, form="claimreview"))
    monkeypatch.setattr(jsonld, "LONGEST_WHOLE", 1 << 10)
    with Path(path).open(encoding="utf-8") as file:
        assert sum(1 for _ in jsonld.pieces(file, path)) == 40
    assert list(read_facts(path, form="claimreview")) == whole
    assert len(whole) == 40


def test_long_file_that_is_cut_says_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonld, "LONGEST_WHOLE", 1 << 10)
    text = json.dumps([_review(claimReviewed=f"Faro {number} è spento") for number in range(9)])
    path = _written(tmp_path, text[:-200])
    with pytest.raises(FactSourceError, match="row 9: element 9: not JSON"):
        list(read_facts(path, form="claimreview"))


def test_bad_bytes_are_one_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "reviews.json"
    path.write_bytes(json.dumps(_review()).encode() + b"\xff\xfe")
    with pytest.raises(FactSourceError, match="not utf-8"):
        list(read_facts(str(path), form="claimreview", encoding="utf-8"))


@pytest.mark.parametrize("form", ["claimreview", None], ids=["named", "recognised"])
def test_importing_twice_changes_nothing(form: str | None, store: Store, tmp_path: Path) -> None:
    feed = [_review(claimReviewed=f"Il faro numero {number} è spento") for number in range(5)]
    path = _written(tmp_path, feed)
    first = api.import_facts(store, path, form=form)
    second = api.import_facts(store, path, form=form)
    assert (first.added, second.added, second.updated, second.unchanged) == (5, 0, 0, 5)


def test_changed_rating_is_a_new_version_of_the_same_fact(store: Store, tmp_path: Path) -> None:
    api.import_facts(store, _written(tmp_path, _review()))
    changed = _review(reviewRating={"alternateName": "Fuori contesto"}, dateModified="2024-05-01")
    result = api.import_facts(store, _written(tmp_path, changed))
    assert (result.added, result.updated) == (0, 1)


def test_unknown_words_are_counted(store: Store, tmp_path: Path) -> None:
    words = ["Boh", "Falso", "Mah", "Boh"]
    feed = [
        _review(claimReviewed=f"Il faro numero {n} è spento", reviewRating={"alternateName": word})
        for n, word in enumerate(words)
    ]
    result = api.import_facts(store, _written(tmp_path, feed), skip_bad=True)
    assert result.added == 1
    assert result.unknown_ratings == (("Boh", 2), ("Mah", 1))
    assert result.skipped[0] == "row 1: unknown rating 'Boh', of 'Il faro numero 0 è spento'"


def test_command_shows_rating_and_unknown_words(tmp_path: Path) -> None:
    feed = [_review(), _review(claimReviewed="Mah", reviewRating="Boh")]
    path, db = _written(tmp_path, feed), str(tmp_path / "facts.db")
    run = CliRunner().invoke
    result = run(command, ["import", path, "--as", "claimreview", "--skip-bad", "--db", db])
    assert result.exit_code == 0, result.output
    assert "1 added" in result.stdout
    assert "unknown rating: Boh (1)" in result.stderr
    with api.open_store(db) as store:
        (fact,) = store.find_facts(limit=1)
    assert re.search(r"^rated_as +Falso$", run(command, ["show", fact.id, "--db", db]).stdout, re.M)
