"""Trees kept as data: a row goes where its numbers send it, and what is shipped is whole."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.comparators.exchange_features import FIGURES, NAMES
from factcheck.comparators.trees import Tree, Trees, trees_from

STUMP = Tree(feature=(0,), threshold=(1.5,), left=(-1,), right=(-2,), leaves=(-2.0, 3.0))
DEEP = Tree(
    feature=(0, 1), threshold=(0.0, 4.0), left=(-1, -2), right=(1, -3), leaves=(-1.0, 0.5, 2.0)
)
ALONE = Tree(feature=(), threshold=(), left=(), right=(), leaves=(0.25,))
SHIPPED = json.loads(files("factcheck.comparators").joinpath("slips.json").read_text("utf-8"))


@pytest.mark.parametrize(
    ("tree", "row", "expected"),
    [
        pytest.param(STUMP, [1.0], -2.0, id="below-goes-left"),
        pytest.param(STUMP, [1.5], -2.0, id="the-threshold-goes-left"),
        pytest.param(STUMP, [1.6], 3.0, id="above-goes-right"),
        pytest.param(DEEP, [-1.0, 9.0], -1.0, id="ends-at-the-first-node"),
        pytest.param(DEEP, [1.0, 4.0], 0.5, id="second-node-left"),
        pytest.param(DEEP, [1.0, 5.0], 2.0, id="second-node-right"),
        pytest.param(ALONE, [7.0], 0.25, id="a-leaf-alone"),
    ],
)
def test_a_row_ends_in_its_leaf(tree: Tree, row: list[float], expected: float) -> None:
    assert tree(row) == expected


def test_the_chance_is_the_sum_of_the_trees_as_odds() -> None:
    trees = Trees(features=("a", "b"), trees=(STUMP, DEEP), limit=0.5)
    assert trees([1.0, 5.0]) == pytest.approx(0.5)  # -2 and 2
    assert trees([9.0, 5.0]) == pytest.approx(1 / (1 + 2.718281828459045**-5))


@pytest.mark.parametrize("kind", [FIGURES, NAMES])
def test_every_node_of_the_shipped_trees_is_reached_once(kind: str) -> None:
    data = SHIPPED["kinds"][kind]
    assert 0.5 < data["limit"] < 1
    for tree in data["trees"]:
        ends = [*tree["left"], *tree["right"]]
        nodes, leaves = len(tree["feature"]), len(tree["leaves"])
        assert sorted(end for end in ends if end > 0) == list(range(1, nodes))
        assert sorted(-1 - end for end in ends if end < 0) == (list(range(leaves)) if nodes else [])
        assert all(0 <= feature < len(data["features"]) for feature in tree["feature"])


@given(row=st.lists(st.floats(-1e6, 1e6), min_size=80, max_size=80))
def test_any_row_has_a_chance(row: list[float]) -> None:
    for data in SHIPPED["kinds"].values():
        assert 0 < trees_from(data)(row) < 1
