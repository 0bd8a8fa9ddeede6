"""What kind of statement a text is, and how much a desk would want it checked."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import accumulate
from types import MappingProxyType
from typing import Final

from factcheck.analysis.quotes import quotes
from factcheck.detectors.vocabulary import Cue, cues_in
from factcheck.model import Analysis, ClaimKind, Span

CHECKABLE: Final = 0.5
"""From here on a statement counts as one to check: the middle of a logistic score, by definition.
The weights below are set so that a plain sentence about third persons stands a little above it."""

_BIAS: Final = 0.25
# Log-odds per cue and how many cues of a sort count. Set by hand, by what linguistic work on
# subjectivity names as its marks (Wiebe et al. 2004, "Learning Subjective Language"): judging
# words, first and second person, modals, stance adverbs, exclamations against figures, names,
# reports of what others said, past tenses. Nothing is fitted; the bias was lowered once, by 0.3,
# when public sets of four kinds all showed too many views above the middle.
_WEIGHTS: Final = MappingProxyType(
    {
        "opinion": (-2.0, 1),
        "duty": (-1.2, 1),
        "promise": (-1.2, 1),
        "prediction": (-0.5, 1),
        "future": (-0.5, 1),
        "judging": (-1.0, 3),
        "loaded": (-1.0, 3),
        "colouring": (-0.4, 4),
        "abstract": (-0.25, 4),
        "first_person": (-0.6, 2),
        "first_person_plural": (-0.4, 2),
        "second_person": (-0.7, 2),
        "modals": (-0.4, 2),
        "rhetoric": (-0.7, 2),
        "denial": (-0.25, 2),
        "universal": (-0.2, 2),
        "copula": (-0.2, 1),
        "copula_past": (0.2, 1),
        "opener": (-0.4, 1),
        "exclamation": (-1.2, 1),
        "question": (-1.6, 1),
        "ellipsis": (-0.5, 1),
        "scare_quote": (-0.4, 2),
        "long_quote": (0.6, 1),
        "figures": (0.4, 4),
        "name": (0.2, 4),
        "reporting": (0.6, 2),
        "deeds": (0.2, 4),
        "past": (0.3, 2),
        "comparison": (0.2, 1),
        "office": (0.3, 1),
    }
)
_LONG_QUOTE: Final = 4
"""Words from which on quoted words are what somebody said; fewer are marked for their choice."""
_PREDICATE: Final = 3
"""Words after a verb of being within which a judging word is what the sentence says."""
_NEUTRAL: Final = (0.0, 0)
_BY_LABEL: Final = tuple(
    ClaimKind(label) for label in ("prediction", "comparison", "causal", "definition")
)
_HALF_QUOTE: Final = re.compile('[«“„»”"]')
"""What is left of these outside whole quotes belongs to one that spans sentences."""
_CLOSE: Final = 2
"""Words from a relative pronoun to its verb."""
_BEING: Final = frozenset({"copula", "copula_past"})
_PAST: Final = frozenset({"past", "copula_past"})
_TO_COME: Final = frozenset({"future", "prediction"})
_UNCHECKABLE: Final = _TO_COME | {"promise", "opinion", "duty"} | _BEING
_TELLING: Final = _UNCHECKABLE | _PAST | {*_BY_LABEL, "office", "relative", "reporting", "judging"}
_STOPS: Final = " \t\r\n.;:,"
_CLOSING: Final = " \t\r\n\"'»”’)"


def kind_of(analysis: Analysis) -> ClaimKind:
    """Return the most telling kind of what ``analysis`` says."""
    text = analysis.text
    if _is_question(text):
        return ClaimKind.QUESTION
    cues = _told_by_the_text(_free_cues(analysis))
    labels = {cue.label for cue in cues}
    if _is_opinion(cues, labels, is_measured=bool(analysis.quantities or analysis.dates)):
        return ClaimKind.OPINION
    if ClaimKind.PROMISE in labels:
        return ClaimKind.PROMISE
    if "future" in labels:
        return ClaimKind.PREDICTION
    told = next((kind for kind in _BY_LABEL if kind in labels), None)
    return told or _kind_of_content(analysis, labels)


def _kind_of_content(analysis: Analysis, labels: set[str]) -> ClaimKind:
    """Return the kind by what the text holds: figures, a quote, who holds an office."""
    long = [quote for quote in quotes(analysis.text) if _words(analysis.text, quote) >= _LONG_QUOTE]
    is_quoted = _inside_of(long)
    if any(not is_quoted(quantity.span.start) for quantity in analysis.quantities):
        return ClaimKind.QUANTITY
    if long:
        return ClaimKind.QUOTE
    if analysis.offices and analysis.names:
        is_one = any(office.holder for office in analysis.offices) or not _BEING.isdisjoint(labels)
        if "office" in labels or (is_one and len(analysis.content) <= 3):
            return ClaimKind.OFFICE
    return ClaimKind.EVENT


def _free_cues(analysis: Analysis) -> list[Cue]:
    """Return the cues of kinds outside quotes, names and dates; a shape counts on a verb alone."""
    cues = [
        cue for cue in _cues_outside_quotes(analysis.text, analysis.lang) if cue.label in _TELLING
    ]
    if not cues:
        return cues
    names, dates = (name.span for name in analysis.names), (date.span for date in analysis.dates)
    is_taken = _inside_of((*names, *dates))
    verbs = {token.span.start for token in analysis.tokens if token.is_verb}
    return [
        cue for cue in cues if not is_taken(cue.start) and (not cue.by_shape or cue.start in verbs)
    ]


def _cues_outside_quotes(text: str, lang: str) -> tuple[Cue, ...]:
    """Return the cues; a sentence and its one part, without the full stop, are read once."""
    return cues_in(_without_quotes(text).rstrip(_STOPS), lang)


def _told_by_the_text(cues: Sequence[Cue]) -> list[Cue]:
    """Drop views and what is to come where the text tells of something else.

    After a verb of saying it tells that somebody thought, foresaw or pledged it; what is to come in
    a relative clause of a sentence in the past is said in passing.
    """
    said = next((cue.place for cue in cues if cue.label == "reporting"), None)
    is_past = any(cue.label in _PAST for cue in cues)
    relatives = {cue.place for cue in cues if cue.label == "relative"} if is_past else set()
    return [
        cue
        for cue in cues
        if not (said is not None and said < cue.place and cue.label in _UNCHECKABLE)
        and not (cue.label in _TO_COME and _follows(cue, relatives, _CLOSE))
    ]


def _is_opinion(cues: Sequence[Cue], labels: set[str], *, is_measured: bool) -> bool:
    """Tell of a belief or wish; of a duty or judgement only where nothing is measured or dated."""
    if ClaimKind.OPINION in labels:
        return True
    if is_measured:
        return False
    being = {cue.place for cue in cues if cue.label in _BEING}
    judged = (cue for cue in cues if cue.label == "judging" and not cue.by_shape)
    return "duty" in labels or any(_follows(cue, being, _PREDICATE) for cue in judged)


def _follows(cue: Cue, places: Collection[int], reach: int) -> bool:
    return any(cue.place - distance in places for distance in range(1, reach + 1))


def _is_question(text: str) -> bool:
    """Tell whether the text asks; a question somebody is quoted with is what they said."""
    asked = text.rstrip(_CLOSING)
    if not asked.endswith("?"):
        return False
    last = next((quote for quote in quotes(text) if quote.end > len(asked)), None)
    return last is None or not text[: last.start].strip()


def _inside_of(spans: Iterable[Span]) -> Callable[[int], bool]:
    """Return what tells whether a position lies in one of ``spans``, by a bisection."""
    ordered = sorted(spans)
    starts = [span.start for span in ordered]
    reach = list(accumulate((span.end for span in ordered), max))

    def is_inside(position: int) -> bool:
        before = bisect_right(starts, position)
        return before > 0 and position < reach[before - 1]

    return is_inside


def _words(text: str, quote: Span) -> int:
    return len(text[quote.start + 1 : quote.end - 1].split())


def _without_quotes(text: str) -> str:
    """Return the text with quotes blanked, every other character in its place."""
    pieces: list[str] = []
    position = 0
    for quote in quotes(text):
        pieces += text[position : quote.start], " " * (quote.end - quote.start)
        position = quote.end
    return "".join((*pieces, text[position:]))


def checkworthiness(text: str, lang: str) -> float:
    """Return in [0, 1] how much ``text`` asks for a check; it orders, it hides nothing.

    The same for every language: a language without cues is scored by figures, names and marks.
    """
    labels = [cue.label for cue in _cues_outside_quotes(text, lang)]
    counts = Counter((*labels, *_marks(text)))
    score = _BIAS
    for label, count in counts.items():
        weight, most = _WEIGHTS.get(label, _NEUTRAL)
        score += weight * min(count, most)
    return round(1 / (1 + math.exp(-score)), 3)


def _marks(text: str) -> Iterator[str]:
    """Yield the labels of the marks of ``text``: quotes by length, exclamation, question, dots."""
    outside = _without_quotes(text)
    for quote in quotes(text):
        yield "long_quote" if _words(text, quote) >= _LONG_QUOTE else "scare_quote"
    if _HALF_QUOTE.search(outside):
        yield "long_quote"
    if "!" in outside:
        yield "exclamation"
    if "?" in outside or _is_question(text):
        yield "question"
    if "…" in outside or "..." in outside:
        yield "ellipsis"
