from __future__ import annotations

import csv
from itertools import groupby, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.analysis.quantities.mentions import compatible, figures_in, find_quantities
from factcheck.errors import UnknownComponentError
from factcheck.model import Bound, Quantity, Span
from tests.steps import assert_linear

COLUMNS = ("unit", "dimension", "bound", "of", "per")
TABLES = ("quantities_before_code.tsv", "quantities_more.tsv", "quantities_newsroom.tsv")


"""The first example of a language reads its tables."""
LANGUAGES = ("it", "en", "fr", "de", "es", "pt")

Rows = tuple[dict[str, str], ...]


def _sentences() -> list[Rows]:
    """Return the rows of the tables, grouped by sentence: one row for each amount in it."""
    rows: list[dict[str, str]] = []
    for name in TABLES:
        with (Path(__file__).parent / name).open(encoding="utf-8") as file:
            rows.extend(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [tuple(same) for _, same in groupby(rows, key=lambda r: (r["lang"], r["sentence"]))]


def _shown(quantity: Quantity) -> tuple[str, ...]:
    return (
        quantity.text,
        *(f"{value:.6g}" for value in (quantity.low, quantity.high, quantity.step)),
        quantity.unit,
        quantity.dimension,
        quantity.bound,
        ",".join(quantity.of),
        quantity.per,
    )


def _expected(row: dict[str, str]) -> tuple[str, ...]:
    numbers = (f"{float(row[key]):.6g}" for key in ("low", "high", "step"))
    return (row["text"], *numbers, *(row[key] for key in COLUMNS))


@pytest.mark.parametrize("rows", _sentences(), ids=lambda rows: rows[0]["sentence"])
def test_table_of_quantities(rows: Rows) -> None:
    found = find_quantities(rows[0]["sentence"], rows[0]["lang"])
    assert [_shown(one) for one in found] == [_expected(row) for row in rows if row["text"]]


@pytest.mark.parametrize(
    ("langs", "least"),
    [(("it",), 80), (("en",), 50), (("fr", "de", "es", "pt"), 20)],
    ids=["Italian", "English", "others"],
)
def test_table_holds_enough_expressions(langs: tuple[str, ...], least: int) -> None:
    rows = [row for rows in _sentences() for row in rows if row["text"]]
    assert sum(row["lang"] in langs for row in rows) >= least


def _one(text: str, lang: str = "it") -> Quantity:
    (quantity,) = find_quantities(text, lang)
    return quantity


@pytest.mark.parametrize(
    ("text", "lang", "values"),
    [
        ("Il tasso è salito dal 3 al 5 per cento.", "it", [3.0, 5.0]),
        ("The rate rose from 3 to 5 percent.", "en", [3.0, 5.0]),
        ("La quota è scesa da 2,5% a 1,5%.", "it", [2.5, 1.5]),
        ("They sold three and five million copies.", "en", [3e6, 5e6]),
    ],
    ids=["it change", "en change", "it fall", "list"],
)
def test_change_and_list_stay_two_amounts(text: str, lang: str, values: list[float]) -> None:
    found = find_quantities(text, lang)
    assert [quantity.low for quantity in found] == values
    assert len({quantity.unit for quantity in found}) == 1
    assert all(quantity.bound is Bound.EXACT for quantity in found)


@pytest.mark.parametrize(
    ("text", "lang", "value"),
    [
        ("Sono 1.500 auto.", "it", 1500.0),
        ("Sono 1,500 metri.", "it", 1.5),
        ("It has 1,500 cars.", "en", 1500.0),
        ("It is 1.500 metres.", "en", 1.5),
        ("Sono 1.234.567 auto.", "it", 1234567.0),
        ("It has 1.234.567 cars.", "en", 1234567.0),
        ("Sono 0,7 metri.", "it", 0.7),
        ("Sono 0.7 metri.", "it", 0.7),
        ("Sono 12\u00a0500 auto.", "it", 12500.0),
        ("Sono 12\u202f500 auto.", "it", 12500.0),
        ("Sono 12'500 auto.", "it", 12500.0),
    ],
    ids=lambda value: str(value),
)
def test_separators_follow_the_language(text: str, lang: str, value: float) -> None:
    assert _one(text, lang).low == value


def test_other_locale_in_the_text_decides_a_doubtful_separator() -> None:
    found = find_quantities("Le auto sono 1,234,567 e le moto 1,500 in tutto.", "it")
    assert [quantity.low for quantity in found] == [1234567.0, 1500.0]


@pytest.mark.parametrize(
    ("document", "lang", "values"),
    [
        ("Il prezzo era di 1,234,567 dollari.", "it", [1500.0, 2.5]),
        ("The count reached 1.234.567 in May.", "en", [2.5, 1500.0]),
        ("Il tasso è al 3,5 per cento.", "it", [1.5, 2500.0]),
        ("Il tasso è al 3,5%, l'indice a 1,234.56.", "it", [2500.0]),
        ("Si parte alle 10.30 con la versione 4.2.", "it", [1.5, 2500.0]),
    ],
    ids=["foreign in Italian", "foreign in English", "own", "both ways", "clock and version"],
)
def test_the_figures_of_the_document_decide_a_doubtful_one(
    document: str, lang: str, values: list[float]
) -> None:
    text = {"it": "Sono 1,500 metri e 2.500 metri.", "en": "It is 2,500 feet, 1.500 metres."}[lang]
    found = find_quantities(text, lang, figures=figures_in(document, lang))
    assert [quantity.low for quantity in found] == values


def test_skipped_spans_give_no_amount() -> None:
    text = "Nel 2020 sono nati 300 cervi."
    (quantity,) = find_quantities(text, "it", skip=[Span(start=4, end=8)])
    assert quantity.text == "300"


def test_amount_per_population() -> None:
    quantity = _one("Sono 12 casi ogni 100.000 abitanti.")
    assert (quantity.low, quantity.of, quantity.per) == (12.0, ("casi",), "100000")


@pytest.mark.parametrize(
    ("claim", "fact", "expected"),
    [
        ("circa 3 milioni", "2,9 milioni", True),
        ("oltre 3 milioni", "3,2 milioni", True),
        ("oltre 3 milioni", "2,9 milioni", False),
        ("oltre 3 milioni", "30 milioni", None),
        ("58,9 milioni", "59 milioni", True),
        ("59 milioni", "58,9 milioni", True),
        ("58,9 milioni", "57 milioni", False),
        ("0,7%", "7%", False),
        ("0,7%", "0,7 per cento", True),
        ("2 soldati", "3 soldati", False),
        ("12 soldati", "12 soldati", True),
        ("300.000 auto", "298.412 auto", None),
        ("300.000 auto", "250.000 auto", False),
        ("almeno 40 auto", "45 auto", True),
        ("meno di 40 auto", "45 auto", False),
        ("fino a 40 auto", "38 auto", True),
        ("120 auto", "oltre 100 auto", None),
        ("90 auto", "oltre 100 auto", False),
        ("oltre 100 auto", "oltre 120 auto", True),
        ("un terzo", "33%", True),
        ("un terzo", "45%", False),
        ("metà", "48,5%", True),
        ("1.500 metri", "1,5 chilometri", True),
        ("1.500 metri", "15 chilometri", False),
        ("25 punti base", "0,25 punti percentuali", True),
        ("3 miliardi di euro", "3 miliardi di dollari", None),
        ("5%", "5 punti percentuali", None),
        ("10 euro al giorno", "10 euro al mese", None),
        ("10,1%", "10,1% su base annua", True),
        ("9%", "10,1% su base annua", None),
        ("tra 3 e 5 milioni", "4 milioni", True),
        ("tra 3 e 5 milioni", "8 milioni", False),
        ("un italiano su quattro", "25%", True),
        ("un italiano su quattro", "40%", False),
        ("due ragazzi su cinque", "40 per cento", True),
        ("mezzo milione di auto", "500.000 auto", True),
        ("58,9 milioni", "58.900.000", True),
        ("58,9 milioni", "59,8 milioni", False),
        ("3,5%", "3,50%", True),
        ("2,9 mila miliardi", "2.900 miliardi", True),
        ("mille miliardi di euro", "1,02 migliaia di euro", False),
        ("9,7 per mille", "0,97%", True),
        ("9,7 per mille", "9,7%", False),
        ("-0,3%", "0,3%", None),
        ("-0,3%", "0,6%", False),
        ("-0,3%", "-0,3 per cento", True),
        ("meno 3 gradi", "3 gradi", False),
        ("5 punti base", "5%", None),
        ("85 casi per 100.000 abitanti", "85 casi ogni 100mila abitanti", True),
        ("85 casi per 100.000 abitanti", "85 casi ogni mille abitanti", None),
        ("tre ore e mezza", "210 minuti", True),
    ],
    ids=lambda value: str(value),
)
def test_compatible_reads_precision_and_bound(claim: str, fact: str, expected: bool | None) -> None:
    assert compatible(_one(f"Sono {claim}."), _one(f"Sono {fact}.")) is expected


def test_scores_and_ranks_must_be_the_same() -> None:
    won, lost = _one("Ha vinto 3-1."), _one("Ha perso 1-3.")
    assert compatible(won, won) is True
    assert compatible(won, lost) is None
    assert compatible(won, _one("Ha vinto 3-0.")) is False


def test_over_the_months_is_no_bound() -> None:
    assert _one("Prices rose over the 12 months.", "en").bound is Bound.EXACT


def test_unknown_language_is_named() -> None:
    with pytest.raises(UnknownComponentError):
        find_quantities("3 %", "xx")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "piece",
    ["1", ".", ",", "-", "%", "$", "a", "'", "(", " ", "\u0301", "½", "º", "/"],
)
def test_one_character_repeated_costs_as_much_as_it_is_long(piece: str, lang: str) -> None:
    assert_linear(lambda text: find_quantities(text, lang), piece)


