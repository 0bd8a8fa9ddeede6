"""The cost of reading a text grows with its length alone: counted in steps, not in seconds."""

from __future__ import annotations

import pytest

from factcheck import extract_text
from factcheck.analysis.analyse import analyse
from tests.steps import MOST, steps

SENTENCES = {
    "it": (
        "Nel marzo del {year} il porto di Trieste ha spostato {n},5 milioni di tonnellate, ha "
        "detto il presidente Paolo Rossi{who}, che aveva chiesto «più spazio per le navi»."
    ),
    "en": (
        "In March {year} the port of Hull moved {n}.5 million tonnes, said its chairman Paul "
        "Smith{who}, who had asked for “more room for the ships” last year."
    ),
}
UNITS = {
    "bracket": "(",
    "quote": "«",
    "straight quote": '"',
    "letter": "a",
    "digit": "1",
    "initials": "A. ",
    "dates": "3 maggio ",
    "ranges": "dal 3 al ",
    "names": "Mario Rossi, ",
    "shares": "3 per cento ",
    "amounts": "un milione ",
    "negations": "non ",
    "reports": "ha detto che ",
    "openings": "ha detto: «",
    "titles": "il ministro ",
    "brackets": "(a ",
    "notes": "fine.[3] ",
    "apposed": "il ministro, Ada Re, ",
    "deadlines": "entro la fine di ",
    "commas": "alto, ",
    "sources": "secondo Rossi, ",
    "asides": "che è, ",
    "dashes": "– ha detto – ",
    "capitals": "ROMA DICE ",
    "nested": '«\u201c"',
}


def _steps(text: str, lang: str) -> int:
    """Return the steps of extraction with no analysis kept."""
    analyse.cache_clear()
    return steps(lambda: extract_text(text, lang=lang))


def _sentences(lang: str, count: int) -> str:
    """Return sentences of seven people: of more, so many are remembered and no more."""
    return " ".join(
        SENTENCES[lang].format(n=n, who="ABCDEFG"[n % 7], year=1900 + n % 120) for n in range(count)
    )


@pytest.mark.parametrize("lang", SENTENCES)
def test_ten_times_the_sentences_take_at_most_twelve_times_the_steps(lang: str) -> None:
    _steps(_sentences(lang, 3), lang)  # dictionaries and patterns are loaded once
    small, large = (_steps(_sentences(lang, count), lang) for count in (30, 300))

    assert large <= MOST * small


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
@pytest.mark.parametrize("lang", SENTENCES)
def test_one_sentence_ten_times_as_long_takes_at_most_twelve_times_the_steps(
    unit: str, lang: str
) -> None:
    _steps(unit * 3, lang)
    small, large = (_steps("Roma " + unit * (size // len(unit)), lang) for size in (2_000, 20_000))

    assert large <= MOST * small
