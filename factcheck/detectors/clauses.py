"""Where one clause of a sentence ends and the next begins, and what each is about."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from factcheck.analysis.subjects import Phrases, Subject
from factcheck.detectors.asides import Aside, AsideKind, find_asides, in_brackets
from factcheck.detectors.segments import MIN_WORDS, Markers, Segment
from factcheck.model import Analysis, Role, Token

_CLAUSE_REACH = 6
"""Words after a comma among which a new clause has its verb."""


def clauses(
    analysis: Analysis, phrases: Phrases, segment: Segment, markers: Markers
) -> list[Segment]:
    """Return the segment cut where a new clause begins and both sides can stand.

    What interrupts a clause comes after it, as a segment inside its segment. A conditional
    sentence stays whole: neither half is asserted.
    """
    openings = [
        position
        for position in range(segment.start + 1, segment.stop)
        if _begins_clause(analysis, phrases, position, segment.stop, markers)
    ]
    is_plain = not openings and not phrases.marked(segment.start + 1, segment.stop)
    if is_plain or _is_conditional(phrases, segment):
        return [_alone(phrases, segment)]
    torn = _torn(analysis) | _bracketed(phrases, segment)
    asides = find_asides(phrases, segment.start, segment.stop, torn)
    taken = {p for aside in asides for p in range(aside.start, aside.stop + 1)}
    cuts = {p for p in openings if p not in torn and p not in taken}
    beside, inside = _placed(phrases, segment, asides, sorted(cuts))
    for aside in beside:
        cuts |= {aside.start, aside.stop} - {segment.start, segment.stop}
    pieces = _merged(analysis, _pieces(segment, cuts, beside))
    holes = {p for aside in inside for p in range(aside.start, aside.stop)}
    found = [*_Reader(phrases, segment, holes).read(pieces)]
    found += [_nested(phrases, segment, aside) for aside in inside]
    return sorted(found, key=lambda piece: (piece.start, -piece.stop))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch between two cuts; ``aside`` is set when it is one."""

    start: int
    stop: int
    aside: Aside | None = None


def _is_conditional(phrases: Phrases, segment: Segment) -> bool:
    return phrases.has_word(phrases.rules.conditions, segment.start, segment.stop)


def _alone(phrases: Phrases, segment: Segment) -> Segment:
    subject = phrases.subject(segment.start, segment.stop)
    return segment if subject else replace(segment, lacks_subject=True)


def _placed(
    phrases: Phrases, segment: Segment, asides: Sequence[Aside], cuts: Sequence[int]
) -> tuple[list[Aside], list[Aside]]:
    """Return the asides beside whole clauses, and those inside one, which goes on after them."""
    beside: list[Aside] = []
    inside: list[Aside] = []
    since = segment.start
    for aside in asides:
        number = bisect_right(cuts, aside.start)
        since = max(since, cuts[number - 1] if number else segment.start)
        has_clause_before = phrases.finite(since, aside.start) >= 0
        goes_on = aside.stop < segment.stop
        has_clause_after = goes_on and phrases.finite(aside.stop, segment.stop) >= 0
        if aside.start == segment.start or (
            has_clause_before and (has_clause_after or not goes_on)
        ):
            beside.append(aside)
            since = aside.stop
        else:
            inside.append(aside)
    return beside, inside


def _pieces(segment: Segment, cuts: set[int], beside: Sequence[Aside]) -> list[_Piece]:
    by_start = {aside.start: aside for aside in beside}
    bounds = sorted({segment.start, *cuts, segment.stop})
    return [_Piece(start, stop, by_start.get(start)) for start, stop in pairwise(bounds)]


def _merged(analysis: Analysis, pieces: Sequence[_Piece]) -> list[_Piece]:
    """Return the pieces; one that cannot stand joins the one before, the first the next."""
    kept: list[_Piece] = []
    for piece in pieces:
        stands = piece.aside is not None or _can_stand(analysis, piece.start, piece.stop)
        if kept and not stands and kept[-1].aside is None:
            kept[-1] = _Piece(kept[-1].start, piece.stop)
        else:
            kept.append(piece)
    first = kept[0]
    if len(kept) > 1 and first.aside is None and not _can_stand(analysis, first.start, first.stop):
        kept[:2] = [_Piece(first.start, kept[1].stop)]
    return kept


