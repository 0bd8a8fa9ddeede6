"""From a text and a handful of facts to verdicts, in Italian and English."""

from __future__ import annotations

from datetime import date

import pytest

from factcheck import verifier
from factcheck.api import check_text
from factcheck.model import Assessment, Report

DAY = date(2024, 11, 16)
FACTS: dict[str, list[dict[str, str]]] = {
    "it": [
        {"id": "plant", "statement": "L'impianto di Terni è stato chiuso nel 2011."},
        {
            "id": "spending",
            "statement": "Nel 2023 la Regione Umbria ha speso 3 milioni di euro per le scuole.",
        },
        {
            "id": "jobs",
            "statement": "Nel 2023 la disoccupazione in Umbria è diminuita del 2%.",
        },
        {"id": "bridge", "statement": "Il ponte di Todi è lungo 120 metri."},
        {
            "id": "old_mayor",
            "statement": "Carlo Fanti è il sindaco di Perugia.",
            "valid_from": "2015-06-01",
            "valid_to": "2022-05-31",
        },
        {
            "id": "new_mayor",
            "statement": "Anna Sereni è la sindaca di Perugia.",
            "valid_from": "2022-06-01",
        },
        {
            "id": "rumour",
            "statement": "Il vaccino contro l'influenza contiene microchip.",
            "rating": "false",
        },
        {
            "id": "treaty",
            "statement": "Italia e Albania hanno firmato il trattato a Tirana il 5 marzo 2024.",
        },
    ],
    "en": [
        {"id": "plant", "statement": "The steel plant in Terni was closed in 2011."},
        {
            "id": "spending",
            "statement": "In 2023 the Umbria region spent 3 million euros on schools.",
        },
        {"id": "jobs", "statement": "Unemployment in Umbria fell by 2% in 2023."},
        {"id": "bridge", "statement": "The Todi bridge is 120 metres long."},
        {
            "id": "old_mayor",
            "statement": "Carlo Fanti is the mayor of Perugia.",
            "valid_from": "2015-06-01",
            "valid_to": "2022-05-31",
        },
        {
            "id": "new_mayor",
            "statement": "Anna Sereni is the mayor of Perugia.",
            "valid_from": "2022-06-01",
        },
        {"id": "rumour", "statement": "The flu vaccine contains microchips.", "rating": "false"},
        {
            "id": "treaty",
            "statement": "Italy and Albania signed the treaty in Tirana on 5 March 2024.",
        },
    ],
}
OPEN = "not_enough_info"

CASES = [
    # the fact again
    ("it", "L'impianto di Terni è stato chiuso nel 2011.", "supported", ""),
    ("it", "Nel 2023 la Regione Umbria ha speso 3 milioni di euro per le scuole.", "supported", ""),
    ("it", "Nel 2023 la disoccupazione in Umbria è calata del 2%.", "supported", ""),
    ("it", "Il ponte di Todi è lungo 120 metri.", "supported", ""),
    ("it", "Anna Sereni è la sindaca di Perugia.", "supported", ""),
    ("en", "The steel plant in Terni was closed in 2011.", "supported", ""),
    ("en", "In 2023 the Umbria region spent 3 million euros on schools.", "supported", ""),
    ("en", "Unemployment in Umbria declined by 2% in 2023.", "supported", ""),
    ("en", "The Todi bridge is 120 metres long.", "supported", ""),
    ("en", "Anna Sereni is the mayor of Perugia.", "supported", ""),
    # one thing changed
    ("it", "L'impianto di Terni non è stato chiuso nel 2011.", "refuted", "negation"),
    ("it", "L'impianto di Terni è stato chiuso nel 2013.", "refuted", "date"),
    ("it", "Nel 2023 la Regione Umbria ha speso 5 milioni di euro per le scuole.", "refuted",
     "quantity"),
    ("it", "Nel 2023 la Regione Umbria ha speso 3 miliardi di euro per le scuole.", "refuted",
     "quantity"),
    ("it", "Nel 2023 la Regione Umbria ha speso 3 milioni di dollari per le scuole.", "refuted",
     "unit"),
    ("it", "Nel 2023 la disoccupazione in Umbria è aumentata del 2%.", "refuted", "direction"),
    ("it", "Il ponte di Todi è lungo 120 chilometri.", "refuted", "unit"),
    ("it", "Carlo Fanti è il sindaco di Perugia.", "refuted", "outdated"),
    ("it", "Il vaccino contro l'influenza contiene microchip.", "refuted", "rated_false"),
    ("it", "Italia e Albania hanno firmato il trattato a Tirana il 7 marzo 2024.", "refuted",
     "date"),
    ("en", "The steel plant in Terni was not closed in 2011.", "refuted", "negation"),
    ("en", "The steel plant in Terni was closed in 2013.", "refuted", "date"),
    ("en", "In 2023 the Umbria region spent 5 million euros on schools.", "refuted", "quantity"),
    ("en", "In 2023 the Umbria region spent 3 billion euros on schools.", "refuted", "quantity"),
    ("en", "In 2023 the Umbria region spent 3 million dollars on schools.", "refuted", "unit"),
    ("en", "Unemployment in Umbria rose by 2% in 2023.", "refuted", "direction"),
    ("en", "The Todi bridge is 120 kilometres long.", "refuted", "unit"),
    ("en", "Carlo Fanti is the mayor of Perugia.", "refuted", "outdated"),
    ("en", "The flu vaccine contains microchips.", "refuted", "rated_false"),
    ("en", "Italy and Albania signed the treaty in Tirana on 7 March 2024.", "refuted", "date"),
    # another event, place or person: the table does not settle it
    ("it", "Il ponte di Gubbio è lungo 80 metri.", OPEN, ""),
    ("it", "Nel 2022 la Regione Umbria ha speso 2 milioni di euro per gli ospedali.", OPEN, ""),
    ("it", "L'impianto di Narni è stato chiuso nel 1998.", OPEN, ""),
    ("it", "Nel 2023 la disoccupazione in Toscana è aumentata del 2%.", OPEN, ""),
    ("it", "Carlo Fanti non è il sindaco di Perugia.", OPEN, ""),
    ("it", "Il governo ha aperto una nuova scuola.", OPEN, ""),
    ("en", "The Gubbio bridge is 80 metres long.", OPEN, ""),
    ("en", "In 2022 the Umbria region spent 2 million euros on hospitals.", OPEN, ""),
    ("en", "The steel plant in Narni was closed in 1998.", OPEN, ""),
    ("en", "Unemployment in Tuscany rose by 2% in 2023.", OPEN, ""),
    ("en", "Carlo Fanti is not the mayor of Perugia.", OPEN, ""),
    # nothing to check
    ("it", "Penso che la legge sia sbagliata.", "not_checkable", "opinion"),
    ("en", "When will the museum reopen?", "not_checkable", "question"),
]  # fmt: skip