PIECES = st.sampled_from(
    [
        "3",
        "1.500",
        "2,5",
        "milioni",
        "di",
        "euro",
        "%",
        "tra",
        "e",
        "mezzo",
        "un",
        "terzo",
        "su",
        "dieci",
        "-",
        "million",
        "half",
        "a",
        "one",
        "in",
        "four",
        "$",
        "per",
        "€",
        "16",
        "'",
        ".",
        "è",
    ]
)


@given(st.lists(PIECES, max_size=12), st.sampled_from(LANGUAGES))
def test_spans_slice_back_and_do_not_overlap(pieces: list[str], lang: str) -> None:
    text = " ".join(pieces)
    found = find_quantities(text, lang)
    assert all(quantity.span.slice(text) == quantity.text for quantity in found)
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))


@given(st.text(max_size=60), st.sampled_from(LANGUAGES))
def test_any_text_is_read(text: str, lang: str) -> None:
    assert all(quantity.text for quantity in find_quantities(text, lang))


@given(st.floats(0.1, 1e9), st.sampled_from(list(Bound)))
def test_an_amount_never_contradicts_itself(value: float, bound: Bound) -> None:
    quantity = Quantity(
        span=Span(start=0, end=1), text="x", low=value, high=value, step=value / 10, bound=bound
    )
    assert compatible(quantity, quantity) is True
