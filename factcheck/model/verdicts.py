"""What follows: comparisons, matches, assessments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from factcheck.model.claims import Claim, Part
from factcheck.model.facts import Fact
from factcheck.model.overlap import Overlap
from factcheck.model.texts import Document, Span


class Verdict(StrEnum):
    """What the table says of a claim or part, what asks for an editor first."""

    REFUTED = "refuted"
    CONFLICTING = "conflicting"
    MIXED = "mixed"
    PARTLY_SUPPORTED = "partly_supported"
    SUPPORTED = "supported"
    NOT_ENOUGH_INFO = "not_enough_info"
    NOT_CHECKABLE = "not_checkable"


class Reason(StrEnum):
    """Why a verdict is what it is."""

    NEGATION = "negation"
    QUANTITY = "quantity"
    UNIT = "unit"
    DATE = "date"
    ENTITY = "entity"
    ROLE = "role"
    PLACE = "place"
    DIRECTION = "direction"
    COMPARISON = "comparison"
    QUANTIFIER = "quantifier"
    OUTDATED = "outdated"
    QUOTE = "quote"
    MODEL = "model"
    RATED_FALSE = "rated_false"
    NO_FACT = "no_fact"
    UNDECIDED = "undecided"
    UNDATED = "undated"
    AMBIGUOUS = "ambiguous"
    OPINION = "opinion"
    QUESTION = "question"
    PREDICTION = "prediction"
    PROMISE = "promise"
    BOILERPLATE = "boilerplate"
    DUPLICATE = "duplicate"


class Stance(StrEnum):
    """Whether a fact agrees with a part, clashes with it, or says nothing of it."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    NEUTRAL = "neutral"


TRANSLATED = "translated"
"""Detail of a comparison of one speaker's words in two languages: a model may read them."""

EXCHANGED = "exchanged"
"""Detail of a clash over one thing in another's place, told from all facts that were found."""
MAGNITUDE = "magnitude"
"""The same of two figures that are the same digits some powers of ten apart: million, billion."""
TURNED = "turned"
"""Detail of what the fact tells the other way about: no reading of the words makes it bear out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One small reason: what a comparator saw, with the words on both sides.

    ``claim_span`` counts in the part's text and ``fact_span`` in the fact's statement; in a match
    each holds exactly the words of its side, or is ``None``.
    """

    name: Reason
    stance: Stance
    claim_text: str = ""
    fact_text: str = ""
    detail: str = ""
    claim_span: Span | None = None
    fact_span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Probabilities:
    """What a verification model gives each stance of a fact towards a text, to four decimals.

    They sum to one but for the rounding.
    """

    supports: float
    refutes: float
    neutral: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A name, figure or date of a part that a fact lacks; ``kind`` is the reason it would give."""

    kind: Reason
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """The one thing of a part that a fact lacks, and what of the fact may stand in its place.

    ``kind`` is the reason it would give, ``written`` the fact's words as the part would write them.
    Spans count as in a ``Comparison``, but need not hold the words: a part may be cut, and a fact's
    day may stand beside its statement.
    """

    kind: Reason
    claim_text: str
    fact_text: str
    written: str
    claim_span: Span
    fact_span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspicion:
    """What a sentence may have mixed up with a fact: ``text`` as it stands, ``mended`` without it.

    ``slip`` is what a model makes of it, in log-odds, higher for a slip; ``None`` where none read
    the two. The span of ``mend`` counts in the part.
    """

    mend: Mend
    text: str
    mended: str
    slip: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a part and a fact have in common, and what of the part the fact lacks.

    ``gaps`` are the part's names, figures and dates the fact does not bear out, ``unmet`` its other
    words of weight, by lemma or concept. ``names`` counts the part's names that the fact has,
    ``words`` and ``fact_words`` are lengths in words, ``fact_coverage`` in [0, 1] is the share of
    the fact that the sentence says. ``same_actors``: whoever acts in the part is in the fact.
    ``same_occasion``: neither time nor country tells that the two speak of different things.
    ``same_mood``: what one states the other does not only suppose, plan or report. ``has_others``:
    the fact names somebody or something that neither the sentence nor those before it name.
    ``is_told_otherwise``: the fact has another one, place, day or figure where the part has its
    own. ``is_certain``: nothing of weight sets the two apart but the words that clash.
    ``same_roles``: of a deed both tell the same ones do it, and undergo it. ``mends``: what may
    be wrong in the part if both tell of one event. ``is_told_otherwise``, ``same_roles`` and
    ``mends`` are looked for only where a model may read the two (``WORTH_READING``).
    """

    gaps: tuple[Gap, ...] = ()
    unmet: tuple[str, ...] = ()
    names: int = 0
    words: int = 0
    fact_words: int = 0
    fact_coverage: float = 0.0
    same_actors: bool = False
    same_occasion: bool = True
    same_mood: bool = True
    has_others: bool = False
    is_told_otherwise: bool = False
    is_certain: bool = False
    same_roles: bool = False
    mends: tuple[Mend, ...] = ()


