"""What nothing learned may cross, and what a model's reading may settle."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.model import (
    EXCHANGED,
    MAGNITUDE,
    TURNED,
    ClaimKind,
    Comparison,
    Fact,
    Gap,
    Ground,
    Match,
    Part,
    Probabilities,
    Rating,
    Reason,
    Role,
    Span,
    Stance,
)
from factcheck.policies import Combiner, load_combiner
from factcheck.policies.combining import Weights
from factcheck.policies.features import MODEL_FEATURES, RULE_FEATURES

SUPPORTS, REFUTES, NEUTRAL = Stance.SUPPORTS, Stance.REFUTES, Stance.NEUTRAL
PART = Part(span=Span(start=0, end=4), text="Text")
SHARED = Ground(names=1, same_actors=True, words=8, fact_words=9, fact_coverage=0.8)
YES = Probabilities(supports=0.97, refutes=0.01, neutral=0.02)
NO = Probabilities(supports=0.01, refutes=0.97, neutral=0.02)
LIKELY = Probabilities(supports=0.85, refutes=0.05, neutral=0.1)
UNLIKELY = Probabilities(supports=0.05, refutes=0.85, neutral=0.1)


def weights(names: tuple[str, ...], **one: str) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return rows that pass single features on: nothing is learned."""
    supports, refutes = (
        (0.0, *(float(name == one.get(stance)) for name in names))
        for stance in ("supports", "refutes")
    )
    return supports, refutes


def combiner() -> Combiner:
    supports, refutes = weights(MODEL_FEATURES, supports="model_supports", refutes="model_refutes")
    rule_supports, rule_refutes = weights(RULE_FEATURES, supports="supports")
    return Combiner(
        rules=Weights(supports=rule_supports, refutes=rule_refutes, clash=0.7),
        model=Weights(
            supports=supports, refutes=refutes, supports_from=0.8, refutes_from=0.9,
            keep_from=0.3, drop_from=0.9, clear_from=0.9, about_supports=0.1, about_refutes=0.5,
            doubted_from=0.7, mended_from=0.7,
        ),
    )  # fmt: skip


def match(
    stance: Stance = NEUTRAL,
    read: Probabilities | None = None,
    *comparisons: Comparison,
    ground: Ground | None = SHARED,
    rating: Rating = Rating.TRUE,
) -> Match:
    return Match(
        fact=Fact(id="f", statement="A fact.", rating=rating), similarity=0.9, stance=stance,
        coverage=0.7, comparisons=comparisons, probabilities=read, ground=ground,
    )  # fmt: skip


def stance_of(found: Match, part: Part = PART) -> Stance:
    return combiner()(part, found).stance


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(match(SUPPORTS), SUPPORTS, id="support-of-the-rules"),
        pytest.param(match(REFUTES), REFUTES, id="clash-of-the-rules"),
        pytest.param(match(NEUTRAL), NEUTRAL, id="open"),
    ],
)
def test_without_a_model_the_rules_stand(found: Match, expected: Stance) -> None:
    assert stance_of(found) is expected


@pytest.mark.parametrize(
    ("is_certain", "expected"),
    [pytest.param(True, REFUTES, id="certain"), pytest.param(False, NEUTRAL, id="uncertain")],
)
def test_only_a_certain_clash_outranks_the_model(is_certain: bool, expected: Stance) -> None:
    clash = Comparison(name=Reason.QUANTITY, stance=REFUTES)
    found = match(REFUTES, YES, clash, ground=replace(SHARED, is_certain=is_certain))
    assert stance_of(found) is expected


@pytest.mark.parametrize(
    ("name", "detail", "expected"),
    [
        (Reason.QUANTITY, EXCHANGED, NEUTRAL),
        (Reason.QUANTITY, MAGNITUDE, REFUTES),
        (Reason.UNIT, "", REFUTES),
    ],
)
def test_no_model_takes_back_a_clash_of_magnitudes_or_units(
    name: Reason, detail: str, expected: Stance
) -> None:
    clash = Comparison(name=name, stance=REFUTES, detail=detail)
    assert stance_of(match(REFUTES, YES, clash)) is expected


def test_an_uncertain_clash_is_taken_back_only_by_a_sure_reading() -> None:
    assert stance_of(match(REFUTES, LIKELY)) is REFUTES


def test_a_certain_clash_keeps_the_confidence_of_the_rules() -> None:
    found = match(REFUTES, YES, ground=replace(SHARED, is_certain=True))
    combined = combiner()(PART, found).combined
    assert combined is not None
    assert combined.refutes == 0.7


def test_a_rumour_told_as_true_is_as_sure_as_the_surer_of_rules_and_model() -> None:
    made = load_combiner()
    unread = match(SUPPORTS, rating=Rating.FALSE)
    unsure = Probabilities(supports=0.1, refutes=0.1, neutral=0.8)
    alone = made(PART, unread).combined
    both = made(PART, replace(unread, probabilities=unsure)).combined
    of_a_fact = made(PART, match(SUPPORTS, unsure)).combined

    assert alone is not None
    assert both is not None
    assert of_a_fact is not None
    assert both.supports >= alone.supports > of_a_fact.supports


