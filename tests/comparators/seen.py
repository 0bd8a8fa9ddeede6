"""What the search for slips is given: a whole sentence beside every fact that was found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from unittest.mock import patch

from factcheck.comparators import judge
from factcheck.model import Fact
from factcheck.model.alignment import Pair
from tests.comparators.test_ground import matches

DAY = date(2019, 5, 4)


def pairs_beside(text: str, facts: Sequence[Fact], lang: str, day: date = DAY) -> list[Pair]:
    """Return the one sentence ``text`` beside each of ``facts``, in their order."""
    seen: list[list[Pair]] = []

    def record(pairs: Sequence[Pair], similarities: Sequence[float]) -> None:
        seen.append(list(pairs))

    with patch.object(judge, "likely_slip", record):
        matches(text, *facts, lang=lang, day=day)
    return seen[0]


def pairs_of(text: str, facts: Sequence[tuple[str, str]], lang: str) -> list[Pair]:
    """Return the one sentence ``text`` beside each statement, told with its language."""
    known = [Fact(id=f"f{n}", statement=s, lang=of) for n, (of, s) in enumerate(facts)]
    return pairs_beside(text, known, lang)
