"""Articles with planted errors, and what is known of what a model reads of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from training.slip_pairs import near_miss_pairs, near_misses, slip_pairs
from training.texts import CheckedText, is_held, read_texts
from training.verification.pairs import UNREFUTED
from training.verification.text_pairs import text_pairs

SENTENCE = "The Lyra bridge was opened in Arla on Saturday by mayor Anna Bell."
CHANGED = "The Lyra bridge was opened in Arla on Saturday by mayor Carla Dorn."
LATER = "It cost 40 million euros."
OTHER = "It cost 90 million euros."
FACT = "Anna Bell, mayor of Arla, opened the Lyra bridge on 4 May 2024."
COST = "The Lyra bridge in Arla cost 40 million euros."
ROW: dict[str, Any] = {
    "slug": "en-lyra",
    "lang": "en",
    "date": "2024-05-06",
    "headline": {"true": "Arla has its bridge", "verdict": "supported", "facts": ["l01"]},
    "paragraphs": [
        [
            {
                "true": SENTENCE,
                "verdict": "supported",
                "facts": ["l01"],
                "altered": CHANGED,
                "kind": "entity",
                "reason": "entity",
                "fact": "l01",
            },
            {
                "true": LATER,
                "verdict": "supported",
                "facts": ["l02"],
                "altered2": OTHER,
                "kind2": "quantity",
                "reason2": "quantity",
                "fact2": "l02",
            },
            {"true": "Hardly anybody came to see it.", "verdict": "not_enough_info"},
        ]
    ],
    "facts": [
        {
            "id": "l01",
            "statement": FACT,
            "rating": "true",
            "lang": "en",
            "event_date": "2024-05-04",
        },
        {
            "id": "l02",
            "statement": COST,
            "rating": "true",
            "lang": "en",
            "event_date": "2024-05-04",
        },
        {"id": "l03", "statement": "The Lyra bridge is closed.", "rating": "false", "lang": "en"},
    ],
}


@pytest.fixture
def text(tmp_path: Path) -> CheckedText:
    (tmp_path / "en-lyra.json").write_text(json.dumps(ROW), "utf-8")
    (found,) = read_texts(tmp_path, held=is_held("en-lyra"))
    return found


def test_no_two_texts_have_one_name() -> None:
    names = [text.name for held in (False, True) for text in read_texts(held=held)]
    assert len(names) == len(set(names))


def test_each_altered_copy_keeps_the_other_sentences(text: CheckedText) -> None:
    told = {version.name: version for version in text.versions}
    assert list(told) == ["article", "altered", "altered2"]
    assert SENTENCE in told["article"].text
    assert LATER in told["altered"].text
    assert SENTENCE not in told["altered"].text
    assert SENTENCE in told["altered2"].text
    found = told["altered2"].of(OTHER)
    assert found is not None
    assert (found.reason, found.facts, found.original) == ("quantity", frozenset({"l02"}), LATER)


def test_no_text_is_both_learned_from_and_held_out() -> None:
    learned, held = ({text.name for text in read_texts(held=held)} for held in (False, True))
    assert learned
    assert held
    assert not learned & held
    assert {"en-artemis", "it-vela"} <= held


def test_what_is_read_is_told_by_the_fact_that_settles_it(text: CheckedText) -> None:
    labels: dict[tuple[str, str], set[str]] = {}
    for pair in text_pairs(text):
        labels.setdefault((pair.claim, pair.fact), set()).add(pair.label)

    def of(claim: str, fact: str) -> set[str]:
        return next(told for (c, f), told in labels.items() if claim in c and fact in f)

    assert of("mayor Anna Bell", "Anna Bell, mayor") == {"SUPPORTED"}
    assert of("mayor Carla Dorn", "Anna Bell, mayor") == {"REFUTED"}
    assert of("cost 90 million", "cost 40 million") == {"REFUTED"}
    assert {UNREFUTED} == of("The Lyra bridge in Arla cost", "Anna Bell, mayor")
    assert not any("closed" in fact for _, fact in labels)


def test_an_altered_sentence_is_a_slip_beside_its_own_fact_alone(text: CheckedText) -> None:
    pairs = slip_pairs([text])
    slips = {(pair.sentence, pair.fact) for pair in pairs if pair.is_slip}
    assert slips == {
        (f"2024-05-06: {CHANGED}", FACT),
        (f"2024-05-06: {OTHER}", COST),
    }
    assert {pair.group for pair in pairs} == {"told", "near", "statement"}
    assert not any("closed" in pair.fact for pair in pairs)


def test_of_the_near_misses_one_half_is_held_out() -> None:
    learned, held = ({c.id + c.claim for c in near_misses(held=h)} for h in (False, True))
    assert not learned & held
    assert 0.4 < len(learned) / len(learned | held) < 0.6


def test_what_nearly_clashes_has_no_slip_and_what_clashes_has_one() -> None:
    cases = [
        next(case for case in near_misses() if case.verdict == verdict)
        for verdict in ("!refuted", "refuted")
    ]
    pairs = near_miss_pairs(cases)
    assert [pair.is_slip for pair in pairs] == [False, True]
    assert [pair.fact for pair in pairs] == [case.facts[0]["statement"] for case in cases]
    assert all(pair.is_own for pair in pairs)
