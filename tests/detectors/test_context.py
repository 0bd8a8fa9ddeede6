"""Whom surnames, titles, pronouns and missing subjects stand for, and what verdicts make of it."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from factcheck import Reason, Verdict, check_text
from factcheck.detectors import RuleDetector
from factcheck.loaders import document_from_text
from factcheck.model import Claim, ReferenceKind
from factcheck.segmenters import segment

TABLE = Path(__file__).parent / "references_before_code.tsv"
OPEN = {
    ("Queen Elizabeth II visited Malta. The queen stayed two days."): "II: an organisation",
}


def claims(text: str, lang: str) -> tuple[Claim, ...]:
    document = document_from_text(text, date=date(2024, 11, 16), lang=lang)
    return RuleDetector()(document, segment(document))


def table() -> list[Any]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            pytest.param(
                row,
                marks=[pytest.mark.xfail(reason=OPEN[row["passage"]], strict=True)]
                if row["passage"] in OPEN
                else [],
                id=row["passage"],
            )
            for row in rows
        ]


@pytest.mark.parametrize("row", table())
def test_references_of_passages_written_before_the_code(row: dict[str, str]) -> None:
    last = claims(row["passage"], row["lang"])[-1]
    found = [
        reference
        for reference in last.references
        if (reference.kind.value, reference.text) == (row["kind"], row["mention"])
    ]
    outcomes = ["ambiguous" if one.is_ambiguous else "resolved" for one in found] or ["none"]
    assert outcomes == [row["outcome"]]
    assert [one.means for one in found if one.means] == ([row["means"]] if row["means"] else [])


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("it", "Takeshi Iwaya è arrivato.\n\nHa incontrato il premier."),
        ("it", "Takeshi Iwaya è arrivato. Si è parlato di pace."),
        ("it", "Takeshi Iwaya è arrivato. È stato firmato l'accordo."),
        ("it", "Takeshi Iwaya è arrivato. Basterà una firma."),
        ("it", "Takeshi Iwaya è arrivato. Abbiamo firmato l'accordo."),
        ("it", "Takeshi Iwaya è arrivato. Hanno firmato l'accordo."),
        ("it", "Takeshi Iwaya è arrivato. È vero che ha firmato."),
        ("it", "Takeshi Iwaya è arrivato. Nessuno ha firmato l'accordo."),
        ("it", "Il governo Draghi ha firmato. Lui ha parlato."),
        ("en", "Takeshi Iwaya arrived. Signed papers were lost."),
        ("en", "Takeshi Iwaya arrived. It was late."),
    ],
)
def test_no_subject_is_carried_over_where_it_may_be_another(lang: str, text: str) -> None:
    assert claims(text, lang)[-1].references == ()


def test_a_surname_is_resolved_however_far_back_the_full_name_stands() -> None:
    between = "Il ponte è aperto al traffico. " * 30
    found = claims(f"Takeshi Iwaya è arrivato. {between}Iwaya ha firmato l'accordo.", "it")
    assert [one.means for one in found[-1].references] == ["Takeshi Iwaya"]


def test_a_title_is_resolved_only_near_its_holder() -> None:
    between = "Il ponte è aperto al traffico. " * 5
    text = f"La premier Giorgia Meloni è a Roma. {between}La premier ha incontrato i sindacati."
    assert claims(text, "it")[-1].references == ()


def test_the_part_without_subject_has_the_full_name_beside_it() -> None:
    found = claims("Takeshi Iwaya è arrivato a Kiev. Ha incontrato il premier.", "it")
    (part,) = found[-1].parts
    assert (part.text, part.context) == ("Ha incontrato il premier", "Takeshi Iwaya")


def test_who_speaks_without_being_named_is_the_subject_before() -> None:
    text = "Takeshi Iwaya è arrivato a Kiev. Ha detto che il governo ha approvato la legge."
    found = claims(text, "it")[-1]
    assert (found.speaker, {part.speaker for part in found.parts}) == (
        "Takeshi Iwaya",
        {"Takeshi Iwaya"},
    )


def test_a_speaker_is_given_by_full_name() -> None:
    text = "Takeshi Iwaya è a Kiev. Iwaya ha detto che il governo ha approvato la legge."
    assert claims(text, "it")[-1].speaker == "Takeshi Iwaya"


FACT = {
    "statement": "Takeshi Iwaya ha firmato a Kiev l'accordo sulla sicurezza.",
    "event_date": "2024-11-16",
}


def verdict_of_last(text: str) -> tuple[Verdict, tuple[Reason, ...]]:
    report = check_text(text, facts=[FACT], date=date(2024, 11, 16), lang="it")
    last = report.assessments[-1]
    return last.verdict, last.reasons


def test_a_missing_subject_is_who_the_fact_names() -> None:
    text = "Takeshi Iwaya è in Ucraina. Ha firmato a Kiev l'accordo sulla sicurezza."
    assert verdict_of_last(text)[0] is Verdict.SUPPORTED


def test_a_fact_about_somebody_else_bears_nothing_out_for_a_missing_subject() -> None:
    text = "Fumio Kishida è in Ucraina. Ha firmato a Kiev l'accordo sulla sicurezza."
    assert verdict_of_last(text)[0] is Verdict.NOT_ENOUGH_INFO


def test_nothing_is_settled_for_one_of_two() -> None:
    text = (
        "Takeshi Iwaya e Fumio Kishida sono in Ucraina. "
        "Ha firmato a Kiev l'accordo sulla sicurezza."
    )
    assert verdict_of_last(text) == (Verdict.NOT_ENOUGH_INFO, (Reason.AMBIGUOUS,))


def test_a_title_beside_a_supported_clause_must_not_be_another_one() -> None:
    fact = {
        "statement": "Hanno firmato l'accordo l'ambasciatore Mario Neri e il sindaco Ugo Bianchi.",
        "event_date": "2024-11-16",
    }
    text = "Hanno firmato l'accordo Mario Neri e Ugo Bianchi, ministro della Difesa."
    report = check_text(text, facts=[fact], date=date(2024, 11, 16), lang="it")
    assert report.assessments[0].verdict is not Verdict.SUPPORTED


def test_a_relative_clause_is_held_against_whom_it_tells_of() -> None:
    fact = {
        "statement": "Ugo Bianchi è il presidente della Camera.",
        "valid_from": "2020-01-01",
    }
    text = "Mario Neri, che è il presidente della Camera, ha aperto la seduta a Torino."
    report = check_text(text, facts=[fact], date=date(2024, 11, 16), lang="it")
    assert report.assessments[0].verdict not in (Verdict.SUPPORTED, Verdict.PARTLY_SUPPORTED)


@pytest.mark.parametrize(
    ("lang", "text", "means"),
    [
        ("it", "Paolo Rossi è con Luca Bianchi. Il sindaco ha premiato Bianchi.", "Paolo Rossi"),
        ("en", "Paul Reed met Luke Carter. The mayor gave Carter a medal.", "Paul Reed"),
        ("it", "Paolo Rossi, Ugo Verdi e Luca Bianchi ridono. Il sindaco ha premiato Bianchi.", ""),
        ("it", "Paolo Rossi ha incontrato Luca Bianchi. Il sindaco ha parlato.", ""),
        (
            "en",
            "Mayor Ann Hill left. Paul Reed met Lee Carter. The mayor fined Carter.",
            "Ann Hill",
        ),
    ],
    ids=["other-of-two", "other-of-two-en", "three", "neither-again", "title-known"],
)
def test_a_title_may_mean_the_other_of_two(lang: str, text: str, means: str) -> None:
    titles = [r for r in claims(text, lang)[-1].references if r.kind is ReferenceKind.OFFICE]

    assert [r.means for r in titles] == ([means] if means else [])


@pytest.mark.parametrize("text", ["È", "Roma: è", "Il sindaco non è", "Era il", "She was"])
def test_a_sentence_cut_off_after_its_verb_is_read(text: str) -> None:
    lang = "en" if text.isascii() and text.startswith("She") else "it"

    assert [claim.text for claim in claims(f"Paolo Rossi è qui. {text}", lang)][-1] == text