def test_a_support_the_model_reads_as_a_contradiction_stays_open() -> None:
    assert stance_of(match(SUPPORTS, NO)) is NEUTRAL


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        pytest.param(YES, SUPPORTS, id="surely-supports"),
        pytest.param(LIKELY, SUPPORTS, id="likely-supports"),
        pytest.param(NO, REFUTES, id="surely-refutes"),
        pytest.param(UNLIKELY, NEUTRAL, id="likely-refutes-is-not-enough"),
    ],
)
def test_the_model_alone_settles_what_it_is_sure_of(read: Probabilities, expected: Stance) -> None:
    assert stance_of(match(NEUTRAL, read)) is expected


def test_what_the_model_alone_settles_says_so_with_its_probability() -> None:
    told = combiner()(PART, match(NEUTRAL, YES)).comparisons
    assert [(c.name, c.stance, c.detail) for c in told] == [(Reason.MODEL, SUPPORTS, "0.97")]


def test_facts_read_together_are_told_as_they_were_read() -> None:
    found = replace(match(NEUTRAL, YES), together=(Fact(id="g", statement="Another."),))
    (told,) = combiner()(PART, found).comparisons
    assert told.fact_text == "A fact. Another."


@pytest.mark.parametrize("kind", [Reason.ENTITY, Reason.QUANTITY, Reason.DATE])
def test_a_name_figure_or_date_the_fact_lacks_is_never_supported_by_the_model(kind: Reason) -> None:
    ground = replace(SHARED, gaps=(Gap(kind=kind, text="7"),))
    assert stance_of(match(NEUTRAL, YES, ground=ground)) is NEUTRAL


@pytest.mark.parametrize("read", [YES, NO], ids=["supports", "refutes"])
@pytest.mark.parametrize(
    "ground",
    [
        pytest.param(None, id="nothing-in-common"),
        pytest.param(replace(SHARED, same_occasion=False), id="another-occasion"),
        pytest.param(replace(SHARED, same_mood=False), id="supposed-or-reported"),
    ],
)
def test_the_model_settles_nothing_of_other_things(
    read: Probabilities, ground: Ground | None
) -> None:
    assert stance_of(match(NEUTRAL, read, ground=ground)) is NEUTRAL


@pytest.mark.parametrize(
    ("has_others", "coverage", "expected"),
    [
        pytest.param(False, 0.7, SUPPORTS, id="of-nobody-else"),
        pytest.param(True, 0.7, NEUTRAL, id="of-somebody-else"),
        pytest.param(False, 0.4, NEUTRAL, id="little-of-it"),
    ],
)
def test_a_part_without_names_is_supported_by_what_says_much_of_it_and_of_nobody_else(
    has_others: bool, coverage: float, expected: Stance
) -> None:
    ground = replace(SHARED, names=0, has_others=has_others)
    assert stance_of(replace(match(NEUTRAL, YES, ground=ground), coverage=coverage)) is expected


def test_the_model_accuses_nobody_whom_the_fact_does_not_name() -> None:
    assert stance_of(match(NEUTRAL, NO, ground=replace(SHARED, same_actors=False))) is NEUTRAL


@pytest.mark.parametrize("read", [YES, NO], ids=["supports", "refutes"])
@pytest.mark.parametrize(
    "reason",
    [
        Reason.AMBIGUOUS, Reason.UNDATED, Reason.QUOTE, Reason.ROLE, Reason.PLACE,
        Reason.QUANTIFIER,
    ],
)  # fmt: skip
def test_what_a_comparator_leaves_open_for_its_own_cause_stays_open(
    read: Probabilities, reason: Reason
) -> None:
    assert stance_of(match(NEUTRAL, read, Comparison(name=reason, stance=NEUTRAL))) is NEUTRAL


def test_the_model_supports_nothing_the_fact_tells_of_another() -> None:
    assert stance_of(match(NEUTRAL, YES, ground=SHARED)) is SUPPORTS
    ground = replace(SHARED, is_told_otherwise=True)
    assert stance_of(match(NEUTRAL, YES, ground=ground)) is NEUTRAL


def test_the_model_supports_nothing_the_fact_tells_the_other_way_about() -> None:
    turned = Comparison(name=Reason.UNDECIDED, stance=NEUTRAL, detail=TURNED)
    assert stance_of(match(NEUTRAL, YES, turned)) is NEUTRAL
    assert stance_of(match(NEUTRAL, YES, replace(turned, detail=""))) is SUPPORTS


