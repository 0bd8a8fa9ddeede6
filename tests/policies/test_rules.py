"""The tables of the documentation, row by row: ratings, aggregation, conflicts, abstention."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.model import (
    Assessment,
    Claim,
    ClaimKind,
    Comparison,
    Document,
    Fact,
    Interval,
    Match,
    Mend,
    Part,
    Rating,
    Reason,
    Role,
    Span,
    Stance,
    Suspicion,
    Verdict,
)
from factcheck.policies import NEAR, RulePolicy, duplicate_of

SUPPORTED, REFUTED, MIXED = Verdict.SUPPORTED, Verdict.REFUTED, Verdict.MIXED
NEI, UNCHECKABLE, CONFLICTING = (
    Verdict.NOT_ENOUGH_INFO, Verdict.NOT_CHECKABLE, Verdict.CONFLICTING,
)  # fmt: skip
YEAR = Interval(start=date(2023, 1, 1), end=date(2023, 12, 31))


def part(role: Role = Role.ASSERTION, kind: ClaimKind = ClaimKind.EVENT) -> Part:
    return Part(span=Span(start=0, end=4), text="Text", role=role, kind=kind)


def claim(*parts: Part, kind: ClaimKind = ClaimKind.EVENT) -> Claim:
    return Claim(
        id="c", key="k", document_id="d", span=Span(start=0, end=4), text="Text",
        line=1, column=1, language="en", kind=kind, parts=parts,
    )  # fmt: skip


def fact(
    fact_id: str = "f", rating: Rating = Rating.TRUE, event_date: Interval | None = None
) -> Fact:
    return Fact(id=fact_id, statement=fact_id, rating=rating, event_date=event_date)


def match(
    stance: Stance,
    known: Fact | None = None,
    *reasons: Reason,
    similarity: float = 0.9,
    coverage: float = 0.9,
) -> Match:
    comparisons = tuple(Comparison(name=reason, stance=stance) for reason in reasons)
    return Match(
        fact=known or fact(), similarity=similarity, stance=stance, coverage=coverage,
        comparisons=comparisons,
    )  # fmt: skip


def decide(given: Claim, *rows: tuple[Match, ...], dated: bool = True) -> Assessment:
    document = Document(
        id="d", text="Text", source="t", language="en", date=date(2024, 1, 1) if dated else None
    )
    return RulePolicy()(document, given, rows)


AGREES = match(Stance.SUPPORTS)
CLASHES = match(Stance.REFUTES, None, Reason.QUANTITY)
IS_MIXED = match(Stance.SUPPORTS, fact("m", Rating.MIXED))


@pytest.mark.parametrize(
    ("rating", "stance", "reasons", "expected"),
    [
        pytest.param("true", "supports", (), SUPPORTED, id="true-agrees"),
        pytest.param("true", "refutes", (Reason.QUANTITY,), REFUTED, id="true-clashes"),
        pytest.param("true", "neutral", (), NEI, id="true-silent"),
        pytest.param("false", "supports", (), REFUTED, id="false-agrees"),
        pytest.param("false", "refutes", (Reason.QUANTITY,), NEI, id="false-clashes"),
        pytest.param("false", "refutes", (Reason.NEGATION,), SUPPORTED, id="false-negated"),
        pytest.param(
            "false", "refutes", (Reason.NEGATION, Reason.DATE), NEI, id="false-negated-and-more"
        ),
        pytest.param("false", "neutral", (), NEI, id="false-silent"),
        pytest.param("mixed", "supports", (), MIXED, id="mixed-agrees"),
        pytest.param("mixed", "refutes", (Reason.QUANTITY,), NEI, id="mixed-clashes"),
        pytest.param("mixed", "refutes", (Reason.NEGATION,), NEI, id="mixed-negated"),
        pytest.param("mixed", "neutral", (), NEI, id="mixed-silent"),
    ],
)
def test_rating_and_stance(
    rating: str, stance: str, reasons: tuple[Reason, ...], expected: Verdict
) -> None:
    row = (match(Stance(stance), fact("f", Rating(rating)), *reasons),)
    decided = decide(claim(part()), row)
    assert decided.verdict is expected
    assert decided.parts[0].verdict is expected
    assert (decided.confidence is None) == (expected is NEI)


A, ID, ATT, REP = Role.ASSERTION, Role.IDENTIFICATION, Role.ATTRIBUTION, Role.REPORTED
OPINION = ClaimKind.OPINION
E = ClaimKind.EVENT


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        # (1) uncheckable parts are shown and do not count
        pytest.param([(A, OPINION, ()), (A, E, (AGREES,))], SUPPORTED, id="opinion-beside"),
        pytest.param([(A, OPINION, ()), (A, E, (CLASHES,))], REFUTED, id="opinion-beside-clash"),
        pytest.param([(A, OPINION, (CLASHES,))], REFUTED, id="contradiction-overrides"),
        # (2) identification counts only when contradicted
        pytest.param([(ID, E, (AGREES,)), (A, E, ())], NEI, id="title-confirms-nothing"),
        pytest.param([(ID, E, (AGREES,)), (A, E, (AGREES,))], SUPPORTED, id="title-and-rest"),
        pytest.param([(ID, E, ()), (A, E, (AGREES,))], SUPPORTED, id="unknown-title"),
        pytest.param([(ID, E, (CLASHES,)), (A, E, (AGREES,))], REFUTED, id="wrong-title"),
        pytest.param([(ID, E, (IS_MIXED,)), (A, E, (AGREES,))], SUPPORTED, id="mixed-title"),
        pytest.param([(ID, E, (AGREES,))], NEI, id="title-alone"),
        # (3) refuted, then conflicting, then mixed
        pytest.param([(A, E, (AGREES,)), (A, E, (CLASHES,))], REFUTED, id="one-refuted"),
        pytest.param([(A, E, (IS_MIXED,)), (A, E, (CLASHES,))], REFUTED, id="refuted-over-mixed"),
        pytest.param([(A, E, (AGREES,)), (A, E, (IS_MIXED,))], MIXED, id="mixed-over-supported"),
        pytest.param([(ATT, E, ()), (REP, E, (CLASHES,))], REFUTED, id="reported-refuted"),
        # (4) all, some, none
        pytest.param([(A, E, (AGREES,)), (A, E, (AGREES,))], SUPPORTED, id="all"),
        pytest.param([(A, E, (AGREES,)), (A, E, ())], Verdict.PARTLY_SUPPORTED, id="some"),
        pytest.param([(A, E, ()), (A, E, ())], NEI, id="none"),
        # (5) nothing checkable
        pytest.param([(A, OPINION, ())], UNCHECKABLE, id="only-opinion"),
        pytest.param([(A, OPINION, ()), (A, ClaimKind.QUESTION, ())], UNCHECKABLE, id="two-views"),
    ],
)
def test_parts_make_the_sentence(
    parts: list[tuple[Role, ClaimKind, tuple[Match, ...]]], expected: Verdict
) -> None:
    given = claim(*(part(role, kind) for role, kind, _ in parts))
    assert decide(given, *(row for _, _, row in parts)).verdict is expected


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (ClaimKind.OPINION, Reason.OPINION),
        (ClaimKind.QUESTION, Reason.QUESTION),
        (ClaimKind.PREDICTION, Reason.PREDICTION),
        (ClaimKind.PROMISE, Reason.PROMISE),
    ],
)
def test_what_cannot_be_checked_says_why(kind: ClaimKind, reason: Reason) -> None:
    decided = decide(claim(part(kind=kind)), ())
    assert (decided.verdict, decided.reasons) == (UNCHECKABLE, (reason,))
    assert decided.confidence is None


def test_boilerplate_is_never_judged() -> None:
    given = claim(part(kind=ClaimKind.BOILERPLATE), kind=ClaimKind.BOILERPLATE)
    decided = decide(given, (CLASHES,))
    assert (decided.verdict, decided.reasons) == (UNCHECKABLE, (Reason.BOILERPLATE,))
    assert decided.parts[0].matches == ()


def test_a_duplicate_takes_the_verdict_of_the_first() -> None:
    original = decide(claim(part()), (CLASHES,))
    again = replace(claim(part()), id="c2", duplicate_of="c")
    decided = duplicate_of(again, original)
    assert (decided.verdict, decided.confidence) == (original.verdict, original.confidence)
    assert (decided.reasons, decided.parts) == ((Reason.DUPLICATE,), ())
    assert decided.claim is again


def test_sources_that_disagree_about_one_figure_at_one_time_conflict() -> None:
    one = match(Stance.SUPPORTS, fact("a", event_date=YEAR))
    other = match(Stance.REFUTES, fact("b", event_date=YEAR), Reason.QUANTITY)
    decided = decide(claim(part()), (one, other))
    assert decided.verdict is CONFLICTING
    assert {m.fact.id for m in decided.parts[0].matches} == {"a", "b"}
    assert Reason.QUANTITY in decided.reasons


@pytest.mark.parametrize(
    "reason",
    [Reason.DATE, Reason.QUANTITY, Reason.PLACE, Reason.ENTITY, Reason.ROLE, Reason.DIRECTION],
)
def test_a_fact_about_another_event_does_not_contradict_a_confirmed_one(reason: Reason) -> None:
    one = match(Stance.SUPPORTS, fact("a"))
    other = match(Stance.REFUTES, fact("b"), reason)
    assert decide(claim(part()), (one, other)).verdict is SUPPORTED


def test_a_plain_negation_is_no_other_event() -> None:
    one = match(Stance.SUPPORTS, fact("a"))
    other = match(Stance.REFUTES, fact("b"), Reason.NEGATION)
    assert decide(claim(part()), (one, other)).verdict is CONFLICTING


@pytest.mark.parametrize(
    ("rumour", "truth", "expected"),
    [
        pytest.param(0.9, 0.6, REFUTED, id="nearer-to-the-rumour"),
        pytest.param(0.6, 0.9, SUPPORTED, id="nearer-to-the-fact"),
        pytest.param(0.8, 0.8, SUPPORTED, id="alike"),
    ],
)
def test_a_rumour_and_a_fact_that_share_words(
    rumour: float, truth: float, expected: Verdict
) -> None:
    row = (
        match(Stance.SUPPORTS, fact("r", Rating.FALSE), coverage=rumour),
        match(Stance.SUPPORTS, fact("t"), coverage=truth),
    )
    assert decide(claim(part()), row).verdict is expected


def test_a_conflict_has_a_confidence() -> None:
    row = (
        match(Stance.SUPPORTS, fact("a", event_date=YEAR)),
        match(Stance.REFUTES, fact("b", event_date=YEAR), Reason.QUANTITY),
    )
    assert decide(claim(part()), row).confidence is not None


def test_a_repeated_rumour_says_so() -> None:
    row = (match(Stance.SUPPORTS, fact("r", Rating.FALSE)),)
    assert decide(claim(part()), row).reasons == (Reason.RATED_FALSE,)


def test_the_reasons_of_a_refutation_are_its_clashes() -> None:
    row = (match(Stance.REFUTES, fact("a"), Reason.UNIT),)
    assert decide(claim(part()), row).reasons == (Reason.UNIT,)


def test_a_confirmation_needs_no_reason() -> None:
    assert decide(claim(part()), (AGREES,)).reasons == ()


def test_partly_supported_has_the_confidence_of_its_confirmed_part() -> None:
    decided = decide(claim(part(), part()), (AGREES,), ())
    assert decided.verdict is Verdict.PARTLY_SUPPORTED
    assert decided.confidence == decided.parts[0].confidence is not None
    assert decided.reasons == ()


SILENT = Stance.NEUTRAL


@pytest.mark.parametrize(
    ("coverage", "dated", "comparison", "expected", "shown"),
    [
        pytest.param(None, True, None, Reason.NO_FACT, 0, id="no-match"),
        pytest.param(NEAR / 2, True, None, Reason.NO_FACT, 0, id="too-far"),
        pytest.param(NEAR, True, None, Reason.UNDECIDED, 1, id="near"),
        pytest.param(
            0.9, False, Comparison(name=Reason.UNDATED, stance=SILENT), Reason.UNDATED, 1,
            id="undated",
        ),
        pytest.param(
            0.9, False, Comparison(name=Reason.DATE, stance=SILENT, detail="undated"),
            Reason.UNDATED, 1, id="undated-date",
        ),
        pytest.param(
            0.9, True, Comparison(name=Reason.UNDATED, stance=SILENT), Reason.UNDECIDED, 1,
            id="dated-text",
        ),
        pytest.param(
            0.9, False, Comparison(name=Reason.PLACE, stance=SILENT), Reason.UNDECIDED, 1,
            id="undated-text-other-trouble",
        ),
    ],
)  # fmt: skip
def test_what_stays_open_says_why(
    coverage: float | None,
    dated: bool,
    comparison: Comparison | None,
    expected: Reason,
    shown: int,
) -> None:
    row: tuple[Match, ...] = ()
    if coverage is not None:
        found = match(Stance.NEUTRAL, coverage=coverage)
        row = (replace(found, comparisons=(comparison,) if comparison else ()),)
    decided = decide(claim(part()), row, dated=dated)
    assert (decided.verdict, decided.reasons) == (NEI, (expected,))
    assert len(decided.parts[0].matches) == shown
    assert decided.confidence is None


def test_the_best_covering_facts_are_shown_first_and_ties_go_by_id() -> None:
    row = tuple(
        match(Stance.SUPPORTS, fact(fact_id), coverage=coverage)
        for fact_id, coverage in (("d", 0.6), ("c", 0.9), ("b", 0.9), ("a", 0.5))
    )
    shown = decide(claim(part()), row).parts[0].matches
    assert [m.fact.id for m in shown] == ["b", "c", "d"]


matches = st.builds(
    match,
    st.sampled_from(list(Stance)),
    st.builds(fact, st.sampled_from("abcd"), st.sampled_from(list(Rating))),
    st.sampled_from([Reason.NEGATION, Reason.QUANTITY, Reason.DATE]),
    similarity=st.floats(0, 1),
    coverage=st.floats(0, 1),
)
rows = st.lists(
    st.tuples(
        st.sampled_from(list(Role)),
        st.sampled_from([E, OPINION, ClaimKind.QUESTION]),
        st.lists(matches, max_size=4).map(tuple),
    ),
    min_size=1,
    max_size=4,
)


@given(given=rows, dated=st.booleans())
def test_any_matches_keep_the_promises(
    given: list[tuple[Role, ClaimKind, tuple[Match, ...]]], dated: bool
) -> None:
    decided = decide(
        claim(*(part(role, kind) for role, kind, _ in given)),
        *(row for _, _, row in given),
        dated=dated,
    )
    verdicts = [p.verdict for p in decided.parts]
    assert (REFUTED in verdicts) == (decided.verdict is REFUTED)
    if decided.verdict in (NEI, UNCHECKABLE):
        assert decided.confidence is None
    if decided.verdict is SUPPORTED:
        assert SUPPORTED in verdicts
    for assessed in decided.parts:
        if assessed.verdict in (NEI, UNCHECKABLE):
            assert len(assessed.reasons) == 1
            assert assessed.confidence is None
        else:
            assert assessed.matches


@pytest.mark.parametrize("stance", [Stance.SUPPORTS, Stance.REFUTES])
def test_beside_what_rules_find_the_model_alone_cites_nothing(stance: Stance) -> None:
    found = match(stance, fact("by the rules"), Reason.DATE, coverage=0.5)
    read = match(stance, fact("by the model"), Reason.MODEL)

    (cited,) = decide(claim(part()), (read, found)).parts[0].matches
    assert cited.fact.id == "by the rules"
    (alone,) = decide(claim(part()), (read,)).parts[0].matches
    assert alone.fact.id == "by the model"


def test_what_a_model_takes_for_a_slip_contradicts_no_confirmation() -> None:
    span = Span(start=0, end=4)
    mend = Mend(
        kind=Reason.QUANTITY, claim_text="Text", fact_text="f", written="f",
        claim_span=span, fact_span=Span(start=0, end=1),
    )  # fmt: skip
    one = Suspicion(mend=mend, text="Text", mended="f", slip=3.0)
    slip = replace(match(Stance.NEUTRAL, fact("other")), suspicions=(one,))

    assert decide(claim(part()), (slip,)).verdict is REFUTED
    assert decide(claim(part()), (AGREES, slip)).verdict is SUPPORTED
