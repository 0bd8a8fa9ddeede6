"""Quotes beside a fact that holds one: the same, trimmed, altered, another's, translated."""

from __future__ import annotations

import pytest

from factcheck import check_text
from factcheck.model import Comparison, Reason, Stance, Verdict

IT = "«Il bilancio della regione è in attivo dal 2019 e resterà così», ha detto Carla Venturi."
EN = "“The bridge carried forty thousand cars a day before the storm,” said Dan Okafor."


def verdict_of(text: str, statement: str, *, lang: str, speaker: str = "") -> Verdict:
    fact = {"statement": statement, "lang": lang, "speaker": speaker}
    (claim,) = check_text(text, facts=[fact], lang=lang).assessments
    return claim.verdict


def quote_in(text: str, statement: str, *, lang: str, fact_lang: str = "") -> Comparison | None:
    fact = {"statement": statement, "lang": fact_lang or lang}
    (claim,) = check_text(text, facts=[fact], lang=lang).assessments
    found = [
        comparison
        for part in claim.parts
        for match in part.matches
        for comparison in match.comparisons
        if comparison.name is Reason.QUOTE
    ]
    return found[0] if found else None


SAME = [
    ("it", "Carla Venturi: “Il bilancio della regione è in attivo dal 2019 e resterà così”.", IT),
    ("it", "Il bilancio, dice Carla Venturi: \"Il bilancio della regione e' in attivo dal 2019"
     " e restera' così\".", IT),
    ("en", "Dan Okafor said: \"The bridge carried forty thousand cars a day before the storm.\"",
     EN),
    ("en", "‘The bridge carried forty thousand cars a day, before the storm,’ Dan Okafor said.",
     EN),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "statement"), SAME, ids=[row[1] for row in SAME])
def test_the_same_words_of_the_same_speaker_agree_whatever_the_marks(
    lang: str, text: str, statement: str
) -> None:
    found = quote_in(text, statement, lang=lang)
    assert found is not None
    assert (found.stance, found.detail) == (Stance.SUPPORTS, "exact")


TRIMMED = [
    ("it", "«Il bilancio della regione è in attivo dal 2019», ha detto Carla Venturi.", IT),
    ("it", "«Il bilancio della regione [...] resterà così», ha detto Carla Venturi.", IT),
    ("en", "“The bridge carried forty thousand cars a day…” said Dan Okafor.", EN),
]


@pytest.mark.parametrize(("lang", "text", "statement"), TRIMMED, ids=[row[1] for row in TRIMMED])
def test_words_left_out_at_the_ends_or_marked_are_no_change(
    lang: str, text: str, statement: str
) -> None:
    found = quote_in(text, statement, lang=lang)
    assert found is not None
    assert (found.stance, found.detail) == (Stance.SUPPORTS, "trimmed")


ALTERED = [
    ("it", "«Il bilancio della regione non è in attivo dal 2019 e resterà così»,"
     " ha detto Carla Venturi.", IT),
    ("it", "«Il bilancio della regione è in attivo dal 2021 e resterà così»,"
     " ha detto Carla Venturi.", IT),
    ("it", "«Il bilancio della regione è in passivo dal 2019 e resterà così»,"
     " ha detto Carla Venturi.", IT),
    ("en", "“The bridge carried ninety thousand cars a day before the storm,” said Dan Okafor.",
     EN),
    ("en", "“The bridge carried forty thousand lorries a day before the storm,” said Dan Okafor.",
     EN),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "statement"), ALTERED, ids=[row[1] for row in ALTERED])
def test_a_changed_word_in_the_quote_of_a_speaker_refutes(
    lang: str, text: str, statement: str
) -> None:
    fact = {"statement": statement, "lang": lang}
    (claim,) = check_text(text, facts=[fact], lang=lang).assessments
    assert (claim.verdict, claim.reasons) == (Verdict.REFUTED, (Reason.QUOTE,))


