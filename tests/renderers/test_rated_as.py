"""A fact that is a review is shown with the words its publisher rated it in, and its headline."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from factcheck import check_text
from factcheck.model import Report
from factcheck.registry import RENDERERS, renderer

REVIEW = {
    "statement": "Il faro di Torre Salina è stato spento nel 2020.",
    "rating": "false",
    "rated_as": "Pinocchio andante",
    "title": "No, il faro non è spento",
    "source": "Verifica",
    "url": "https://verifica.example/faro",
}
TRUE = REVIEW | {"rating": "true", "rated_as": "C'è del vero"}
LONG = REVIEW | {"rated_as": "parola " * 60, "title": "titolo " * 80}


def _report(fact: dict[str, str]) -> Report:
    return check_text("Il faro di Torre Salina è stato spento nel 2020.", facts=[fact])


def _shown(fact: dict[str, str], name: str) -> str:
    return " ".join(renderer(name)(_report(fact), ui_lang="it").split())


@pytest.mark.parametrize("name", sorted(RENDERERS))
@pytest.mark.parametrize("fact", [REVIEW, TRUE], ids=["contradicted", "agreeing"])
def test_every_format_shows_the_words_of_the_rating(name: str, fact: dict[str, str]) -> None:
    shown = _shown(fact, name).replace("&#39;", "'")
    if name == "sarif" and fact is TRUE:  # lists what contradicts alone
        assert fact["rated_as"] not in shown
    else:
        assert fact["rated_as"] in shown


@pytest.mark.parametrize("name", ["text", "html", "markdown", "json", "csv", "jsonl"])
def test_evidence_shows_the_headline_of_the_review(name: str) -> None:
    assert REVIEW["title"] in _shown(REVIEW, name)


def test_long_words_are_cut_where_people_read_and_whole_in_data() -> None:
    report = _report(LONG)
    assert max(map(len, renderer("text")(report).splitlines())) <= 80
    assert "parola " * 10 not in renderer("markdown")(report)
    assert list(_ratings(json.loads(renderer("json")(report)))) == [LONG["rated_as"].strip()]


def _ratings(report: dict[str, Any]) -> Iterator[str]:
    for document in report["documents"]:
        for claim in document["claims"]:
            for part in claim["parts"]:
                yield from (match["rated_as"] for match in part["matches"])


def test_a_headline_that_is_no_review_s_is_not_shown() -> None:
    assert REVIEW["title"] not in _shown(REVIEW | {"rated_as": ""}, "text")
