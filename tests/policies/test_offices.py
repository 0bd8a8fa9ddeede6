"""An office held again, or one of two of like names, is no contradiction."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from factcheck import check_text
from factcheck.model import Verdict

DAY = date(2023, 5, 27)
HEAD = "Fabrizio Curcio è il capo del Dipartimento della Protezione civile."
OTHER = HEAD.replace("Fabrizio Curcio", "Rita Corsi")
CLAIM = "Le operazioni sono seguite dal capo del Dipartimento della Protezione civile, {name}."
FIRST = {"valid_from": "2015-04-03", "valid_to": "2017-08-07"}
SECOND = {"valid_from": "2021-02-26", "valid_to": "2024-07"}


def fact(number: int, statement: str, **fields: str) -> dict[str, str]:
    return {"id": f"f{number}", "statement": statement, "lang": "it", **fields}


@pytest.mark.parametrize(
    ("facts", "is_refuted"),
    [
        ([fact(1, HEAD, **FIRST)], True),
        ([fact(1, HEAD, **FIRST), fact(2, HEAD, **SECOND)], False),
        ([fact(1, HEAD, **FIRST), fact(2, OTHER, **SECOND)], True),
        ([fact(1, HEAD, **FIRST), fact(2, HEAD, valid_from="2025-01-01")], True),
    ],
    ids=["left", "held again", "held by another", "held again later"],
)  # fmt: skip
def test_who_left_an_office_may_hold_it_again(
    facts: list[dict[str, Any]], is_refuted: bool
) -> None:
    (found,) = check_text(
        CLAIM.format(name="Fabrizio Curcio"), facts=facts, date=DAY, lang="it"
    ).assessments
    assert (found.verdict is Verdict.REFUTED) is is_refuted


def test_of_two_ministries_of_like_names_the_one_that_is_held_counts() -> None:
    facts = [
        {"id": "f1", "statement": "Rita Corsi is Italy's minister of economic development.",
         "lang": "en", "valid_from": "2021-02-13", "valid_to": "2022-10-22"},
        fact(2, "Rita Corsi è la ministra dell'Economia italiana.", valid_from="2022-10-22"),
    ]  # fmt: skip
    (found,) = check_text(
        "Rita Corsi, Italy's economy minister, has blamed a tax break.",
        facts=facts, date=DAY, lang="en",
    ).assessments  # fmt: skip
    assert found.verdict is not Verdict.REFUTED
