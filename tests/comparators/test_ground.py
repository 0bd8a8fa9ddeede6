"""What a part and a fact have in common: what a model's reading of them may rest on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from factcheck.comparators.judge import Judge
from factcheck.detectors import RuleDetector
from factcheck.loaders import document_from_text
from factcheck.model import Candidate, Fact, Ground, Match, Part
from factcheck.registry import comparators
from factcheck.segmenters import segment


def matches(text: str, *facts: Fact, lang: str = "en", day: date | None = None) -> list[Match]:
    """Return the matches of the one sentence ``text`` taken as one part."""
    document = document_from_text(text, lang=lang, date=day)
    (claim,) = RuleDetector()(document, segment(document))
    part = Part(span=claim.span, text=claim.text)
    whole = replace(claim, parts=(part,))
    candidates = [Candidate(fact=fact, similarity=1.0) for fact in facts]
    _, rows = Judge(comparators=comparators())(document, whole, (), candidates)
    return max((list(row) for row in rows), key=len)


def ground(text: str, statement: str, *, lang: str = "en", day: date | None = None) -> Ground:
    found = matches(text, Fact(id="f", statement=statement, lang=lang), lang=lang, day=day)[
        0
    ].ground
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("lang", "text", "statement", "gaps"),
    [
        pytest.param(
            "en", "Paul Marsh sold 40 boats in 2019.", "Paul Marsh sold boats.",
            {("quantity", "40"), ("date", "2019")}, id="figure-and-date",
        ),
        pytest.param(
            "en", "Paul Marsh sold 40 boats in 2019.", "In 2019 Paul Marsh sold 40 boats.", set(),
            id="nothing",
        ),
        pytest.param(
            "it", "Marta Rossi ha incontrato Anna Bruni a Siena.",
            "Marta Rossi ha incontrato i sindaci a Siena.", {("entity", "Anna Bruni")}, id="name",
        ),
    ],
)  # fmt: skip
def test_gaps_are_what_the_fact_does_not_say(
    lang: str, text: str, statement: str, gaps: set[tuple[str, str]]
) -> None:
    found = ground(text, statement, lang=lang).gaps
    assert {(gap.kind.value, gap.text) for gap in found} == gaps


@pytest.mark.parametrize(
    ("text", "statement", "expected"),
    [
        ("Paul Marsh met Jane Dole.", "Paul Marsh met the mayors of the valley.", True),
        ("Paul Marsh met Jane Dole.", "Peter Holt met Jane Dole.", False),
        ("The ferry of Elba was late.", "The ferry of Elba left at nine.", True),
    ],
    ids=["actor named", "another actor", "no actor but a name"],
)
def test_actors_are_who_stands_before_the_verb(text: str, statement: str, expected: bool) -> None:
    assert ground(text, statement).same_actors is expected


@pytest.mark.parametrize(
    ("text", "statement", "expected"),
    [
        ("Paul Marsh visited Siena in May 2019.", "Paul Marsh visited Siena in May 2019.", True),
        ("Paul Marsh visited Siena in May 2019.", "Paul Marsh visited Siena in June 2020.", False),
        ("Paul Marsh was born in 1980.", "Paul Marsh was born in 1975.", True),
    ],
    ids=["same time", "another visit", "nobody is born twice"],
)
def test_another_time_is_another_occasion_of_what_may_happen_again(
    text: str, statement: str, expected: bool
) -> None:
    assert ground(text, statement).same_occasion is expected


def test_an_undated_text_of_today_does_not_mean_an_event_of_long_ago() -> None:
    text, statement = "Paul Marsh sold the Elba ferry.", "Paul Marsh sold the Elba ferry in 2009."
    assert not ground(text, statement, day=date(2024, 5, 2)).same_occasion
    assert ground(text, statement, day=date(2009, 6, 2)).same_occasion


@pytest.mark.parametrize(
    ("text", "statement", "expected"),
    [
        ("Paul Marsh sold the ferry.", "Paul Marsh sold the old ferry.", True),
        ("Paul Marsh sold the ferry.", "Paul Marsh might sell the ferry.", False),
        ("Paul Marsh sold the ferry.", "Jane Dole said that Paul Marsh sold the ferry.", False),
    ],
    ids=["both stated", "only supposed", "only said"],
)
def test_what_is_supposed_or_said_is_of_another_mood(
    text: str, statement: str, expected: bool
) -> None:
    assert ground(text, statement).same_mood is expected


@pytest.mark.parametrize(
    ("statement", "expected"),
    [("The Elba ferry was sold.", False), ("Peter Holt sold the Elba ferry.", True)],
    ids=["nobody else", "somebody else"],
)
def test_others_are_whom_only_the_fact_names(statement: str, expected: bool) -> None:
    assert ground("The Elba ferry was sold at last.", statement).has_others is expected


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("Paul Marsh sold 60 boats to the port of Siena in 2019.", True),
        ("Paul Marsh sold 60 boats to the port of Siena.", False),
    ],
    ids=["but for one figure", "the date is missing too"],
)
def test_a_clash_is_certain_when_nothing_else_sets_the_two_apart(
    statement: str, expected: bool
) -> None:
    text = "Paul Marsh sold 40 boats to the port of Siena in 2019."
    assert ground(text, statement).is_certain is expected


PAGE = "https://example.org/ferry"
CLAIM = "Paul Marsh built the Elba ferry and painted the Siena chapel."
BUILT = Fact(id="a", statement="Paul Marsh built the Elba ferry.", lang="en", urls=(PAGE,))
PAINTED = Fact(id="b", statement="Paul Marsh painted the Siena chapel.", lang="en", urls=(PAGE,))


def joined(*facts: Fact) -> list[tuple[str, ...]]:
    found = [match for match in matches(CLAIM, *facts) if match.together]
    return [(match.fact.id, *(fact.id for fact in match.together)) for match in found]


def test_facts_of_one_page_that_say_different_things_of_a_part_are_joined() -> None:
    assert joined(BUILT, PAINTED) == [("a", "b")]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(
            Fact(id="b", statement=PAINTED.statement, lang="en", urls=("https://example.org/2",)),
            id="another-page",
        ),
        pytest.param(Fact(id="b", statement=PAINTED.statement, lang="en"), id="no-page"),
        pytest.param(
            Fact(id="b", statement="The Elba ferry was built by Paul Marsh.", lang="en",
                 urls=(PAGE,)),
            id="nothing-new",
        ),
    ],
)  # fmt: skip
def test_other_facts_are_not_joined(other: Fact) -> None:
    assert joined(BUILT, other) == []


def test_joined_facts_are_read_one_after_the_other_and_lack_what_both_lack() -> None:
    match = next(m for m in matches(CLAIM, BUILT, PAINTED) if m.together)
    assert match.evidence == f"{BUILT.statement} {PAINTED.statement}"
    assert match.ground is not None
    assert (match.ground.gaps, match.ground.unmet) == ((), ())


@pytest.mark.parametrize(
    ("text", "statement", "gaps"),
    [
        pytest.param(
            "Paul Marsh won the Bellini in Siena.", "Paul Marsh won the Bellini Medal in Siena.",
            set(), id="within-a-longer-name",
        ),
        pytest.param(
            "Paul Marsh, 41 years old, lives in Siena.", "Paul Marsh, 41, lives in Siena.", set(),
            id="the-same-number-of-something-unsaid",
        ),
        pytest.param(
            "Paul Marsh, 43 years old, lives in Siena.", "Paul Marsh, 41, lives in Siena.",
            {"43 years old"}, id="another-number",
        ),
    ],
)  # fmt: skip
def test_what_stands_in_the_fact_word_for_word_is_no_gap(
    text: str, statement: str, gaps: set[str]
) -> None:
    found = {gap.text for gap in ground(text, statement).gaps}
    assert bool(found) is bool(gaps)


def test_whom_the_text_named_far_back_is_nobody_else() -> None:
    first = "The Elba ferry was sold to Marta Rossi. "
    rest = "It rained. " * 9
    last = "The ferry was sold for 3 million euros."
    fact = Fact(
        id="f", lang="en", statement="Marta Rossi had the Elba ferry sold for 3 million euros."
    )
    document = document_from_text(first + rest + last, lang="en")
    claims = RuleDetector()(document, segment(document))
    candidates = [Candidate(fact=fact, similarity=1.0)]
    judge = Judge(comparators=comparators())
    _, rows = judge(document, claims[-1], claims[-9:-1], candidates)
    alone = document_from_text(last, lang="en")
    (claim,) = RuleDetector()(alone, segment(alone))
    _, other = judge(alone, claim, (), candidates)

    assert rows[0][0].ground is not None
    assert other[0][0].ground is not None
    assert not rows[0][0].ground.has_others
    assert other[0][0].ground.has_others


@pytest.mark.parametrize(
    ("lang", "text", "statement", "told"),
    [
        pytest.param(
            "en", "The aid would end up in corrupt hands.",
            "Luca Neri promised that the aid would not go to corrupt hands.", True, id="denied",
        ),
        pytest.param(
            "it", "Gli aiuti non finiranno in mani corrotte.",
            "Luca Neri ha promesso che gli aiuti andranno in mani corrotte.", True, id="denies",
        ),
        pytest.param(
            "en", "The aid would not end up in corrupt hands.",
            "Luca Neri promised that the aid would not go to corrupt hands.", False, id="both",
        ),
    ],
)  # fmt: skip
def test_what_one_side_alone_denies_is_told_otherwise(
    lang: str, text: str, statement: str, told: bool
) -> None:
    assert ground(text, statement, lang=lang).is_told_otherwise is told


@pytest.mark.parametrize(
    ("text", "statement", "expected"),
    [
        pytest.param(
            "Ada Neri was beaten by Luca Ferri on Friday.",
            "Luca Ferri beat Ada Neri on 3 May 2024.",
            True,
            id="passive",
        ),
        pytest.param(
            "Ada Neri beat Luca Ferri on Friday.",
            "Luca Ferri beat Ada Neri on 3 May 2024.",
            False,
            id="swapped",
        ),
        pytest.param(
            "Ada Neri was beaten on Friday in the final.",
            "Luca Ferri beat Ada Neri in the final on 3 May 2024.",
            False,
            id="doer-unsaid",
        ),
    ],
)
def test_roles_are_the_same_where_both_tell_who_did_it_to_whom(
    text: str, statement: str, expected: bool
) -> None:
    assert ground(text, statement, day=date(2024, 5, 4)).same_roles is expected
