"""The stage between comparing and deciding: a model reads parts beside the likeliest facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from factcheck.model import (
    WORTH_READING,
    ClaimKind,
    Compared,
    Match,
    Mend,
    Part,
    Probabilities,
    Stance,
)
from factcheck.models.scores import DIGITS
from factcheck.models.texts import evidence_text, mended_sentence, readable
from factcheck.protocols import SlipReader, VerificationModel

FACTS_PER_PART = 5
"""Facts read beside each part at most: the right one is nearly always among the first three."""
FACTS_PER_SENTENCE = 3
"""Facts read beside a whole sentence of several parts."""
_SEVERAL = 2
_NO_SLIP = -1.0
"""Log-odds of a slip up to which a sentence need not be read put right: below every limit."""
_DOUBT = 0.25
"""Probability that a fact refutes a part from which on it is asked what is wrong in it."""


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
        whole = {
            (number, evidence): pair
            for number, one in enumerate(compared)
            for evidence, pair in wholes_of(one).items()
        }
        rows = list(self.model([*asked.values(), *whole.values()]))
        found = dict(zip(asked, rows, strict=False))
        of_whole = dict(zip(whole, rows[len(asked) :], strict=True))

        def row_of(number: int, i: int) -> tuple[Match, ...]:
            return tuple(
                replace(
                    match,
                    probabilities=_best(
                        found.get((number, i, j)), of_whole.get((number, evidence_text(match)))
                    ),
                )
                for j, match in enumerate(compared[number].matches[i])
            )

        return self._suspected(
            self._mended(
                [
                    replace(one, matches=tuple(row_of(number, i) for i in range(len(one.matches))))
                    for number, one in enumerate(compared)
                ]
            )
        )

    def _suspected(self, compared: Sequence[Compared]) -> list[Compared]:
        """Return the claims, with what the model makes of what may be mixed up in them.

        A true sentence about another event is no better with the fact's words in it: what counts
        is that the sentence reads as a slip, and by how much less with its words put right.
        """
        if not isinstance(self.model, SlipReader):
            return list(compared)
        asked = [list(suspected_of(one)) for one in compared]
        stands = _stands(self.model, [one for row in asked for one in row])
        return [_with_slips(one, row, stands) for one, row in zip(compared, asked, strict=True)]

    def _mended(self, compared: Sequence[Compared]) -> list[Compared]:
        """Return the claims, with what would put right the parts that a fact seems to refute."""
        asked = [
            (number, place, mend, pair)
            for number, one in enumerate(compared)
            for place, mend, pair in mended_pairs_of(one)
        ]
        rows = list(self.model([pair for *_, pair in asked])) if asked else []
        best: dict[tuple[int, int, int], tuple[Mend, Probabilities]] = {}
        for (number, place, mend, _), read in zip(asked, rows, strict=True):
            known = best.get((number, *place))
            if known is None or read.supports > known[1].supports:
                best[number, *place] = (mend, read)
        borne_out = {k: mend for k, (mend, read) in best.items() if read.supports > read.refutes}
        slips = self._slips_of(borne_out, compared)
        return [
            replace(
                one,
                matches=tuple(
                    tuple(
                        _with_mend(match, best.get((number, i, j)), slips.get((number, i, j)))
                        for j, match in enumerate(row)
                    )
                    for i, row in enumerate(one.matches)
                ),
            )
            for number, one in enumerate(compared)
        ]

    def _slips_of(
        self, mends: Mapping[tuple[int, int, int], Mend], compared: Sequence[Compared]
    ) -> dict[tuple[int, int, int], float]:
        """Return how surely whole sentences mixed up what is put right, as a slip head tells."""
        if not isinstance(self.model, SlipReader):
            return {}
        asked: dict[tuple[int, int, int], Suspected] = {}
        for (number, i, j), mend in mends.items():
            one = compared[number]
            text = mended_sentence(one.claim, one.claim.parts[i], mend)
            if text:
                day, fact = _day_of(one), one.matches[i][j].fact.statement
                asked[number, i, j] = Suspected(
                    place=(i, j, 0),
                    as_told=(day + one.claim.text, fact),
                    mended=(day + text, fact),
                )
        stands = _stands(self.model, list(asked.values()))
        return {place: round(one.slip(stands), DIGITS) for place, one in asked.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspected:
    """Where a suspicion stands (part, match, which of its own), and the pairs of texts to read."""

    place: tuple[int, int, int]
    as_told: tuple[str, str]
    mended: tuple[str, str]

    def slip(self, stands: Mapping[tuple[str, str], float]) -> float:
        """Return the log-odds of a slip, or by how much they fall when it is put right."""
        told = stands[self.as_told]
        return min(told, told - stands[self.mended]) if self.mended in stands else told


def suspected_of(compared: Compared) -> Iterator[Suspected]:
    """Yield what may be mixed up in a claim, with the text's day before it where it is known."""
    told = _day_of(compared)
    for i, row in enumerate(compared.matches):
        for j, match in enumerate(row):
            for k, one in enumerate(match.suspicions):
                yield Suspected(
                    place=(i, j, k),
                    as_told=(told + one.text, match.fact.statement),
                    mended=(told + one.mended, match.fact.statement),
                )


