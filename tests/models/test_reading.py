"""Which pairs a model reads, and where what it says is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from factcheck.model import (
    Claim,
    ClaimKind,
    Compared,
    Document,
    Fact,
    Ground,
    Match,
    Mend,
    Part,
    Probabilities,
    Reason,
    Span,
    Stance,
    Suspicion,
)
from factcheck.models.reading import FACTS_PER_PART, Reader, pairs_of, worth_reading

TEXT = "The bridge was opened in May. The tunnel was closed in June."


def match(
    number: int, *, coverage: float, similarity: float = 0.0, stance: str = "neutral"
) -> Match:
    fact = Fact(id=f"f{number}", statement=f"Fact {number}.", lang="en")
    return Match(fact=fact, similarity=similarity, stance=Stance(stance), coverage=coverage)


def compared(*rows: Sequence[Match], kind: ClaimKind = ClaimKind.EVENT) -> Compared:
    """Return one claim whose parts are the sentences of ``TEXT``."""
    spans = (Span(start=0, end=29), Span(start=30, end=len(TEXT)))[: len(rows)]
    claim = Claim(
        id="c", key="k", document_id="d", span=Span(start=0, end=len(TEXT)), text=TEXT, line=1,
        column=1, language="en", kind=kind,
        parts=tuple(Part(span=span, text=TEXT[span.start : span.end]) for span in spans),
    )  # fmt: skip
    document = Document(id="d", text=TEXT, source="t", language="en")
    return Compared(document=document, claim=claim, matches=tuple(tuple(row) for row in rows))


class Scripted:
    """A model that numbers the pairs it reads."""

    name = digest = "scripted"

    def __init__(self) -> None:
        self.calls: list[list[tuple[str, str]]] = []

    def __call__(self, pairs: Sequence[tuple[str, str]]) -> list[Probabilities]:
        self.calls.append(list(pairs))
        return [
            Probabilities(supports=0.0, refutes=i / 100, neutral=1 - i / 100)
            for i in range(len(pairs))
        ]


def test_only_the_most_promising_facts_are_read() -> None:
    row = [match(i, coverage=0.3, similarity=i / 10) for i in range(10)]
    assert worth_reading(row) == [9, 8, 7, 6, 5]
    assert len(worth_reading(row)) == FACTS_PER_PART


@pytest.mark.parametrize(
    ("one", "read"),
    [
        pytest.param(match(1, coverage=0.5), True, id="covered"),
        pytest.param(match(1, coverage=0.0, similarity=0.6), True, id="similar"),
        pytest.param(match(1, coverage=0.3, similarity=0.2), True, id="both-together"),
        pytest.param(match(1, coverage=0.3, similarity=0.1), False, id="neither"),
        pytest.param(match(1, coverage=0.1, stance="refutes"), True, id="settled"),
    ],
)
def test_a_fact_about_something_else_is_not_read(one: Match, read: bool) -> None:
    assert worth_reading([one]) == ([0] if read else [])


def test_what_settles_a_part_is_read_first() -> None:
    row = [match(i, coverage=0.9) for i in range(8)] + [match(9, coverage=0.2, stance="supports")]
    assert worth_reading(row)[0] == 8


def test_equal_facts_are_read_in_the_order_of_their_ids() -> None:
    row = [match(number, coverage=0.8) for number in (7, 3, 9, 1, 5, 2)]
    assert [row[j].fact.id for j in worth_reading(row)] == ["f1", "f2", "f3", "f5", "f7"]


def test_each_match_keeps_what_was_said_of_it() -> None:
    model = Scripted()
    near, far = match(1, coverage=0.9), match(2, coverage=0.0)
    first, second = Reader(model=model)([compared([far, near], [near]), compared([near])])
    given = [[m.probabilities for m in row] for row in (*first.matches, *second.matches)]
    told = [Probabilities(supports=0.0, refutes=i / 100, neutral=1 - i / 100) for i in range(3)]
    assert given == [[None, told[0]], [told[1]], [told[2]]]
    assert len(model.calls) == 1
    assert model.calls[0][1] == ("The tunnel was closed in June.", "Fact 1.")


def test_boilerplate_is_not_read() -> None:
    assert pairs_of(compared([match(1, coverage=0.9)], kind=ClaimKind.BOILERPLATE)) == {}


def test_reading_leaves_all_else_alone() -> None:
    before = compared([match(1, coverage=0.9)], [match(2, coverage=0.0)])
    (after,) = Reader(model=Scripted())([before])
    assert (after.claim, after.document) == (before.claim, before.document)
    assert [[m.stance for m in row] for row in after.matches] == [[Stance.NEUTRAL]] * 2


class Recites:
    """A model that supports the pairs it is given and calls others what ``other`` says."""

    name = digest = "recites"

    def __init__(self, *known: tuple[str, str], other: Probabilities) -> None:
        self.known = known
        self.other = other

    def __call__(self, pairs: Sequence[tuple[str, str]]) -> list[Probabilities]:
        yes = Probabilities(supports=0.9, refutes=0.0, neutral=0.1)
        return [yes if pair in self.known else self.other for pair in pairs]


@pytest.mark.parametrize(
    ("refutes", "expected"),
    [pytest.param(0.1, 0.9, id="whole"), pytest.param(0.95, 0.02, id="contradicted-part")],
)
def test_a_fact_that_bears_out_the_sentence_bears_out_its_parts(
    refutes: float, expected: float
) -> None:
    other = Probabilities(supports=0.02, refutes=refutes, neutral=0.98 - refutes)
    model = Recites((TEXT, "Fact 1."), other=other)
    (after,) = Reader(model=model)([compared([match(1, coverage=0.9)], [match(1, coverage=0.9)])])
    found = [row[0].probabilities for row in after.matches]
    assert [one.supports for one in found if one] == [expected] * 2


def test_facts_that_were_joined_are_read_as_one() -> None:
    joined = replace(
        match(1, coverage=0.9), together=(Fact(id="f2", statement="Fact 2.", lang="en"),)
    )
    assert pairs_of(compared([joined])) == {
        (0, 0): ("The bridge was opened in May.", "Fact 1. Fact 2.")
    }


MEND = Mend(
    kind=Reason.DATE, claim_text="May", fact_text="March", written="March",
    claim_span=Span(start=25, end=28), fact_span=Span(start=0, end=5),
)  # fmt: skip


class Refuting(Scripted):
    """A model that refutes what it reads first and bears out what it reads then."""

    def __call__(self, pairs: Sequence[tuple[str, str]]) -> list[Probabilities]:
        self.calls.append(list(pairs))
        low, high = (0.05, 0.9) if len(self.calls) == 1 else (0.9, 0.05)
        return [Probabilities(supports=low, refutes=high, neutral=0.05) for _ in pairs]


def test_what_a_fact_seems_to_refute_is_read_again_with_its_words() -> None:
    grounded = replace(match(1, coverage=0.9), ground=Ground(mends=(MEND,)))
    model = Refuting()
    (read,) = Reader(model=model)([compared([grounded])])
    (again,) = read.matches[0]

    assert [pair[0] for pair in model.calls[1]] == ["The bridge was opened in March."]
    assert again.mend == MEND
    assert again.mended is not None
    assert again.mended.supports == 0.9


def test_what_a_fact_does_not_refute_is_read_once() -> None:
    grounded = replace(match(1, coverage=0.9), ground=Ground(mends=(MEND,)))
    model = Scripted()
    (read,) = Reader(model=model)([compared([grounded])])

    assert len(model.calls) == 1
    assert read.matches[0][0].mended is None


SLIP = Suspicion(mend=MEND, text="It opened in May.", mended="It opened in March.")


class Tells(Scripted):
    """A model that tells slips by how many log-odds it was given for a text."""

    def __init__(self, **odds: float) -> None:
        super().__init__()
        self.odds = odds
        self.asked: list[list[tuple[str, str]]] = []

    def slips(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        self.asked.append(list(pairs))
        return [self.odds["May" if "May" in text else "March"] for text, _ in pairs]


@pytest.mark.parametrize(
    ("odds", "slip"),
    [
        pytest.param({"May": 2.0, "March": -3.0}, 2.0, id="slip-that-is-put-right"),
        pytest.param({"May": 2.0, "March": 1.5}, 0.5, id="as-wrong-as-before"),
        pytest.param({"May": -1.0, "March": -9.0}, -1.0, id="no-slip-as-it-stands"),
    ],
)
def test_a_slip_is_one_as_far_as_putting_it_right_helps(
    odds: dict[str, float], slip: float
) -> None:
    suspected = replace(match(1, coverage=0.9), suspicions=(SLIP,))
    (read,) = Reader(model=Tells(**odds))([compared([suspected])])
    assert [one.slip for one in read.matches[0][0].suspicions] == [slip]


def test_the_day_of_the_text_stands_before_the_sentence() -> None:
    model = Tells(May=2.0, March=-3.0)
    one = compared([replace(match(1, coverage=0.9), suspicions=(SLIP,))])
    dated = replace(one, document=replace(one.document, date=date(2020, 5, 7)))
    Reader(model=model)([dated])
    texts = [text for asked in model.asked for text, _ in asked]
    assert texts == ["2020-05-07: It opened in May.", "2020-05-07: It opened in March."]


def test_what_reads_as_no_slip_is_not_put_right() -> None:
    model = Tells(May=-1.0, March=0.0)
    suspected = replace(match(1, coverage=0.9), suspicions=(SLIP,))
    Reader(model=model)([compared([suspected])])
    assert model.asked[1:] == []


def test_a_model_that_tells_no_slips_leaves_suspicions_open() -> None:
    suspected = replace(match(1, coverage=0.9), suspicions=(SLIP,))
    (read,) = Reader(model=Scripted())([compared([suspected])])
    assert read.matches[0][0].suspicions == (SLIP,)


class RefutingThatTells(Refuting):
    """The same with a slip head, which takes an opening in May for a slip."""

    def slips(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        return [1.5 if "May" in text else -2.0 for text, _ in pairs]


@pytest.mark.parametrize(
    ("model", "slip"),
    [
        pytest.param(RefutingThatTells(), 1.5, id="slip-head"),
        pytest.param(Refuting(), None, id="none"),
    ],
)
def test_a_slip_head_reads_the_sentence_that_would_be_put_right(
    model: Refuting, slip: float | None
) -> None:
    grounded = replace(match(1, coverage=0.9), ground=Ground(mends=(MEND,)))
    (read,) = Reader(model=model)([compared([grounded])])
    assert read.matches[0][0].mend_slip == slip
