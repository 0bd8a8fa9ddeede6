"""What a verification model makes of the facts beside each part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from factcheck.model import Candidate, Claim, Document, Match, Part, Probabilities
from factcheck.protocols import VerificationModel

Rows = Sequence[Sequence[Match]]


@dataclass(frozen=True, slots=True)
class Reader:
    """A comparer whose matches a model has read as well; those with nothing in common it has not.

    A fact that bears out the whole sentence bears out each of its parts, however they were cut.
    """

    compare: Callable[[Document, Claim, Sequence[Claim], Sequence[Candidate]], tuple[Claim, Rows]]
    model: VerificationModel

    def __call__(
        self,
        document: Document,
        claim: Claim,
        before: Sequence[Claim],
        candidates: Sequence[Candidate],
    ) -> tuple[Claim, Rows]:
        """Return claim and matches with the model's probabilities."""
        compared, rows = self.compare(document, claim, before, candidates)
        asked = [
            (text, match.evidence)
            for part, row in zip(compared.parts, rows, strict=True)
            for match in row
            if match.ground is not None
            for text in _texts(compared, part)
        ]
        pairs = list(dict.fromkeys(asked))
        known = dict(zip(pairs, self.model(pairs), strict=True))
        return compared, [
            [_with(match, _texts(compared, part), known) for match in row]
            for part, row in zip(compared.parts, rows, strict=True)
        ]


def _texts(claim: Claim, part: Part) -> tuple[str, ...]:
    return (claim.text,) if len(claim.parts) == 1 else (part.text, claim.text)


def _with(match: Match, texts: Sequence[str], known: dict[tuple[str, str], Probabilities]) -> Match:
    if match.ground is None:
        return match
    own, *whole = (known[text, match.evidence] for text in texts)
    best = max((own, *whole), key=lambda row: row.supports)
    return replace(match, probabilities=best)
