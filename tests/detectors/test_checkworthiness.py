"""How much a sentence asks for a check: an order, in any language, whatever is thrown at it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.detectors.cues import CHECKABLE, checkworthiness

REPORTS = [
    ("it", "Il tribunale di Bari ha condannato l'ex direttore a tre anni di carcere."),
    ("it", "Secondo la questura, nel 2023 i furti sono stati 1.240."),
    ("it", "La polizia ha arrestato due uomini nel porto di Ancona."),
    ("en", "The court in Leeds sentenced the former director to three years in prison."),
    ("en", "According to the police, 1,240 thefts were reported in 2023."),
    ("en", "The company closed its plant in Derby last year."),
    ("de", "Das Gericht verurteilte den früheren Direktor zu drei Jahren Haft."),
    ("de", "Nach Angaben der Polizei wurden 2023 rund 1.240 Diebstähle gemeldet."),
]
VIEWS = [
    ("it", "Ma è davvero una vergogna, e noi non possiamo far finta di niente!"),
    ("it", "Secondo me è il più brutto film che abbiate mai visto."),
    ("it", "Insomma, ci vuole un bel coraggio a chiamarla democrazia."),
    ("en", "But this is a shameful farce, and we all know it!"),
    ("en", "Frankly, I think you deserve much better than this awful mess."),
    ("en", "How absurd to call this freedom."),
    ("de", "Das ist doch einfach lächerlich, und wir alle wissen es!"),
    ("de", "Ich finde diese Entscheidung wirklich unverantwortlich."),
]


@pytest.mark.parametrize(("lang", "text"), REPORTS, ids=[text for _, text in REPORTS])
def test_a_report_is_checkable(lang: str, text: str) -> None:
    assert checkworthiness(text, lang) >= CHECKABLE


@pytest.mark.parametrize(("lang", "text"), VIEWS, ids=[text for _, text in VIEWS])
def test_a_view_is_not(lang: str, text: str) -> None:
    assert checkworthiness(text, lang) < CHECKABLE


@pytest.mark.parametrize(
    ("lang", "more", "less"),
    [
        ("it", "La giunta ha speso 3 milioni.", "La giunta ha speso molto."),
        ("it", "La spesa è cresciuta, ha detto Rossi.", "La spesa è cresciuta."),
        ("it", "«La città ha perso mille alberi»", "La città ha perso la sua anima"),
        ("en", "The council spent 3 million.", "The council spent far too much."),
        ("en", "Spending grew, Marsh said.", "Spending grew."),
        ("en", "The bill failed.", "The bill failed!"),
        ("de", "Die Stadt gab 3 Millionen aus.", "Die Stadt gab viel zu viel aus."),
    ],
)
def test_figures_sources_and_quotes_come_before_views(lang: str, more: str, less: str) -> None:
    assert checkworthiness(more, lang) > checkworthiness(less, lang)


def test_a_quote_that_spans_sentences_is_somebody_s() -> None:
    alone = checkworthiness("La fabbrica chiude.", "it")
    assert checkworthiness("«La fabbrica chiude.", "it") > alone
    assert checkworthiness("La fabbrica chiude.»", "it") > alone


def test_a_language_without_cues_is_ordered_by_figures_and_names() -> None:
    more = checkworthiness("Helsinki hade 675 000 invånare 2023, enligt Statistikcentralen.", "sv")
    assert more > checkworthiness("Det är en fin stad!", "sv")


@given(text=st.text(max_size=300), lang=st.sampled_from(["it", "en", "de", "xx"]))
def test_any_text_has_a_score(text: str, lang: str) -> None:
    assert 0 <= checkworthiness(text, lang) <= 1


@pytest.mark.parametrize("character", [*"«\"“!?.,'0a ", "più ", "is "])
def test_a_very_long_repetition_is_scored(character: str) -> None:
    assert 0 <= checkworthiness(character * (100_000 // len(character)), "it") <= 1