def test_the_model_supports_nothing_that_rises_where_the_fact_falls() -> None:
    contrary = Comparison(
        name=Reason.DIRECTION, stance=NEUTRAL, claim_text="closed", fact_text="open"
    )
    assert stance_of(match(NEUTRAL, YES, contrary)) is NEUTRAL
    assert stance_of(match(NEUTRAL, YES, replace(contrary, stance=SUPPORTS))) is SUPPORTS


@pytest.mark.parametrize("read", [YES, NO], ids=["supports", "refutes"])
@pytest.mark.parametrize(
    "part",
    [
        pytest.param(replace(PART, role=Role.IDENTIFICATION), id="title"),
        pytest.param(replace(PART, role=Role.ATTRIBUTION), id="who-says-it"),
        pytest.param(replace(PART, kind=ClaimKind.OPINION), id="opinion"),
    ],
)
def test_the_model_settles_statements_only(read: Probabilities, part: Part) -> None:
    assert stance_of(match(NEUTRAL, read), part) is NEUTRAL


@pytest.mark.parametrize("kind", [ClaimKind.PREDICTION, ClaimKind.PROMISE])
def test_the_model_bears_out_what_is_to_come_and_contradicts_it_by_nothing(kind: ClaimKind) -> None:
    part = replace(PART, kind=kind)
    rumour = match(NEUTRAL, YES, rating=Rating.FALSE)

    assert stance_of(match(NEUTRAL, YES), part) is SUPPORTS
    assert stance_of(match(NEUTRAL, NO), part) is NEUTRAL
    assert stance_of(rumour, part) is NEUTRAL


@pytest.mark.parametrize(
    ("read", "similarity", "expected"),
    [
        pytest.param(YES, 0.2, SUPPORTS, id="support-from-afar"),
        pytest.param(YES, 0.05, NEUTRAL, id="support-from-too-far"),
        pytest.param(NO, 0.2, NEUTRAL, id="refutation-from-afar"),
    ],
)
def test_the_model_alone_needs_a_fact_about_the_same_thing(
    read: Probabilities, similarity: float, expected: Stance
) -> None:
    far = replace(match(NEUTRAL, read), similarity=similarity, coverage=0.4)
    assert stance_of(far) is expected


def test_the_model_alone_needs_words_or_most_of_what_is_said() -> None:
    near = replace(match(NEUTRAL, YES), similarity=0.05, coverage=0.5)
    assert stance_of(near) is SUPPORTS


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(match(NEUTRAL, LIKELY, rating=Rating.FALSE), NEUTRAL, id="likely"),
        pytest.param(match(NEUTRAL, YES, rating=Rating.FALSE), SUPPORTS, id="surely"),
        pytest.param(
            match(NEUTRAL, YES, rating=Rating.FALSE, ground=replace(SHARED, same_actors=False)),
            NEUTRAL, id="of-others",
        ),
        pytest.param(
            replace(match(NEUTRAL, YES, rating=Rating.FALSE), similarity=0.3), NEUTRAL, id="far",
        ),
    ],
)  # fmt: skip
def test_agreeing_with_a_rumour_takes_what_a_refutation_takes(
    found: Match, expected: Stance
) -> None:
    assert stance_of(found) is expected


shares = st.floats(0, 1)
grounds = st.builds(
    Ground,
    gaps=st.sampled_from([(), (Gap(kind=Reason.DATE, text="1999"),)]),
    unmet=st.sampled_from([(), ("a",), ("a", "b", "c", "d")]),
    names=st.integers(0, 9),
    words=st.integers(0, 500),
    fact_words=st.integers(0, 500),
    fact_coverage=shares,
    same_actors=st.booleans(),
    same_occasion=st.booleans(),
    same_mood=st.booleans(),
    has_others=st.booleans(),
    is_certain=st.booleans(),
)


@given(
    ground=grounds | st.none(),
    stance=st.sampled_from(Stance),
    coverage=shares,
    read=st.sampled_from([None, YES, NO, LIKELY, Probabilities(supports=0, refutes=0, neutral=1)]),
)
def test_the_shipped_coefficients_give_probabilities(
    ground: Ground | None, stance: Stance, coverage: float, read: Probabilities | None
) -> None:
    found = replace(match(stance, read, ground=ground), coverage=coverage)
    combined = load_combiner()(PART, found).combined
    assert combined is not None
    chances = (combined.supports, combined.refutes, combined.neutral)
    assert all(0 <= chance <= 1 for chance in chances)
    assert sum(chances) == pytest.approx(1)


@given(ground=grounds, stance=st.sampled_from(Stance), coverage=shares)
def test_the_shipped_coefficients_change_no_verdict_of_the_rules(
    ground: Ground, stance: Stance, coverage: float
) -> None:
    found = replace(match(stance, ground=ground), coverage=coverage)
    assert load_combiner()(PART, found).stance is stance


def test_a_model_does_not_undo_roles_that_the_rules_found() -> None:
    turned = match(SUPPORTS, NO, ground=replace(SHARED, same_roles=True))
    assert stance_of(turned) is SUPPORTS
