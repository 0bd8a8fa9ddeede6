"""Which claims are shown, and in which order: the same for reports and for stored claims."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from factcheck.model.verdicts import Assessment, Verdict


class ClaimOrder(StrEnum):
    """As claims stand in their text, by verdict, or what is most worth checking first."""

    TEXT = "text"
    VERDICT = "verdict"
    CHECKWORTHINESS = "checkworthiness"


VERDICT_RANKS = {verdict: rank for rank, verdict in enumerate(Verdict)}
"""Contradictions first: the order of ``Verdict``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """The claims that are wanted: ``only`` of these verdicts, of all when it is empty."""

    order: ClaimOrder = ClaimOrder.TEXT
    only: frozenset[Verdict] = frozenset()

    def shows(self, assessment: Assessment) -> bool:
        """Tell whether the assessment has one of the wanted verdicts."""
        return not self.only or assessment.verdict in self.only

    def numbered(self, assessments: Iterable[Assessment]) -> list[tuple[int, Assessment]]:
        """Return the wanted assessments in order, each with its number in the text, from 1."""
        chosen = [(n, a) for n, a in enumerate(assessments, start=1) if self.shows(a)]
        if self.order is ClaimOrder.VERDICT:
            chosen.sort(key=lambda pair: VERDICT_RANKS[pair[1].verdict])
        elif self.order is ClaimOrder.CHECKWORTHINESS:
            chosen.sort(key=lambda pair: -pair[1].claim.checkworthiness)
        return chosen


IN_TEXT_ORDER = ClaimView()
BY_VERDICT = ClaimView(order=ClaimOrder.VERDICT)