def check(text: str, lang: str, day: date | None = DAY) -> Report:
    return check_text(text, facts=FACTS[lang], date=day, lang=lang)


def first(text: str, lang: str, day: date | None = DAY) -> Assessment:
    return check(text, lang, day).assessments[0]


@pytest.mark.parametrize(
    ("lang", "text", "verdict", "reason"), CASES, ids=[f"{row[0]}: {row[1]}" for row in CASES]
)
def test_verdict(lang: str, text: str, verdict: str, reason: str) -> None:
    decided = first(text, lang)
    assert decided.verdict.value == verdict
    if reason:
        assert [r.value for r in decided.reasons] == [reason]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("it", "Il vaccino contro l'influenza non contiene microchip."),
        ("en", "The flu vaccine does not contain microchips."),
    ],
)
def test_denying_a_rumour_is_never_refuted(lang: str, text: str) -> None:
    assert first(text, lang).verdict.value in ("supported", OPEN)


def test_an_office_is_judged_on_the_day_of_the_text() -> None:
    text = "Carlo Fanti è il sindaco di Perugia."
    assert first(text, "it", date(2020, 3, 1)).verdict.value == "supported"
    assert first(text, "it", date(2024, 3, 1)).verdict.value == "refuted"


def test_an_office_without_any_date_stays_open() -> None:
    decided = first("Carlo Fanti è il sindaco di Perugia.", "it", None)
    assert (decided.verdict.value, decided.reasons[0].value) == (OPEN, "undated")


def test_the_fact_it_rests_on_is_shown() -> None:
    (match,) = first("L'impianto di Terni è stato chiuso nel 2013.", "it").parts[0].matches
    assert match.fact.id == "plant"
    clash = next(c for c in match.comparisons if c.name == "date")
    assert (clash.claim_text[-4:], clash.fact_text[-4:]) == ("2013", "2011")


def test_the_same_input_gives_the_same_report() -> None:
    text = " ".join(text for lang, text, _, _ in CASES if lang == "it")
    assert check(text, "it") == check(text, "it")


def test_the_order_of_the_facts_does_not_matter() -> None:
    text = " ".join(text for lang, text, _, _ in CASES if lang == "en")
    turned = check_text(text, facts=FACTS["en"][::-1], date=DAY, lang="en")
    assert turned == check(text, "en")


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_the_size_of_a_batch_does_not_matter(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n\n".join(text for lang, text, _, _ in CASES if lang == "en")
    usual = check(text, "en")
    monkeypatch.setattr(verifier, "BATCH", size)
    assert check(text, "en") == usual


def test_a_place_named_earlier_does_not_replace_the_one_at_hand() -> None:
    text = (
        "Unemployment in Umbria fell by 2% in 2023.\n\nUnemployment in Tuscany rose by 2% in 2023."
    )
    assert [a.verdict.value for a in check(text, "en").assessments] == ["supported", OPEN]


def test_without_facts_nothing_is_settled() -> None:
    report = check_text("L'impianto di Terni è stato chiuso nel 2011.", facts=[], lang="it")
    assert report.summary["not_enough_info"] == report.summary["claims"] == 1


def test_reported_content_keeps_its_speaker() -> None:
    decided = first(
        "Il ministro Takeshi Iwaya ha detto che l'impianto di Terni è stato chiuso nel 2013.", "it"
    )
    assert decided.verdict.value == "refuted"
    assert decided.claim.speaker == "Takeshi Iwaya"
