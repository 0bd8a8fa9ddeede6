from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.model import Fact, Query
from factcheck.retrievers import vectors
from tests.retrievers.meanings import WordSenses
from training.fit_ranker import Remembering, groups_of
from training.ranker_pools import Pool

STATEMENTS = ("The bridge collapsed.", "Wine was sold abroad.", "The mayor spoke of trains.")
FACTS = tuple(
    Fact(id=f"f{number}", statement=text, lang="en") for number, text in enumerate(STATEMENTS)
)


@pytest.fixture
def pool() -> Pool:
    """One question about the first fact, by other words."""
    asked = Query(text="A viadotto fell beside the bridge", lang="en")
    return Pool("small", FACTS, ((asked, frozenset(("f0",))),))


def test_new_texts_are_embedded_once_and_kept(
    pool: Pool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "_LOCK_TIMEOUT", 1.0)  # it used to wait for itself
    first = WordSenses()
    (group,) = groups_of(pool, Remembering(first, tmp_path))
    assert group.relevant.sum() == 1
    assert len(first.asked) == len(set(first.asked))
    second = WordSenses()
    (again,) = groups_of(pool, Remembering(second, tmp_path))
    assert second.asked == []
    assert (again.features == group.features).all()