class _Reader:
    """Gives the pieces of one segment their role and what they are about."""

    def __init__(self, phrases: Phrases, segment: Segment, holes: Collection[int]) -> None:
        self._phrases = phrases
        self._segment = segment
        self._holes = holes
        self._subject: Subject | None = None

    def read(self, pieces: Sequence[_Piece]) -> list[Segment]:
        """Return a segment per piece, in order."""
        found: list[Segment] = []
        for number, piece in enumerate(pieces):
            if piece.aside is None:
                found.append(self._clause(piece, is_first=not found))
            elif number == 0:
                found.append(self._fronted(piece.aside, pieces[1:2]))
            else:
                found.append(self._following(piece.aside, found[-1].start))
        return found

    def _clause(self, piece: _Piece, *, is_first: bool) -> Segment:
        own = self._phrases.subject(piece.start, piece.stop, self._holes)
        part = Segment(piece.start, piece.stop, self._segment.role, self._segment.speaker)
        if own is not None:
            self._subject = own
            return part
        if is_first or self._subject is None:
            return replace(part, lacks_subject=is_first or self._is_bare(piece))
        return replace(part, context=self._subject.text) if self._is_bare(piece) else part

    def _is_bare(self, piece: _Piece) -> bool:
        """Tell whether a verb opens the clause, after "and" at most: its subject stands before."""
        phrases = self._phrases
        position = piece.start
        while position < piece.stop - 1 and (
            phrases.low(position) in phrases.rules.coordinators
            or phrases.low(position) in phrases.rules.clitics
            or phrases.low(position) in phrases.rules.negators
        ):
            position += 1
        return phrases.finite(position, position + 1) >= 0 and self._agrees(position)

    def _agrees(self, verb: int) -> bool:
        if self._subject is None or not self._phrases.rules.drops_subject:
            return True
        return self._subject.is_plural == self._phrases.is_plural_verb(verb)

    def _fronted(self, aside: Aside, after: Sequence[_Piece]) -> Segment:
        part = _aside_segment(self._phrases, self._segment, aside)
        subject = (
            self._phrases.subject(after[0].start, after[0].stop, self._holes) if after else None
        )
        if subject is None:
            return replace(part, lacks_subject=True)
        return replace(part, context=subject.text)

    def _following(self, aside: Aside, since: int) -> Segment:
        """Return the aside after a clause: about the clause's subject or what ended it."""
        part = _aside_segment(self._phrases, self._segment, aside)
        of_subject = aside.kind is AsideKind.COMMENT or self._phrases.is_gerund(aside.start)
        if aside.kind is AsideKind.RELATIVE:
            if self._phrases.low(aside.start) in self._phrases.rules.place_relatives:
                return self._place_relative(part)
            context = _relative_context(self._phrases, aside, since)
        elif aside.kind is AsideKind.COMMENT and not aside.ranks:
            context = ""
        elif of_subject:
            return self._about_subject(part)
        else:
            context = self._phrases.antecedent(since, aside.start)
        return replace(part, context=context)

    def _place_relative(self, part: Segment) -> Segment:
        """Read "dove aveva partecipato": of the same subject, unless one may follow the verb."""
        phrases = self._phrases
        if phrases.subject(part.start + 1, part.stop) or phrases.has_object_or_subject(
            part.start + 1, part.stop
        ):
            return part
        return self._about_subject(part)

    def _about_subject(self, part: Segment) -> Segment:
        if self._subject is None:
            return replace(part, lacks_subject=True)
        return replace(part, context=self._subject.text)


