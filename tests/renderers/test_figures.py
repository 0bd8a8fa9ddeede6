"""Figures as a reader of extracted claims sees them."""

from __future__ import annotations

import pytest

from factcheck.analysis.analyse import analyse
from factcheck.analysis.units import units
from factcheck.model import Quantity, Span
from factcheck.renderers.display import display
from factcheck.renderers.figures import figure, reading


def _shown(text: str, lang: str) -> list[str]:
    return [figure(display(lang), one) for one in analyse(text, lang).quantities]


@pytest.mark.parametrize(
    ("lang", "text", "shown"),
    [
        ("it", "Mancano dieci anni.", "dieci anni → 10 anni"),
        ("it", "Restano quattro persone.", "quattro persone → 4 persone"),
        ("it", "Costa 37,5 milioni di euro.", "37,5 milioni di euro → 37.500.000 €"),
        ("it", "Vale quasi il 40%.", "quasi il 40% → ≈ 40%"),
        ("it", "Un italiano su tre lo fa.", "Un italiano su tre → 33,333%"),
        ("it", "Guadagna due punti percentuali.", "due punti percentuali → 2 punti percentuali"),
        ("it", "Corre a 120 km/h.", "120 km/h"),
        ("en", "It lasted ten years.", "ten years → 10 years"),
        ("en", "It killed four people.", "four people → 4 people"),
        ("en", "It rose by more than 8,700.", "more than 8,700 → > 8,700"),
        ("en", "It costs £1.4bn.", "£1.4bn → £ 1,400,000,000"),
        ("en", "It is between 1.5% and 2%.", "between 1.5% and 2% → 1.5–2%"),
    ],
)
def test_a_figure_is_told_in_words_a_reader_knows(lang: str, text: str, shown: str) -> None:
    assert _shown(text, lang) == [shown]


def test_a_figure_read_as_it_is_written_is_told_once() -> None:
    assert _shown("Ci sono 14 associazioni.", "it") == ["14"]


@pytest.mark.parametrize("unit", units())
@pytest.mark.parametrize("lang", ["it", "en"])
def test_no_unit_is_shown_by_its_inner_name(lang: str, unit: str) -> None:
    quantity = Quantity(span=Span(start=0, end=1), text="?", low=3, high=3, step=1, unit=unit)
    shown = reading(display(lang), quantity)

    assert "_" not in shown
    assert "-" not in shown
