"""Figures of answers with a confidence, on rows small enough to reckon by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.evaluation.scores import (
    accuracy_at,
    area_under,
    bootstrap,
    expected_calibration_error,
    label_intervals,
    macro_f1,
    reliability,
    risk_curve,
)

LABELS = ("SUPPORTED", "REFUTED", "NEI")


def test_macro_f1_is_over_the_labels_the_file_has() -> None:
    gold, given_ = ["SUPPORTED", "SUPPORTED", "REFUTED"], ["SUPPORTED", "NEI", "REFUTED"]
    assert macro_f1(gold, given_, LABELS) == pytest.approx((2 / 3 + 1) / 2)


def test_risk_grows_from_the_surest_answers_on() -> None:
    curve = risk_curve([0.9, 0.6, 0.8, 0.7], [True, False, True, True])
    assert curve == ((0.25, 0.0), (0.5, 0.0), (0.75, 0.0), (1.0, 0.25))
    assert accuracy_at(0.5, curve) == 1.0
    assert area_under(curve) == pytest.approx(0.0625)


def test_equally_sure_answers_are_taken_together() -> None:
    assert risk_curve([0.5, 0.5], [False, True]) == ((1.0, 0.5),)


def test_nothing_answered_has_no_curve_and_no_calibration() -> None:
    assert (accuracy_at(0.5, ()), area_under(())) == (None, None)
    assert expected_calibration_error(["NEI"], ["NEI"], [None]) is None


def test_calibration_error_is_the_gap_per_bin_weighed_by_answers() -> None:
    gold, given_ = ["REFUTED"] * 4, ["REFUTED", "REFUTED", "NEI", "NEI"]
    assert expected_calibration_error(gold, given_, [0.95, 0.95, 0.35, None]) == pytest.approx(
        (2 * 0.05 + 0.35) / 3
    )
    bins = reliability([0.95, 0.95, 0.35, None], [True, True, False, False])
    assert [(one.count, one.accuracy) for one in bins] == [(1, 0.0), (2, 1.0)]


def test_intervals_are_the_same_on_every_run_and_hold_the_figure() -> None:
    gold, given_ = ["NEI"] * 50, ["NEI"] * 40 + ["REFUTED"] * 10
    for low, high in (
        bootstrap([g == h for g, h in zip(gold, given_, strict=True)]),
        label_intervals(gold, given_, LABELS)["accuracy"],
    ):
        assert low < 0.8 < high
    assert label_intervals(gold, given_, LABELS) == label_intervals(gold, given_, LABELS)


def test_drawing_cells_gives_the_interval_of_drawing_rows() -> None:
    gold, given_ = ["NEI"] * 300, ["NEI"] * 210 + ["REFUTED"] * 90
    rows = bootstrap([g == h for g, h in zip(gold, given_, strict=True)])
    assert label_intervals(gold, given_, LABELS)["accuracy"] == pytest.approx(rows, abs=0.02)


answers = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=30)


@given(answers)
def test_a_curve_ends_at_the_whole_and_its_area_is_a_share(rows: list[tuple[float, bool]]) -> None:
    curve = risk_curve([sure for sure, _ in rows], [right for _, right in rows])
    wrong = sum(not right for _, right in rows)
    assert curve[-1] == (1.0, wrong / len(rows))
    area = area_under(curve)
    assert area is not None
    assert -1e-9 <= area <= 1 + 1e-9