def _aside_segment(phrases: Phrases, segment: Segment, aside: Aside) -> Segment:
    """Return the aside as a segment: titles and passing circumstances identify, others assert.

    What ends the sentence with a figure or a date is the point of it, whatever its shape.
    """
    ends_with_figures = aside.stop >= segment.stop and phrases.has_figure_or_date(
        aside.start, aside.stop
    )
    passing = (aside.kind is AsideKind.APPOSITION and not ends_with_figures) or (
        aside.kind is AsideKind.PARTICIPLE
        and aside.stop < segment.stop
        and not phrases.has_figure_or_date(aside.start, aside.stop)
    )
    role = Role.IDENTIFICATION if passing else segment.role
    return Segment(aside.start, aside.stop, role, segment.speaker)


def _nested(phrases: Phrases, segment: Segment, aside: Aside) -> Segment:
    """Return an aside that interrupts its clause, about the phrase it interrupts."""
    part = _aside_segment(phrases, segment, aside)
    if aside.kind is AsideKind.RELATIVE:
        return replace(part, context=_relative_context(phrases, aside, segment.start))
    return replace(part, context=phrases.antecedent(segment.start, aside.start))


def _relative_context(phrases: Phrases, aside: Aside, since: int) -> str:
    """Return what a relative clause is about: what it follows, unless it has its own subject."""
    opener = aside.start + (phrases.low(aside.start) not in phrases.rules.relatives)
    possessive = opener > aside.start or phrases.low(opener) in phrases.rules.possessive_relatives
    if not possessive and phrases.subject(opener + 1, aside.stop) is not None:
        return ""
    return phrases.antecedent(since, aside.start)


def _begins_clause(
    analysis: Analysis, phrases: Phrases, position: int, stop: int, markers: Markers
) -> bool:
    tokens = analysis.tokens
    gap = phrases.gap(position)
    low = phrases.low(position)
    opens = low in markers.coordinators or low in markers.subordinators
    if not opens and gap == " ":
        return False
    if ";" in gap or (gap.strip() != gap and ("—" in gap or "–" in gap)):
        return True
    if low in phrases.rules.reasons or _needs_time(phrases, position):
        return False
    if "," in gap:
        return low in markers.relatives or _acts_within(
            phrases, position, min(stop, position + _CLAUSE_REACH), markers
        )
    if low in markers.coordinators:
        return _acts_within(phrases, position + 1, min(stop, position + 3), markers)
    if phrases.finite(position - 1, position) >= 0:  # "dice quando": what is said
        return False
    return low in markers.subordinators and _has_verb(tokens, position, stop)


def _needs_time(phrases: Phrases, position: int) -> bool:
    """Tell of "quando" right after a time: without the time what was so then is not told."""
    return phrases.low(position) in phrases.rules.time_relatives and position - 1 in phrases.date_at


def _bracketed(phrases: Phrases, segment: Segment) -> frozenset[int]:
    """Return the positions inside brackets: no clause begins there, one may after them."""
    return frozenset(
        position
        for first, last in in_brackets(phrases, segment.start, segment.stop)
        for position in range(first + 1, last)
    )


def _torn(analysis: Analysis) -> frozenset[int]:
    """Return before which tokens a cut tears a name, a date or a figure ("March 3, 2020")."""
    starts = [token.span.start for token in analysis.tokens]
    ends = [token.span.end for token in analysis.tokens]
    spans = (
        *(name.span for name in analysis.names),
        *(date.span for date in analysis.dates),
        *(quantity.span for quantity in analysis.quantities),
    )
    return frozenset(
        position
        for span in spans
        for position in range(bisect_right(ends, span.start) + 1, bisect_left(starts, span.end))
    )


def _acts_within(phrases: Phrases, start: int, stop: int, markers: Markers) -> bool:
    """Tell whether a verb stands there; "and rising rates" goes on with a list."""
    return any(
        phrases.tokens[i].is_verb
        and not (phrases.is_gerund(i) and phrases.low(i - 1) in markers.coordinators)
        for i in range(start, stop)
    )


def _has_verb(tokens: Sequence[Token], start: int, stop: int) -> bool:
    return any(token.is_verb for token in tokens[start:stop])


def _can_stand(analysis: Analysis, start: int, stop: int) -> bool:
    tokens = analysis.tokens[start:stop]
    return len(tokens) >= MIN_WORDS and any(token.is_verb for token in tokens)
