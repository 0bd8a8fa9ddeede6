"""The stage between comparing and deciding: a model reads parts beside the likeliest facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from factcheck.model import ClaimKind, Compared, Match, Stance
from factcheck.models.texts import readable, statement_text
from factcheck.protocols import VerificationModel

FACTS_PER_PART = 5
"""Facts read beside each part at most: the right one is nearly always among the first three."""
_PROMISE = 0.5
"""Coverage and similarity together, each in [0, 1], below which a fact speaks of something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Sets the probabilities of the matches that are worth a reading."""

    model: VerificationModel

    def __call__(self, compared: Sequence[Compared]) -> list[Compared]:
        """Return the claims as they came, with what the model says of their likeliest matches."""
        asked = {
            (number, i, j): pair
            for number, one in enumerate(compared)
            for (i, j), pair in pairs_of(one).items()
        }
        found = dict(zip(asked, self.model(list(asked.values())), strict=True))

        def row_of(number: int, i: int) -> tuple[Match, ...]:
            return tuple(
                replace(match, probabilities=found.get((number, i, j)))
                for j, match in enumerate(compared[number].matches[i])
            )

        return [
            replace(one, matches=tuple(row_of(number, i) for i in range(len(one.matches))))
            for number, one in enumerate(compared)
        ]


def pairs_of(compared: Compared) -> dict[tuple[int, int], tuple[str, str]]:
    """Return, by part and match, the texts of part and fact that are worth a reading."""
    claim = compared.claim
    if claim.kind is ClaimKind.BOILERPLATE:
        return {}
    pairs: dict[tuple[int, int], tuple[str, str]] = {}
    for i, (part, row) in enumerate(zip(claim.parts, compared.matches, strict=True)):
        chosen = worth_reading(row)
        text = readable(compared.document, claim, part) if chosen else ""
        if text:
            pairs |= {(i, j): (text, statement_text(row[j].fact)) for j in chosen}
    return pairs


def worth_reading(row: Sequence[Match]) -> list[int]:
    """Return the places of the matches to read: those that settle something, then the nearest."""
    order = sorted(range(len(row)), key=lambda j: (*_rank(row[j]), row[j].fact.id))
    return [j for j in order[:FACTS_PER_PART] if _is_worth(row[j])]


def _is_worth(match: Match) -> bool:
    return match.stance is not Stance.NEUTRAL or _promise(match) >= _PROMISE


def _rank(match: Match) -> tuple[bool, float]:
    return match.stance is Stance.NEUTRAL, -_promise(match)


def _promise(match: Match) -> float:
    return match.coverage + match.similarity
