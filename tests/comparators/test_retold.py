"""Statements rated false that a text may retell: which are looked at, and which never are."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from factcheck import check_text
from factcheck.comparators import slips
from factcheck.comparators.retold import RETOLD, rows_of
from factcheck.comparators.slip import Found
from factcheck.comparators.trees import Trees
from factcheck.model import Fact, Rating, Reason, Verdict
from tests.comparators.seen import DAY, pairs_beside

HOAX = "Il museo Elba di Brevia ha venduto in segreto i suoi quadri a un collezionista."
ANYTHING = Trees(features=(), trees=(), limit=0.0)


def may_be_retold(text: str, lang: str, statement: str = HOAX, of: str = "it") -> bool:
    hoax = Fact(id="hoax", statement=statement, lang=of, rating=Rating.FALSE)
    true = Fact(id="true", statement="The Elba museum in Brevia has 40 paintings.", lang="en")
    return any(True for _ in rows_of(Found(pairs_beside(text, [hoax, true], lang), [0.5, 0.4])))


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        pytest.param("it", "Il museo Elba ha venduto i suoi quadri, si dice.", id="italian"),
        pytest.param("en", "The Elba museum has sold its paintings, people say.", id="english"),
        pytest.param("fr", "Le musée Elba a vendu ses tableaux.", id="french"),
    ],
)
def test_a_rumour_in_other_words_is_looked_at(lang: str, text: str) -> None:
    assert may_be_retold(text, lang)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        pytest.param("en", "The Elba museum has not sold its paintings.", id="denied"),
        pytest.param(
            "it", "È una bufala che il museo Elba abbia venduto i suoi quadri.", id="hoax"
        ),
        pytest.param("it", "Il museo Giglio di Pontia ha venduto i suoi quadri.", id="another"),
        pytest.param("en", "The comet was seen in 1910.", id="something-else"),
    ],
)
def test_what_is_denied_or_of_another_is_never_retold(lang: str, text: str) -> None:
    assert not may_be_retold(text, lang)


def test_who_has_another_name_in_its_place_retells_nothing() -> None:
    hoax = "Nel dicembre 2018 la Lyra ha ceduto le navi alla Francia."
    assert not may_be_retold("A dicembre la Lyra ha ceduto le navi agli Stati Uniti.", "it", hoax)


def test_a_retold_rumour_is_refuted_as_rated_false() -> None:
    facts = [{"id": "hoax", "statement": HOAX, "lang": "it", "rating": "false"}]
    facts += [
        {"id": f"m{n}", "statement": f"The Giglio museum showed {n} paintings in hall {n}."}
        for n in range(2, 30)
    ]
    text = "The Elba museum has sold some of its paintings, people say in town."
    with patch.object(slips, "_trees", lambda: {RETOLD: ANYTHING}):
        report = check_text(text, facts=facts, date=DAY, lang="en", model="none")
    (found,) = report.assessments
    assert (found.verdict, found.reasons) == (Verdict.REFUTED, (Reason.RATED_FALSE,))
    with patch.object(slips, "_trees", dict):
        report = check_text(text, facts=facts, date=DAY, lang="en", model="none")
    assert report.assessments[0].verdict is Verdict.NOT_ENOUGH_INFO


@pytest.mark.parametrize(
    ("lang", "text", "rumour"),
    [
        pytest.param(
            "it",
            "Ada Corsi è sopravvissuta. Siede alla Camera.",
            "Ada Corsi si è dimessa dalla Camera",
            id="no-subject",
        ),
        pytest.param(
            "en",
            "Ada Corsi survived. She bought a villa.",
            "Ada Corsi bought a villa on the lake.",
            id="a-pronoun",
        ),
    ],
)
def test_whom_a_rumour_names_may_be_only_understood(lang: str, text: str, rumour: str) -> None:
    facts = [
        {"statement": rumour, "lang": lang, "rating": "false"},
        {"statement": "L'operaia Ada Corsi è l'unica superstite del gruppo", "lang": "it"},
        {"statement": "Ada Corsi è stata eletta alla Camera nel 2006", "lang": "it"},
    ]
    _, told = check_text(text, facts=facts, lang=lang, date=DAY).assessments
    assert told.verdict is not Verdict.SUPPORTED
