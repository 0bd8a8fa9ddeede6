"""The tables of cues: what they may hold, and how phrases, names and forms are told apart."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from factcheck.detectors import cues
from factcheck.detectors.vocabulary import cues_in
from factcheck.languages.data import language_data
from factcheck.model import ClaimKind

LANGUAGES = ("de", "en", "it")
READ = {
    *cues._WEIGHTS,
    *(kind.value for kind in ClaimKind),
    *("copula", "copula_past", "duty", "none", "relative", "openers"),
}


def labels(text: str, lang: str) -> list[str]:
    return [cue.label for cue in cues_in(text, lang)]


def entries(lang: str) -> list[tuple[str, str]]:
    table = language_data(lang, "cues")
    return [
        (label, word.strip())
        for name in ("kinds", "views", "facts")
        for label, words in table[name].items()
        for word in re.split(r"[,\n]", words)
        if word.strip()
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_label_is_one_that_something_reads(lang: str) -> None:
    assert {label for label, _ in entries(lang)} <= READ
    assert set(language_data(lang, "cues")["shapes"]) <= READ


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_word_has_two_labels(lang: str) -> None:
    counts = Counter(word for label, word in entries(lang) if label != "openers")
    assert [word for word, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_are_written_as_they_are_read(lang: str) -> None:
    read = re.compile(r"(?:[^\W\d_]+|[*^0])(?: (?:[^\W\d_]+|[*^0]))*")
    odd = [word for _, word in entries(lang) if not read.fullmatch(word) or word != word.lower()]
    assert odd == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_any_word_stands_between_two_that_are_known(lang: str) -> None:
    assert [word for _, word in entries(lang) if re.search(r"^\*|\*$|\* \*", word)] == []


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("it", "è previsto", ["prediction"]),
        ("it", "è previsto dalla legge", ["none", "deeds"]),
        ("it", "più di 300", ["none"]),
        ("it", "più di Roma", ["comparison", "name"]),
        ("en", "it will rain", ["prediction"]),
        ("en", "in his will", ["none"]),
        ("en", "going to Rome", ["none"]),
        ("en", "going to rain", ["prediction"]),
        ("en", "We met Will", ["first_person_plural", "past", "name"]),
    ],
)
def test_the_longest_phrase_wins(lang: str, text: str, expected: list[str]) -> None:
    assert labels(text, lang) == expected


@pytest.mark.parametrize("text", ["vergognoso", "vergognosa", "vergognosi", "vergognose"])
def test_a_judging_word_is_told_in_all_its_forms(text: str) -> None:
    assert labels(text, "it") == ["judging"]


def test_a_form_that_tells_who_speaks_is_no_other_form() -> None:
    assert "opinion" in labels("Penso che piova", "it")
    assert "opinion" not in labels("Pensano che piova", "it")


def test_cues_are_placed_by_word_and_character() -> None:
    (cue,) = (cue for cue in cues_in("Ieri, 3 navi", "it") if cue.place == 1)
    assert (cue.label, cue.start) == ("figures", 6)
