"""Extracted claims as text and as JSON."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it ships none
from rich.cells import cell_len

from factcheck import Extraction, extract_text
from factcheck.registry import claims_renderer
from factcheck.renderers.claims_json import claims_schema
from tests.renderers.test_hostile_text import HOSTILE, STEERING

WILD = st.text(
    st.one_of(st.characters(), st.sampled_from(list('.!?:;"«» \n\tAaIl19-•#'))),
    min_size=1,
    max_size=200,
).map(lambda text: f"a{text}")

ARTICLE = """Conti, crescita ferma

Nella foto: il palazzo

Ieri il ministro Giorgetti ha detto che il debito vale 2,9 mila miliardi di euro. Bello, no?

Conti, crescita ferma
"""


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    """A headline, a caption, a reported figure, a question and the headline again."""
    return extract_text(ARTICLE, date=date(2024, 11, 16), lang="it")


def _parsed(text: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(text)
    Draft202012Validator(
        claims_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER
    ).validate(content)
    return content


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(claims_schema())


def test_json_has_dates_figures_names_and_speakers(extraction: Extraction) -> None:
    (document,) = _parsed(claims_renderer("json")([extraction]))["documents"]
    claim = document["claims"][2]

    assert [(d["text"], d["from"], d["to"]) for d in claim["dates"]] == [
        ("Ieri", "2024-11-15", "2024-11-15")
    ]
    assert [(q["low"], q["unit"]) for q in claim["quantities"]] == [(2.9e12, "EUR")]
    assert [name["text"] for name in claim["names"]] == ["Giorgetti"]
    assert [part["role"] for part in claim["parts"]] == ["attribution", "reported"]
    assert claim["speaker"] == "Giorgetti"
    assert document["claims"][4]["duplicate_of"] == document["claims"][0]["id"]


def test_every_offset_slices_back(extraction: Extraction) -> None:
    (document,) = _parsed(claims_renderer("json")([extraction]))["documents"]
    for claim in document["claims"]:
        mentions = [
            claim[key] for key in ("parts", "dates", "durations", "quantities", "names", "offices")
        ]
        for thing in (claim, *(thing for things in mentions for thing in things)):
            assert ARTICLE[thing["start"] : thing["end"]] == thing["text"]


def test_lengths_of_time_and_ages_are_told() -> None:
    text = "Il cantiere è durato tre anni. Il sindaco, 54 anni, lo ha chiuso."
    (document,) = _parsed(claims_renderer("json")([extract_text(text, lang="it")]))["documents"]

    lengths = [(d["kind"], d["value"]) for c in document["claims"] for d in c["durations"]]
    assert lengths == [("duration", "P3Y"), ("age", "P54Y")]


def test_a_date_told_from_another_is_placed() -> None:
    text = "Nel marzo del 2023 il ponte ha chiuso. Due mesi dopo ha riaperto."
    (document,) = _parsed(claims_renderer("json")([extract_text(text, lang="it")]))["documents"]

    (later,) = document["claims"][1]["dates"]
    assert (later["from"], later["to"]) == ("2023-05-01", "2023-05-31")


def test_jsonl_is_one_claim_a_line_with_its_source(extraction: Extraction) -> None:
    rows = [json.loads(line) for line in claims_renderer("jsonl")([extraction]).splitlines()]

    assert [row["text"] for row in rows] == [e.claim.text for e in extraction.claims]
    assert {row["source"] for row in rows} == {"<text>"}


def test_text_shows_readings_and_folds_what_is_no_claim(extraction: Extraction) -> None:
    page = " ".join(claims_renderer("text")([extraction]).split())

    assert "tempo Ieri → 15 novembre 2024" in page
    assert "quantità 2,9 mila miliardi di euro → 2.900.000.000.000 €" in page
    assert "testo di servizio: Nella foto: il palazzo" in page
    assert "ripete la 1: Conti, crescita ferma" in page
    assert "(Giorgetti)" in page


def test_a_long_part_fills_its_column() -> None:
    text = "Il ministro Rossi ha detto che " + "la città cresce e " * 12 + "va bene."
    page = claims_renderer("text")([extract_text(text, lang="it")], width=80)
    folded = page[page.index("riferito") :].splitlines()

    assert len({len(line) - len(line.lstrip()) for line in folded[1:3]}) == 1
    assert all(cell_len(line) > 80 - len(" cresce") - 1 for line in folded[1:3])


def test_a_length_of_time_is_told_once(extraction: Extraction) -> None:
    page = claims_renderer("text")([extract_text("Il cantiere è durato tre anni.", lang="it")])

    assert "durate  tre anni → 3 anni" in page
    assert "quantità  " not in page


def test_text_is_in_the_language_asked_for(extraction: Extraction) -> None:
    page = claims_renderer("text")([extraction], ui_lang="en")

    assert "who says it" in page
    assert "15 November 2024" in page


def test_an_unresolved_date_is_named_as_such() -> None:
    page = claims_renderer("text")([extract_text("Il ministro è partito ieri sera.", lang="it")])

    assert "non risolta" in page
    assert "--date" in page


def test_several_documents_stand_one_after_the_other(extraction: Extraction) -> None:
    other = extract_text("The bridge cost 12 million euros.", lang="en")
    page = claims_renderer("text")([extraction, other])

    assert page.count("<text>") == 2
    assert "check-worthiness" in page
    assert len(_parsed(claims_renderer("json")([extraction, other]))["documents"]) == 2


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("name", ["text", "json", "jsonl"])
def test_nothing_hostile_comes_out(name: str, hostile: str) -> None:

    page = claims_renderer(name)(
        [extract_text(f"Il sindaco {hostile} ha speso 3 euro.", lang="it")]
    )

    assert {category(c) for c in page.replace("\n", "")}.isdisjoint(STEERING)


@given(text=WILD, width=st.integers(20, 120))
def test_no_line_is_wider_than_the_page(text: str, width: int) -> None:
    page = claims_renderer("text")([extract_text(text, lang="it")], width=width)

    assert all(cell_len(line) <= max(width, 40) for line in page.splitlines())