OPEN = [
    # spelling, a form of the same word, a filler left out: nobody is accused of that
    ("en", "“The bridge carried forty thousand cars per day before the storm,” said Dan Okafor."),
    ("en", "“The bridge carried forty thousand cars a day before the storms,” said Dan Okafor."),
    ("en", "“The bridge carried thousand cars a day before the storm,” said Dan Okafor."),
    # another speaker, by surname alone, or unknown
    ("en", "“The bridge carried ninety thousand cars a day before the storm,” said Clara Moss."),
    ("en", "“The bridge carried forty thousand cars a day before the storm,” said Whitmore."),
    # another quote
    ("en", "“The bridge will carry lorries again in March, I hope,” said Dan Okafor."),
    # too short
    ("en", "Dan Okafor called the bridge “forty thousand lorries”."),
    # he did not say it
    ("en", "Dan Okafor never said: “The bridge carried ninety thousand cars a day.”"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text"), OPEN, ids=[row[1] for row in OPEN])
def test_in_doubt_a_quote_refutes_nothing(lang: str, text: str) -> None:
    assert verdict_of(text, EN, lang=lang) is not Verdict.REFUTED


def test_the_words_of_another_refute_by_full_names() -> None:
    text = "“The bridge carried forty thousand cars a day before the storm,” said Clara Whitmore."
    fact = {"statement": EN, "lang": "en"}
    (claim,) = check_text(text, facts=[fact], lang="en").assessments
    assert (claim.verdict, claim.reasons) == (Verdict.REFUTED, (Reason.ENTITY,))


def test_a_short_quote_of_another_refutes_nothing() -> None:
    statement = "“The bridge is now safe,” said Dan Okafor."
    text = "“The bridge is now safe,” said Clara Whitmore."
    assert verdict_of(text, statement, lang="en") is not Verdict.REFUTED


def test_the_speaker_column_tells_whose_the_words_are() -> None:
    statement = "“The bridge carried forty thousand cars a day before the storm.”"
    altered = "“The bridge carried ninety thousand cars a day before the storm,” said Dan Okafor."
    assert verdict_of(altered, statement, lang="en", speaker="Dan Okafor") is Verdict.REFUTED


def test_a_quote_in_another_language_gets_no_verdict() -> None:
    text = "“The region's budget has been in surplus since 2021,” said Carla Venturi."
    found = quote_in(text, IT, lang="en", fact_lang="it")
    assert found is None or (found.stance, found.detail) == (Stance.NEUTRAL, "translated")
    assert verdict_of(text, IT, lang="en") is not Verdict.REFUTED


def test_a_sentence_inside_a_quote_is_its_speakers() -> None:
    text = (
        "Dan Okafor told the council: “We were late. The bridge carried ninety thousand cars a day"
        " before the storm. It reopens in March.”"
    )
    claims = check_text(text, facts=[{"statement": EN, "lang": "en"}], lang="en").assessments
    found = {claim.claim.text[:10]: claim.verdict for claim in claims}
    assert found["The bridge"] is Verdict.REFUTED


def test_a_quote_cut_from_its_speaker_by_a_mark_is_still_that_speakers() -> None:
    text = "“The bridge carried forty thousand cars a day before the storm!” Dan Okafor said."
    first, *_ = check_text(text, facts=[{"statement": EN, "lang": "en"}], lang="en").assessments
    assert (first.verdict, first.claim.speaker) == (Verdict.SUPPORTED, "Dan Okafor")


def test_a_statement_rated_false_that_holds_the_quote_refutes_it() -> None:
    fact = {"statement": EN, "lang": "en", "rating": "false"}
    (claim,) = check_text(EN, facts=[fact], lang="en").assessments
    assert (claim.verdict, claim.reasons) == (Verdict.REFUTED, (Reason.RATED_FALSE,))


@pytest.mark.parametrize("more", ["in Berlin", "on 3 May 2021"])
def test_more_than_words_and_speaker_is_not_borne_out_by_the_quote_alone(more: str) -> None:
    text = EN.replace("Okafor.", f"Okafor {more}.")
    assert verdict_of(text, EN, lang="en") is not Verdict.SUPPORTED
