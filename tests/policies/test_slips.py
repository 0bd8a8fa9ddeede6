"""What a model takes for a slip: when it is one, and what is then told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from factcheck.model import ClaimKind, Match, Part, Probabilities, Reason, Suspicion
from factcheck.policies import Combiner
from tests.policies.test_combining import NO, PART, REFUTES, YES, combiner
from tests.policies.test_mending import MEND, doubted


def suspected(slip: float | None, read: Probabilities | None = NO, **changes: Any) -> Match:
    one = Suspicion(mend=MEND, text="The 60 boats.", mended="The 40 boats.", slip=slip)
    return replace(doubted(NO, None, **changes), probabilities=read, suspicions=(one,))


def reading_slips() -> Combiner:
    return replace(combiner(), model=replace(combiner().model, refutes_from=1.1, slip_from=0.5))


@pytest.mark.parametrize("read", [NO, None], ids=["read", "not-read"])
def test_what_a_model_takes_for_a_slip_is_refuted_for_that(read: Probabilities | None) -> None:
    found = reading_slips()(PART, suspected(0.5, read))
    assert found.stance is REFUTES
    (clash,) = [c for c in found.comparisons if c.stance is REFUTES]
    assert (clash.name, clash.claim_text, clash.fact_text) == (Reason.QUANTITY, "60", "40")
    assert found.combined is not None


@pytest.mark.parametrize(
    ("part", "found"),
    [
        pytest.param(PART, suspected(0.49), id="unsure"),
        pytest.param(PART, suspected(None), id="not-read"),
        pytest.param(PART, suspected(3.0, YES), id="surely-borne-out"),
        pytest.param(replace(PART, kind=ClaimKind.PROMISE), suspected(3.0), id="only-promised"),
    ],
)
def test_otherwise_a_slip_stays_open(part: Part, found: Match) -> None:
    assert reading_slips()(part, found).stance is not REFUTES


@pytest.mark.parametrize(
    ("slip", "is_refuted"),
    [
        pytest.param(None, True, id="no-slip-head"),
        pytest.param(0.2, True, id="mixed-up"),
        pytest.param(-2.9, False, id="another-thing-of-another-size"),
    ],
)
def test_a_slip_head_takes_back_what_one_change_would_put_right(
    slip: float | None, is_refuted: bool
) -> None:
    limits = replace(reading_slips().model, mend_slip_from=-0.5)
    found = replace(reading_slips(), model=limits)(PART, doubted(NO, YES, mend_slip=slip))
    assert (found.stance is REFUTES) is is_refuted
