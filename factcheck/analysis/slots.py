"""Which state of what a statement tells, apart from who or how much it is at the time.

"Ada Neri is the mayor of Verona" and "Il sindaco di Verona è Carlo Po" fill one slot; so do "The
population of Leeds is 798,786" and "... is 809,000". Whatever else is said makes another slot.
"""

from __future__ import annotations

from dataclasses import dataclass

from factcheck.analysis.lexicon import relations
from factcheck.analysis.name_matching import NameRelation, compare_names
from factcheck.model import Analysis, Name, Office, Quantity, Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A state that one holder or one figure fills at a time; equal slots are one state."""

    kind: str
    of: tuple[str, ...]
    names: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """A slot with what fills it."""

    slot: Slot
    holder: Name | None = None
    figure: Quantity | None = None

    def excludes(self, other: Filling) -> bool:
        """Tell whether both cannot fill their one slot on the same day."""
        if self.holder is not None and other.holder is not None:
            return compare_names(self.holder, other.holder) is NameRelation.DIFFERENT
        if self.figure is not None and other.figure is not None:
            mine, theirs = self.figure, other.figure
            return mine.high < theirs.low or theirs.high < mine.low
        return False


def filling_of(analysis: Analysis) -> Filling | None:
    """Return the slot a statement fills, ``None`` when it tells of nothing one alone can be.

    A statement that gives a time, denies or supposes something fills none.
    """
    if analysis.dates or any(token.negated or token.hypothetical for token in analysis.tokens):
        return None
    held = [office for office in analysis.offices if office.holder is not None]
    if held:
        return _office(analysis, held) if not analysis.quantities else None
    return _figure(analysis)


def _office(analysis: Analysis, held: list[Office]) -> Filling | None:
    office, *others = held
    if others or office.holder is None or office.former:
        return None
    rules = relations()
    if office.concept not in rules.single_offices:
        return None
    holder = office.holder
    names = [n for n in analysis.names if n.key not in (office.body, holder.key)]
    words = [t for t in analysis.content if not _belongs(t, office, holder, analysis.text)]
    if not (office.body or names or words or office.concept in rules.sole_offices):
        return None  # of what, nobody says
    slot = Slot(
        kind="office",
        of=(office.concept, office.body),
        names=tuple(sorted(name.key for name in names)),
        words=tuple(sorted(token.key for token in words)),
    )
    return Filling(slot=slot, holder=holder)


def _belongs(token: Token, office: Office, holder: Name, text: str) -> bool:
    """Tell whether a word is the office, lies in the holder's name or is a given name before it."""
    if token.span.start >= office.span.start and token.span.end <= office.span.end:
        return True
    if holder.span.start <= token.span.start < holder.span.end:
        return True
    between = text[token.span.end : holder.span.start]
    return token.text[:1].isupper() and token.span.end <= holder.span.start and between == " "


def _figure(analysis: Analysis) -> Filling | None:
    if len(analysis.quantities) != 1 or not analysis.names or not analysis.content:
        return None
    figure = analysis.quantities[0]
    slot = Slot(
        kind="figure",
        of=(figure.dimension, figure.per),
        names=tuple(name.key for name in analysis.names),
        words=tuple(sorted({token.key for token in analysis.content})),
    )
    return Filling(slot=slot, figure=figure)
