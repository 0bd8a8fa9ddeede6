"""What is understood of a stretch of text. Spans count from the start of the analysed text."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from factcheck.model.texts import Span


class Granularity(StrEnum):
    """How fine a time expression is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    RANGE = "range"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Days from ``start`` to ``end``, both inclusive; ``None`` is open on that side."""

    start: date | None
    end: date | None

    def contains(self, other: Interval) -> bool:
        """Tell whether every day of ``other`` is a day of this interval."""
        starts = self.start is None or (other.start is not None and other.start >= self.start)
        ends = self.end is None or (other.end is not None and other.end <= self.end)
        return starts and ends

    def overlaps(self, other: Interval) -> bool:
        """Tell whether some day belongs to both."""
        before = self.end is not None and other.start is not None and self.end < other.start
        after = self.start is not None and other.end is not None and other.end < self.start
        return not (before or after)


class DateRelation(StrEnum):
    """How the interval relates to what is told: in it, from it on, up to it, before or after it."""

    IN = "in"
    SINCE = "since"
    UNTIL = "until"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A time expression.

    ``interval`` is ``None`` when it needs a document date that is not known, or a year the text
    does not give. ``relative`` tells that the reading rests on the document's date ("sabato",
    "a settembre", "last month").
    """

    span: Span
    text: str
    interval: Interval | None
    granularity: Granularity
    relation: DateRelation = DateRelation.IN
    relative: bool = False


class TimeKind(StrEnum):
    """What a time expression tells: when, how long, how often, how old, or only "now", "once"."""

    DATE = "date"
    DURATION = "duration"
    SET = "set"
    AGE = "age"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """A time expression of any kind, with its value in the notation of TimeML's TIMEX3.

    ``value`` is ``2024-11-16``, ``2024-W46``, ``2024-Q3`` or ``199`` (the nineties) for a date,
    ``start/end`` for a range, ``P3Y`` or ``PT24H`` for a duration, a period or age, ``PXY`` for an
    unknown number of years, ``XXXX-WXX-1`` for "every Monday", ``PRESENT_REF``, ``PAST_REF`` or
    ``FUTURE_REF`` when it is vague, and empty for a date that cannot be resolved.
    """

    span: Span
    text: str
    kind: TimeKind
    value: str
    interval: Interval | None = None
    granularity: Granularity | None = None
    relation: DateRelation = DateRelation.IN


class Bound(StrEnum):
    """How exactly a quantity is stated."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    RANGE = "range"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """An amount as stated.

    ``low`` and ``high`` are in ``unit`` after magnitude words are applied ("2,9 miliardi di euro"
    is 2.9e9 ``EUR``) and equal unless the text states a range. ``step`` is the worth of the last
    digit written (0.1e9 there): the precision the writer claims. ``unit`` is canonical:
    ``percent``, ``percentage_point``, ``basis_point``, an ISO 4217 code, a unit name such as
    ``kilometre``, ``person``, ``ordinal``, or ``""`` for a bare count. ``dimension`` groups units
    that convert into each other (``ratio``, ``money:EUR``, ``length``, ``count``). ``of`` are the
    lower-cased words that say what is counted or measured, nearest first; may be empty.
    """

    span: Span
    text: str
    low: float
    high: float
    step: float
    unit: str = ""
    dimension: str = "count"
    bound: Bound = Bound.EXACT
    of: tuple[str, ...] = ()
    per: str = ""


class NameKind(StrEnum):
    """What a proper name names."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A proper name, without its title.

    ``key`` is the gazetteer's id for known places (``country:JP``, ``city:kyiv``) and concepts,
    else the folded words of the name. ``adjective`` tells a demonym ("giapponese") from a noun.
    """

    span: Span
    text: str
    key: str
    kind: NameKind
    adjective: bool = False
    preposition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office or title as mentioned, with its holder and the body it belongs to when stated.

    ``concept`` is the office's concept id (``foreign_minister``); ``body`` is the key of a place
    or organisation, or ``""``. The holder of an apposition may stand outside the part.
    """

    span: Span
    text: str
    concept: str
    holder: Name | None = None
    body: str = ""
    former: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One word. ``lemma`` is folded; ``concept`` is the lexicon's id or ``""``."""

    span: Span
    text: str
    norm: str
    lemma: str
    concept: str = ""
    is_stop: bool = False
    is_verb: bool = False
    negated: bool = False
    hypothetical: bool = False

    @property
    def key(self) -> str:
        """Return what the word is compared by: its concept, else its lemma."""
        return self.concept or self.lemma


class _Found(dict[object, object]):
    """What has been looked for in an analysis; copies of it, and pickles, begin empty."""

    def __reduce__(self) -> tuple[type[_Found], tuple[()]]:
        return _Found, ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """Everything comparators look at, for one part or one fact.

    ``content`` are the tokens that carry meaning and are not inside a name, date or quantity.
    ``bodies`` are institutions called by what they are ("Corte dei Conti"): their words stay in
    ``content``, and what is a name among them in ``names``.
    ``durations`` are the lengths of time and ages the text states; those with a number are also
    among ``quantities``.
    """

    text: str
    lang: str
    tokens: tuple[Token, ...]
    content: tuple[Token, ...]
    names: tuple[Name, ...]
    offices: tuple[Office, ...]
    quantities: tuple[Quantity, ...]
    dates: tuple[DateMention, ...]
    bodies: tuple[Name, ...] = ()
    durations: tuple[TimeExpression, ...] = ()
    found: dict[object, object] = field(
        default_factory=_Found, init=False, repr=False, compare=False
    )
    """What has been looked for in it (``analysis/memo.py``): no part of what it says."""

    def before(self, span: Span) -> list[Token]:
        """Return the tokens before a stretch."""
        return [t for t in self.tokens if t.span.end <= span.start]

    def after(self, span: Span) -> list[Token]:
        """Return the tokens after a stretch."""
        return [t for t in self.tokens if t.span.start >= span.end]

    def between(self, first: Span, second: Span) -> list[Token]:
        """Return the tokens after one stretch and before another."""
        return [t for t in self.tokens if first.end <= t.span.start < second.start]