def _day_of(compared: Compared) -> str:
    """Return the text's day as it stands before a sentence that a slip head reads."""
    day = compared.document.date
    return f"{day.isoformat()}: " if day else ""


def _stands(model: SlipReader, asked: Sequence[Suspected]) -> dict[tuple[str, str], float]:
    """Return the log-odds of a slip of all texts as told, and put right where that may matter."""
    stands = _read(model, [one.as_told for one in asked])
    doubted = [one.mended for one in asked if stands[one.as_told] > _NO_SLIP]
    return stands | _read(model, doubted)


def _read(model: SlipReader, pairs: Sequence[tuple[str, str]]) -> dict[tuple[str, str], float]:
    asked = list(dict.fromkeys(pairs))
    return dict(zip(asked, model.slips(asked), strict=True)) if asked else {}


def _with_slips(
    compared: Compared, asked: Sequence[Suspected], stands: Mapping[tuple[str, str], float]
) -> Compared:
    rows = [list(row) for row in compared.matches]
    for one in asked:
        i, j, k = one.place
        found = list(rows[i][j].suspicions)
        found[k] = replace(found[k], slip=round(one.slip(stands), DIGITS))
        rows[i][j] = replace(rows[i][j], suspicions=tuple(found))
    return replace(compared, matches=tuple(map(tuple, rows)))


def _with_mend(match: Match, found: tuple[Mend, Probabilities] | None, slip: float | None) -> Match:
    return replace(match, mend=found[0], mended=found[1], mend_slip=slip) if found else match


def mended_pairs_of(
    compared: Compared,
) -> Iterator[tuple[tuple[int, int], Mend, tuple[str, str]]]:
    """Yield part and match, what of the fact is put in its place, and the texts to read again."""
    claim = compared.claim
    for i, (part, row) in enumerate(zip(claim.parts, compared.matches, strict=True)):
        for j, match in enumerate(row):
            read, ground = match.probabilities, match.ground
            if match.stance is not Stance.NEUTRAL or read is None or ground is None:
                continue
            for mend in ground.mends if read.refutes >= _DOUBT else ():
                text = readable(compared.document, claim, part, mend)
                if text:
                    yield (i, j), mend, (text, evidence_text(match))


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
            pairs |= {(i, j): (text, evidence_text(row[j])) for j in chosen}
    return pairs


def wholes_of(compared: Compared) -> dict[str, tuple[str, str]]:
    """Return, by evidence, the texts of a sentence of several parts and its nearest facts.

    A fact that bears out the whole sentence bears out each of its parts, however they were cut.
    """
    claim = compared.claim
    if len(claim.parts) < _SEVERAL or claim.kind is ClaimKind.BOILERPLATE:
        return {}
    best: dict[str, float] = {}
    for row in compared.matches:
        for j in worth_reading(row):
            evidence = evidence_text(row[j])
            best[evidence] = max(best.get(evidence, 0.0), _promise(row[j]))
    nearest = sorted(best, key=lambda evidence: (-best[evidence], evidence))[:FACTS_PER_SENTENCE]
    part = Part(span=claim.span, text=claim.text)
    text = readable(compared.document, replace(claim, parts=(part,)), part)
    return {evidence: (text, evidence) for evidence in nearest if text}


def _best(own: Probabilities | None, whole: Probabilities | None) -> Probabilities | None:
    """Return the part's own reading, or the sentence's where that is the surer support."""
    if own is None or whole is None:
        return own
    return whole if whole.supports > max(own.supports, own.refutes) else own


def worth_reading(row: Sequence[Match]) -> list[int]:
    """Return the places of the matches to read: those that settle something, then the nearest."""
    order = sorted(range(len(row)), key=lambda j: (*_rank(row[j]), row[j].fact.id))
    return [j for j in order[:FACTS_PER_PART] if _is_worth(row[j])]


def _is_worth(match: Match) -> bool:
    return match.stance is not Stance.NEUTRAL or _promise(match) >= WORTH_READING


def _rank(match: Match) -> tuple[bool, float]:
    return match.stance is Stance.NEUTRAL, -_promise(match)


def _promise(match: Match) -> float:
    return match.coverage + match.similarity
