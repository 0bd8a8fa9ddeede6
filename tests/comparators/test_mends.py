"""One thing in another's place, whatever the wording: what is worth asking a model about."""

from __future__ import annotations

from datetime import date

import pytest

from factcheck.model import Fact, Interval, Mend
from tests.comparators.test_ground import ground, matches

FERRY = "The Elba ferry sank off Genoa on 3 May 2019 with 40 passengers."


def mends(text: str, statement: str, lang: str = "en") -> tuple[Mend, ...]:
    return ground(text, statement, lang=lang).mends


@pytest.mark.parametrize(
    ("lang", "text", "statement", "expected"),
    [
        pytest.param(
            "en", "The Elba ferry went down off Genoa on 3 May 2019 with 60 passengers.", FERRY,
            ("quantity", "60", "40"), id="figure",
        ),
        pytest.param(
            "en", "The Elba ferry went down off Genoa on 9 May 2019 with 40 passengers.", FERRY,
            ("date", "9 May 2019", "3 May 2019"), id="day",
        ),
        pytest.param(
            "it", "Il traghetto Elba è colato a picco il 3 maggio 2019 con 60 passeggeri.",
            "Il 3 maggio 2019 il traghetto Elba affondò con 40 passeggeri.",
            ("quantity", "60", "40"), id="figure-italian",
        ),
    ],
)  # fmt: skip
def test_what_the_fact_says_in_its_place_may_put_it_right(
    lang: str, text: str, statement: str, expected: tuple[str, str, str]
) -> None:
    found = {(m.kind.value, m.claim_text, m.fact_text) for m in mends(text, statement, lang)}
    assert expected in found


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        pytest.param(
            "The Elba ferry sank off Genoa with 60 passengers.",
            "Ada Corsi said that the Elba ferry had sunk off Genoa with 40 passengers.",
            id="somebody-the-text-never-names",
        ),
        pytest.param(
            "Ada Corsi announced it on 9 March 2020.",
            "Ada Corsi said on 11 March 2020 that 25 billion euros would be set aside.",
            id="only-that-somebody-spoke",
        ),
        pytest.param(
            "Paul Marsh graduated with Rosa Bianchi in 1970.",
            "Rosa Bianchi graduated in 1958.",
            id="who-acts-there-is-only-with-who-acts-here",
        ),
        pytest.param(
            "The Elba ferry did not sink with 60 passengers.",
            "The Elba ferry sank with 40 passengers.",
            id="denied-on-one-side",
        ),
        pytest.param(
            "Exports to France rose by 4% in May 2019.",
            "Exports to Japan rose by 7% in May 2019.",
            id="another-country",
        ),
    ],
)
def test_other_events_are_not_asked_about(text: str, statement: str) -> None:
    assert mends(text, statement) == ()


def day(year: int) -> Interval:
    return Interval(start=date(year, 1, 1), end=date(year, 1, 1))


@pytest.mark.parametrize(
    ("until", "asked"), [pytest.param(2019, False, id="over"), pytest.param(2030, True, id="holds")]
)
def test_a_state_is_asked_about_while_it_holds(until: int, asked: bool) -> None:
    fact = Fact(
        id="f",
        statement="Rosa Bianchi is the head of the Elba Society.",
        lang="en",
        valid_from=day(2011),
        valid_to=day(until),
    )
    text = "The boss at the Elba Society is Paul Marsh."
    found = matches(text, fact, day=date(2024, 5, 2))[0].ground
    assert found is not None
    assert bool(found.mends) is asked


def test_a_date_is_written_as_the_part_would_write_it() -> None:
    (found,) = mends("The Elba ferry went down off Genoa on 9 May 2019 with 40 passengers.", FERRY)
    assert found.written == "May 3, 2019"


def test_what_rules_refute_is_not_asked_about() -> None:
    assert mends("The Elba ferry sank off Naples on 3 May 2019 with 40 passengers.", FERRY) == ()
