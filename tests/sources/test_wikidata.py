"""What statements of Wikidata become: worded, dated, with their references; or left out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from factcheck import Verdict, check_text
from factcheck.model import Fact, Interval
from tests.net.server import Days, Site
from tests.sources.wikibase import (
    BUREAU,
    DEAD,
    MAYOR,
    NONE,
    OFFICE,
    SINCE,
    TERM,
    TOWER,
    TOWN,
    UNKNOWN,
    Service,
    amount,
    entity,
    item,
    moment,
    reading,
    snak,
    statement,
)


def one(
    service: Service, site: Site, days: Days, about: str, *given: Any, **asked: Any
) -> list[Fact]:
    """Return the facts of Torre Salina when it has these statements of one property."""
    labels = asked.pop("labels", {"it": "Torre Salina"})
    service.entities[TOWN] = entity(TOWN, {about: list(given)}, **labels)
    source = reading(site, days, **asked)
    facts = list(source)
    assert not source.skipped, source.skipped
    return facts


def left_out(
    service: Service, site: Site, days: Days, about: str, *given: Any, **labels: str
) -> str:
    """Return why the statement becomes no fact."""
    service.entities[TOWN] = entity(
        TOWN, {about: list(given)}, **(labels or {"it": "Torre Salina"})
    )
    source = reading(site, days)
    assert list(source) == []
    (row,) = source.skipped
    return row.problem


def day(year: int, month: int, number: int) -> Interval:
    return Interval(start=date(year, month, number), end=date(year, month, number))


# -- statements ----------------------------------------------------------------------------------


def test_an_office_has_its_time_and_its_references(
    site: Site, days: Days, service: Service
) -> None:
    first = {"P854": snak("https://comune.example/1"), "P813": moment("2024-03-05")}
    second = {"P248": item(BUREAU), "P813": moment("2024-07-00", 10), "P577": moment("2023-01-09")}
    held = statement(
        MAYOR, item(OFFICE), "preferred", first, second,
        P580=moment("2019-06-10"), P582=moment("2024-06-00", 10), P1366=item(DEAD),
    )  # fmt: skip
    service.entities[MAYOR] = entity(MAYOR, {"P39": [held]}, mul="Lia Ferri")
    (fact,) = reading(site, days, MAYOR)
    assert fact == Fact(
        id=f"{MAYOR}$0A-1B:it",
        statement="Lia Ferri è sindaco di Torre Salina.",
        lang="it",
        sources=("Wikidata", "Ufficio di statistica"),
        urls=("https://www.wikidata.org/wiki/Q9002#P39", "https://comune.example/1"),
        published=day(2023, 1, 9),
        checked=Interval(start=date(2024, 7, 1), end=date(2024, 7, 31)),
        valid_from=day(2019, 6, 10),
        valid_to=Interval(start=date(2024, 6, 1), end=date(2024, 6, 30)),
        topics=("office",),
        note="rank preferred",
    )


WORDED = [
    ("P39", statement("a", item(OFFICE), P580=moment("2019-06-10")),
     "Torre Salina è sindaco di Torre Salina.", "Torre Salina is mayor of Torre Salina."),
    ("P6", statement("a", item(MAYOR), P580=moment("2019-00-00", 9)),
     "Lia Ferri è il capo del governo di Torre Salina.",
     "Lia Ferri is the head of government of Torre Salina."),
    ("P1082", statement("a", amount("+12500"), P585=moment("2021-10-11")),
     "Torre Salina aveva 12.500 abitanti l'11 ottobre 2021.",
     "Torre Salina had a population of 12,500 on 11 October 2021."),
    ("P1082", statement("a", amount("+1250000"), P585=moment("2021-00-00", 9)),
     "Torre Salina aveva 1.250.000 abitanti nel 2021.",
     "Torre Salina had a population of 1,250,000 in 2021."),
    ("P1082", statement("a", amount("+12500"), P585=moment("2021-04-01")),
     "Torre Salina aveva 12.500 abitanti il 1° aprile 2021.",
     "Torre Salina had a population of 12,500 on 1 April 2021."),
    ("P2048", statement("a", amount("+98.50", "Q11573")),
     "Torre Salina è alto 98,5 metri.", "Torre Salina is 98.5 metres tall."),
    ("P2043", statement("a", amount("+1", "Q828224")),
     "Torre Salina è lungo 1 chilometro.", "Torre Salina is 1 kilometre long."),
    ("P2044", statement("a", amount("+1820", "Q11573", upperBound="+1821", lowerBound="+1819")),
     "Torre Salina si trova a 1.820 metri sul livello del mare.",
     "Torre Salina stands 1,820 metres above sea level."),
    ("P2046", statement("a", amount("+301.5", "Q712226")),
     "Torre Salina ha una superficie di 301,5 chilometri quadrati.",
     "Torre Salina has an area of 301.5 square kilometres."),
    ("P569", statement("a", moment("1950-05-03")),
     "Torre Salina è nato il 3 maggio 1950.", "Torre Salina was born on 3 May 1950."),
    ("P571", statement("a", moment("1899-00-00", 9, "Q1985786")),
     "Torre Salina è stato fondato nel 1899.", "Torre Salina was founded in 1899."),
    ("P1619", statement("a", moment("2021-05-00", 10)),
     "Torre Salina è stato inaugurato nel maggio 2021.", "Torre Salina was opened in May 2021."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("about", "given", "italian", "english"),
    WORDED,
    ids=[f"{n}-{w[0]}" for n, w in enumerate(WORDED)],
)
def test_statements_are_worded_in_both_languages(
    about: str, given: Any, italian: str, english: str, site: Site, days: Days, service: Service
) -> None:
    service.entities[MAYOR] = entity(MAYOR, mul="Lia Ferri")
    labels = {"it": "Torre Salina", "en": "Torre Salina"}
    facts = one(service, site, days, about, given, langs=("it", "en"), labels=labels)
    assert [(f.lang, f.statement) for f in facts] == [("it", italian), ("en", english)]


@pytest.mark.parametrize(
    ("about", "given", "italian", "english"), WORDED, ids=[w[3] for w in WORDED]
)
def test_statements_are_read_as_they_are_meant(
    about: str, given: Any, italian: str, english: str, site: Site, days: Days, service: Service
) -> None:
    """A text that says what the fact says is supported, at a time at which it holds."""
    service.entities[MAYOR] = entity(MAYOR, mul="Lia Ferri")
    labels = {"it": "Torre Salina", "en": "Torre Salina"}
    facts = one(service, site, days, about, given, langs=("it", "en"), labels=labels)
    for fact, text in zip(facts, (italian, english), strict=True):
        report = check_text(text, facts=[fact], date=date(2022, 3, 1), lang=fact.lang, model="none")
        assert report.assessments[0].verdict is Verdict.SUPPORTED, text


def test_a_woman_is_worded_as_one(site: Site, days: Days, service: Service) -> None:
    claims = {
        "P21": [statement("g", item("Q6581072"))],
        "P569": [statement("b", moment("1950-05-08"))],
        "P2048": [statement("h", amount("+175", "Q174728"))],
    }
    service.entities[MAYOR] = entity(MAYOR, claims, it="Lia Ferri")
    found = [fact.statement for fact in reading(site, days, MAYOR)]
    assert found == ["Lia Ferri è alta 175 centimetri.", "Lia Ferri è nata l'8 maggio 1950."]


def test_a_figure_of_another_time_stays_and_an_undated_one_gives_way(
    site: Site, days: Days, service: Service
) -> None:
    facts = one(
        service, site, days, "P1082",
        statement("new", amount("+12500"), "preferred", P585=moment("2021-00-00", 9)),
        statement("old", amount("+11000"), P585=moment("2011-00-00", 9)),
        statement("lesser", amount("+12999")),
        statement("wrong", amount("+99"), "deprecated", P585=moment("2021-00-00", 9)),
    )  # fmt: skip
    assert [fact.statement.split()[3] for fact in facts] == ["12.500", "11.000"]
    assert [fact.note for fact in facts] == [
        "rank preferred; no reference", "rank normal; no reference",
    ]  # fmt: skip
    assert [fact.event_date and fact.event_date.start for fact in facts] == [
        date(2021, 1, 1), date(2011, 1, 1),
    ]  # fmt: skip


def test_what_is_said_twice_is_one_fact(site: Site, days: Days, service: Service) -> None:
    height = amount("+98", "Q11573")
    facts = one(service, site, days, "P2048", statement("a", height), statement("b", height))
    assert [fact.id for fact in facts] == ["a$0A-1B:it"]
    terms = [statement(n, item(OFFICE), P580=moment(d)) for n, d in
             (("c", "2014-05-05"), ("d", "2019-05-05"))]  # fmt: skip
    assert len(one(service, site, days, "P39", *terms)) == 2  # two terms are two facts


def test_an_office_ends_with_its_holder(site: Site, days: Days, service: Service) -> None:
    died = statement("x", moment("2020-02-01"))
    open_term = statement("t", item(OFFICE), P580=moment("2019-06-10"), P582=NONE)
    service.entities[DEAD] = entity(DEAD, {"P39": [open_term], "P570": [died]}, it="Ugo Basti")
    office = next(f for f in reading(site, days, DEAD) if f.topics == ("office",))
    assert office.valid_to == day(2020, 2, 1)
    text = "Ugo Basti è sindaco di Torre Salina."
    report = check_text(text, facts=[office], date=date(2021, 1, 1), lang="it", model="none")
    assert [r.value for r in report.assessments[0].reasons] == ["outdated"]


def test_an_office_that_another_follows_needs_an_end(
    site: Site, days: Days, service: Service
) -> None:
    """Nobody noted when the first one ended: as it stands, two would hold it at once."""
    service.entities[MAYOR] = entity(MAYOR, mul="Lia Ferri")
    service.entities[DEAD] = entity(DEAD, mul="Ugo Basti")
    first = statement("a", item(DEAD), P580=moment("2014-05-05"))
    second = statement("b", item(MAYOR), P580=moment("2019-05-05"))
    service.entities[TOWN] = entity(TOWN, {"P6": [second, first]}, it="Torre Salina")
    source = reading(site, days)
    assert [fact.statement.partition(" è ")[0] for fact in source] == ["Lia Ferri"]
    assert "another one follows it" in source.skipped[0].problem
    ended = statement("a", item(DEAD), P580=moment("2014-05-05"), P582=moment("2019-05-05"))
    assert len(one(service, site, days, "P6", ended, second)) == 2


def test_an_open_term_beside_a_preferred_one_is_left_out(
    site: Site, days: Days, service: Service
) -> None:
    service.entities[BUREAU] = entity(BUREAU, it="assessore")
    terms = [
        statement("a", item(BUREAU), P580=moment("2010-05-05")),
        statement("b", item(OFFICE), "preferred", P580=moment("2009-05-05")),
    ]
    service.entities[TOWN] = entity(TOWN, {"P39": terms}, it="Lia Ferri")
    source = reading(site, days)
    assert [fact.id for fact in source] == ["b$0A-1B:it"]
    assert "another one follows it" in source.skipped[0].problem


@pytest.mark.parametrize(
    ("about", "given", "why"),
    [
        pytest.param("P39", statement("a", item(OFFICE)), "from when to when", id="no time"),
        pytest.param("P39", statement("a", TERM, P580=SINCE, P582=UNKNOWN),
                     "its end is not known: its value is unknown", id="unknown end"),
        pytest.param("P39", statement("a", TERM, P580=[SINCE, SINCE]),
                     "more than one start", id="two starts"),
        pytest.param("P39", statement("a", TERM, P580=SINCE, P518=item(BUREAU)),
                     "qualified (P518)", id="applies to a part"),
        pytest.param("P39", statement("a", TERM, P580=SINCE, P1480=item(BUREAU)),
                     "qualified (P1480)", id="presumably"),
        pytest.param("P39", statement("a", TERM, P580=SINCE, P582=moment("2018-01-01")),
                     "ends before it begins", id="backwards"),
        pytest.param("P39", statement("a", item("Q77"), P580=moment("2019-01-01")),
                     "Q77 has no name in it", id="no name"),
        pytest.param("P39", statement("a", UNKNOWN, P580=moment("2019-01-01")), "value is unknown",
                     id="unknown office"),
        pytest.param("P39", statement("a", NONE, P580=moment("2019-01-01")), "has no value",
                     id="no office"),
        pytest.param("P39", statement("a", snak("x"), P580=moment("2019-01-01")), "is no item",
                     id="text for an office"),
        pytest.param("P39", statement("a", item(OFFICE), P580=moment("2010-00-00", 8)),
                     "not known to the year", id="decade"),
        pytest.param("P39", statement("a", item(OFFICE), P580=moment("1510-01-05", 11, "Q1985786")),
                     "Julian calendar", id="Julian"),
        pytest.param("P39", statement("a", item(OFFICE), P580=moment("2019-02-30")),
                     "no day of the calendar", id="no day"),
        pytest.param("P39", statement("a", item(OFFICE), P580=moment("2019-01-01", after=2)),
                     "uncertain", id="uncertain"),
        pytest.param("P1082", statement("a", amount("+12500")), "when it was measured",
                     id="undated"),
        pytest.param("P1082", statement("a", amount("+5", "Q11573"), P585=moment("2021-01-01")),
                     "its unit Q11573 does not measure population", id="unit of a count"),
        pytest.param("P2048", statement("a", amount("+98")), "its unit that is missing", id="bare"),
        pytest.param("P2048", statement("a", amount("+98", "Q712226")), "does not measure height",
                     id="another dimension"),
        pytest.param("P2048", statement("a", amount("+98", "Q5")), "Q5 does not", id="no unit"),
        pytest.param("P2048", statement("a", snak({"amount": "x", "unit": "1"})), "is no quantity",
                     id="no number"),
        pytest.param("P2048", statement("a", amount("NaN")), "is no quantity", id="NaN"),
        pytest.param("P2048", statement("a", amount("+1e999", "Q11573")), "is no quantity",
                     id="huge"),
        pytest.param("P2048", statement("a", snak({"amount": "+9", "unit": "evil:x"})),
                     "its unit cannot be read", id="odd unit"),
        pytest.param("P569", statement("a", snak({"time": "-0043-03-15T00:00:00Z"})),
                     "before our era", id="before our era"),
        pytest.param("P569", statement("a", snak({"time": 7})), "cannot be read", id="odd time"),
        pytest.param("P569", statement("a", snak([])), "cannot be read", id="a list"),
        pytest.param("P569", {"id": "a", "mainsnak": None}, "cannot be read", id="no snak"),
        pytest.param("P569", {"mainsnak": moment("1950-01-01")}, "it has no id", id="no id"),
    ],
)  # fmt: skip
def test_what_cannot_be_said_for_certain_is_left_out(
    about: str, given: Any, why: str, site: Site, days: Days, service: Service
) -> None:
    problem = left_out(service, site, days, about, given)
    assert why in problem
    assert problem.startswith(f"{TOWN} ")


@pytest.mark.parametrize("broken", [7, "x", {"P39": 7}, {"P39": [7]}, {"P39": [{}]}, []])
def test_a_broken_entity_breaks_nothing(
    broken: Any, site: Site, days: Days, service: Service
) -> None:
    service.entities[TOWN] = entity(TOWN, it="Torre Salina") | {"claims": broken}
    service.entities[TOWER] = entity(
        TOWER, {"P2048": [statement("a", amount("+98", "Q11573"))]}, it="Torre Lenta"
    )
    found = [fact.statement for fact in reading(site, days, TOWN, TOWER)]
    assert found == ["Torre Lenta è alto 98 metri."]


def test_hostile_names_and_addresses_come_out_inert(
    site: Site, days: Days, service: Service
) -> None:
    reference = {"P854": snak("javascript:alert(1)")}
    given = statement("a", amount("+98", "Q11573"), "normal", reference)
    (fact,) = one(service, site, days, "P2048", given,
                  labels={"it": "Torre <script>x</script>\x1b[31m {subject}"})  # fmt: skip
    assert fact.statement == "Torre x [31m {subject} è alto 98 metri."
    assert fact.urls == (f"https://www.wikidata.org/wiki/{TOWN}#P2048",)
