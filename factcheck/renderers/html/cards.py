"""One claim with its evidence, ready to be laid out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from factcheck.model import (
    Assessment,
    Comparison,
    DateMention,
    Match,
    PartAssessment,
    Rating,
    Reason,
    Verdict,
)
from factcheck.renderers.display import Display
from factcheck.renderers.evidence import (
    both_sides,
    clashes,
    counting_parts,
    deciding_matches,
    part_fact_ids,
    points_to,
)
from factcheck.renderers.explanations import held_until, notes
from factcheck.renderers.html.links import Link, links
from factcheck.renderers.html.marks import (
    Piece,
    clashing_spans,
    clipped_pieces,
    fact_spans,
    part_spans,
)
from factcheck.renderers.reasons import nearest_match, told_reasons
from factcheck.renderers.reviews import told_review, verdict_words

MAX_SENTENCE = 600  # characters; the article itself is shown in full
MAX_STATEMENT = 500
MAX_FACTS = 3  # per part; the JSON report has them all
FOLDED = frozenset({Reason.BOILERPLATE, Reason.DUPLICATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """In which respect text and fact differ, and the words of both sides."""

    reason: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A fact beside a part; ``verdict`` is the one it points to."""

    verdict: Verdict
    pieces: tuple[Piece, ...]
    lang: str
    cited: str
    fact_id: str
    headline: str
    links: tuple[Link, ...]
    rating: Rating
    denied: bool = False
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartCard:
    """A part with its verdict; ``more`` counts the facts left out."""

    verdict: Verdict
    told: str
    reasons: str
    pieces: tuple[Piece, ...]
    evidence: tuple[Evidence, ...]
    more: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A claim; ``first`` is the number of the claim it repeats, 0 when it repeats none.

    ``decided`` tells what people decided of it and what was computed.
    """

    number: int
    claim_id: str
    verdict: Verdict
    told: str
    reasons: str
    confidence: str
    place: str
    kind: str
    speakers: tuple[str, ...]
    times: tuple[str, ...]
    worth: str
    first: int
    folded: bool
    pieces: tuple[Piece, ...]
    parts: tuple[PartCard, ...]
    nearest: Evidence | None
    decided: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """Makes the cards of one document; ``numbers`` are its claims' numbers by id."""

    words: Display
    numbers: Mapping[str, int]

    def card(self, number: int, assessment: Assessment) -> Card:
        """Return the card of the claim numbered ``number``."""
        claim, words = assessment.claim, self.words
        parted = assessment.verdict is Verdict.PARTLY_SUPPORTED  # there each part says its own
        worth = words.word("extraction", "checkworthiness")
        spans = clashing_spans(assessment)
        return Card(
            number=number,
            claim_id=claim.id,
            verdict=assessment.verdict,
            told=capital(verdict_words(assessment, words)),
            reasons="" if parted else told_reasons(assessment, words),
            confidence=self._confidence(assessment.confidence),
            place=f"{claim.line}:{claim.column}",
            kind=claim.kind,
            speakers=speakers(assessment),
            times=tuple(self._times(assessment)),
            worth=worth.format(percent=round(claim.checkworthiness * 100)),
            first=self.numbers.get(claim.duplicate_of, 0),
            folded=bool(claim.duplicate_of or FOLDED.intersection(assessment.reasons)),
            pieces=clipped_pieces(claim.text, spans, MAX_SENTENCE, start=claim.span.start),
            parts=tuple(self._parts(assessment)),
            nearest=self._nearest(assessment),
            decided=told_review(assessment, words),
        )

    def _confidence(self, confidence: float | None) -> str:
        if confidence is None:
            return ""
        percent = int(confidence * 100)  # rounds down: never shows a certainty
        return str(self.words.table["confidence"]).format(percent=percent)

    def _times(self, assessment: Assessment) -> Iterator[str]:
        """Yield what the claim says of when, resolved: "sabato → 16 novembre 2024"."""
        for mention in event_dates(assessment):
            if mention.interval is not None:
                day = self.words.interval(mention.interval)
                yield day if mention.text == day else f"{mention.text} → {day}"

    def _parts(self, assessment: Assessment) -> Iterator[PartCard]:
        if assessment.verdict is Verdict.NOT_ENOUGH_INFO:
            return
        for part in counting_parts(assessment):
            matches = deciding_matches(part)
            if part.verdict is Verdict.CONFLICTING:
                matches = both_sides(matches) or matches
            record = part.part
            spans = [span for match in matches[:1] for span in part_spans(part, match)]
            shown = clipped_pieces(record.text, spans, MAX_SENTENCE, start=record.span.start)
            yield PartCard(
                verdict=part.verdict,
                told=capital(self.words.verdict(part.verdict, part_fact_ids(part))),
                reasons=told_reasons(part, self.words),
                pieces=shown,
                evidence=tuple(self._match(part, match) for match in matches[:MAX_FACTS]),
                more=max(len(matches) - MAX_FACTS, 0),
                notes=notes(part, self.words),
            )

    def _match(self, part: PartAssessment, match: Match) -> Evidence:
        contradicted = part.verdict in {Verdict.REFUTED, Verdict.CONFLICTING}
        differing = tuple(self._differences(part, match)) if contradicted else ()
        denied = part.verdict is Verdict.SUPPORTED and match.fact.rating is Rating.FALSE
        side = points_to(match) if part.verdict is Verdict.CONFLICTING else part.verdict
        return self._evidence(match, side, differing, denied=denied)

    def _nearest(self, assessment: Assessment) -> Evidence | None:
        """Return the fact that comes nearest to a claim which no fact settles."""
        if assessment.verdict is not Verdict.NOT_ENOUGH_INFO:
            return None
        match = nearest_match(assessment)
        return self._evidence(match, Verdict.NOT_ENOUGH_INFO) if match else None

    def _evidence(
        self,
        match: Match,
        verdict: Verdict,
        differences: tuple[Difference, ...] = (),
        *,
        denied: bool = False,
    ) -> Evidence:
        fact = match.fact
        spans = fact_spans(match) if differences else ()
        return Evidence(
            verdict=verdict,
            rating=fact.rating,
            pieces=clipped_pieces(fact.statement, spans, MAX_STATEMENT),
            lang=fact.lang,
            cited=self.words.citation(fact) if fact.sources else self.words.dated(fact),
            fact_id=fact.id,
            headline=self.words.headline(fact),
            links=links(fact.urls),
            denied=denied,
            differences=differences,
        )

    def _differences(self, part: PartAssessment, match: Match) -> Iterator[Difference]:
        ended = held_until(match.fact)
        if match.fact.rating is Rating.FALSE and part.verdict is Verdict.REFUTED:
            yield Difference(reason=self.words.word("reasons", Reason.RATED_FALSE), told="")
        if Reason.OUTDATED in part.reasons and ended is not None:
            until = str(self.words.table["ended"]).format(until=self.words.until(ended))
            yield Difference(reason=self.words.word("reasons", Reason.OUTDATED), told=until)
        for clash in clashes(match):
            if clash.name is not Reason.OUTDATED or ended is None:
                reason = self.words.word("reasons", clash.name)
                yield Difference(reason=reason, told=self._clash(clash))

    def _clash(self, clash: Comparison) -> str:
        sides = {"claim": clash.claim_text, "fact": clash.fact_text}
        quoted = {side: self.words.told(t) for side, t in sides.items() if t}
        if len(quoted) == len(sides):
            return str(self.words.table["clash"]).format(**quoted)
        return " ".join(quoted.values())


def capital(told: str) -> str:
    """Return ``told`` as it stands at the head of a line; fact ids in it stay as they are."""
    return told[:1].upper() + told[1:]


def speakers(assessment: Assessment) -> tuple[str, ...]:
    """Return who says the claim or one of its parts, each once."""
    named = (assessment.claim.speaker, *(part.part.speaker for part in assessment.parts))
    return tuple(dict.fromkeys(speaker for speaker in named if speaker.strip()))


def event_dates(assessment: Assessment) -> tuple[DateMention, ...]:
    """Return the time expressions of the claim and its parts, each interval once."""
    named = (assessment.claim.event_date, *(part.part.event_date for part in assessment.parts))
    return tuple({mention.interval: mention for mention in reversed(named) if mention}.values())[
        ::-1
    ]