WORTH_READING = 0.5
"""Coverage and similarity together, each in [0, 1], below which a fact speaks of something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A fact beside a part: how similar, what stance, and why.

    ``stance`` is the statement's own; the rating is applied by the policy. ``coverage`` in [0, 1]
    is the share of what the part says that the fact says too. ``together`` are further facts of
    the same source that are read with this one as one evidence. ``ground`` is ``None`` where the
    two have nothing in common. ``probabilities`` are the verification model's, ``None`` where no
    model read the pair; ``combined`` those of rules and model together, set by the policy.
    ``mend`` is what would put the part right best, ``mended`` what the model reads then; ``None``
    where nothing was tried. ``mend_slip`` is, in log-odds, how surely the sentence mixed up what is
    put right, ``None`` of a model without a slip head. ``suspicions`` are what the sentence may
    have mixed up with this fact.
    ``is_later`` tells that the fact was published after the text; it follows from their dates.
    ``overlap`` tells why the fact was found, its claim side counting in the part's text; ``None``
    unless it was asked for.
    """

    fact: Fact
    similarity: float
    stance: Stance
    coverage: float = 0.0
    comparisons: tuple[Comparison, ...] = ()
    probabilities: Probabilities | None = None
    together: tuple[Fact, ...] = ()
    ground: Ground | None = None
    combined: Probabilities | None = None
    mend: Mend | None = None
    mended: Probabilities | None = None
    mend_slip: float | None = None
    suspicions: tuple[Suspicion, ...] = ()
    is_later: bool = field(default=False, compare=False)
    overlap: Overlap | None = None

    @property
    def evidence(self) -> str:
        """Return the text a model reads: the statement, with those of ``together`` after it."""
        return " ".join(fact.statement.strip() for fact in (self.fact, *self.together))


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A claim beside facts, before any verdict; ``matches`` has one row per part."""

    document: Document
    claim: Claim
    matches: tuple[tuple[Match, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartAssessment:
    """The verdict on one part, with the facts it rests on, best first."""

    part: Part
    verdict: Verdict
    reasons: tuple[Reason, ...] = ()
    confidence: float | None = None
    matches: tuple[Match, ...] = ()


def beside_day(parts: Iterable[PartAssessment], day: date | None) -> tuple[PartAssessment, ...]:
    """Return ``parts``, their matches told apart by whether a text of ``day`` came before them."""
    if day is None:
        return tuple(parts)
    return tuple(
        replace(part, matches=tuple(_beside_day(match, day) for match in part.matches))
        if part.matches
        else part
        for part in parts
    )


def _beside_day(match: Match, day: date) -> Match:
    published = match.fact.published
    is_later = published is not None and published.start is not None and published.start > day
    return match if match.is_later == is_later else replace(match, is_later=is_later)


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a person decided of every claim with this key, of one part when ``part`` has words.

    It is obeyed until a later one on the same claim and part follows. ``text`` and ``lang`` are
    the claim's, ``by`` and ``note`` may be empty; ``made_at`` is in UTC, to the second.
    """

    claim_key: str
    verdict: Verdict
    made_at: datetime
    part: str = ""
    by: str = ""
    note: str = ""
    text: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """The reviews a verdict obeys, and the verdict it would have without them."""

    reviews: tuple[Review, ...]
    verdict: Verdict
    reasons: tuple[Reason, ...] = ()
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What the fact table was asked for a claim, and which facts were compared.

    ``claim`` is the claim as it was detected, before any fact cut its parts finer.
    ``parts`` are the texts asked beside the sentence itself: none for a sentence of one part.
    ``reaches`` has for the sentence and for each of them the similarity of the last fact that came
    back: what a fact needs to be compared; 0 where fewer came back than could. ``facts`` are the
    marks of the candidates (``facttable.fact_mark``), ascending.
    """

    claim: Claim
    parts: tuple[str, ...] = ()
    reaches: tuple[float, ...] = ()
    facts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The verdict on one claim, aggregated from its parts unless people decided otherwise.

    ``parts`` are always as they were computed; ``reviewed`` is ``None`` where nobody decided.
    ``search`` tells what may change it; it is ``None`` for a repeated headline, which takes the
    verdict of the first, and where it was not asked for or not kept.
    """

    claim: Claim
    verdict: Verdict
    reasons: tuple[Reason, ...] = ()
    confidence: float | None = None
    parts: tuple[PartAssessment, ...] = ()
    search: Search | None = field(default=None, compare=False, repr=False)
    reviewed: Reviewed | None = None

    @property
    def computed(self) -> Assessment:
        """Return the assessment as it was before anybody's review."""
        if self.reviewed is None:
            return self
        before = self.reviewed
        return replace(
            self,
            verdict=before.verdict,
            reasons=before.reasons,
            confidence=before.confidence,
            reviewed=None,
        )


def tally(assessments: Iterable[Assessment]) -> dict[Verdict, int]:
    """Return how many of ``assessments`` have each verdict, every verdict named, in order."""
    counts = Counter(assessment.verdict for assessment in assessments)
    return {verdict: counts[verdict] for verdict in Verdict}
