"""What a model is given to read: a part with whom and when it means, a fact with its date.

A model sees two texts and nothing else. "E ha visto il ponte" leaves open who, "sabato" leaves
open when; what earlier sentences and the document's date tell is written into the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.analysis.dates.wording import day_text
from factcheck.analysis.pairing import claim_analysis, own_dates
from factcheck.analysis.scene import parts_inside
from factcheck.analysis.syntax import is_finite, syntax
from factcheck.model import (
    Analysis,
    Claim,
    Document,
    Fact,
    Match,
    Mend,
    Part,
    Reference,
    ReferenceKind,
    Role,
    Span,
)

_SPACES = re.compile(r"\s+")
_HOLE = "\0"
_HOLE_WITH_COMMAS = re.compile(rf"\s*,\s*{_HOLE}\s*,\s*")
"""Where an aside stood: the commas around it go with it."""
_TRIM = " \t\r\n\xa0,;:–—-"

_NOT_READ = frozenset({Role.IDENTIFICATION, Role.ATTRIBUTION})
"""A title asserts nothing by itself, and "she told reporters" nothing without what she told."""

Insertion = tuple[int, int, str]
"""From where to where in the claim's text, and what is written there instead."""


def readable(document: Document, claim: Claim, part: Part, mend: Mend | None = None) -> str:
    """Return the part as a text of its own; ``""`` when it says nothing that can stand alone.

    The parts inside it are left out, whom it means and when are written in. With a ``mend`` the
    fact's words stand in the place of the part's; ``""`` when the part does not have these.
    """
    if part.role in _NOT_READ:
        return ""
    sentence = claim_analysis(document, claim)
    span = part.span.shifted(-claim.span.start)
    subject = _subject(claim, part)
    if not subject and not _can_stand(sentence, span):
        return ""
    changes = [*_holes(claim, part), *_meant(claim, span), *_when(sentence, span)]
    if mend is not None:
        place = _place(claim, part, mend)
        if place is None:
            return ""
        rest = [c for c in changes if c[1] < place.start or c[0] > place.end]
        changes = [*rest, (place.start, place.end, mend.written)]
    text = _HOLE_WITH_COMMAS.sub(" ", _changed(claim.text, span, changes)).replace(_HOLE, " ")
    text = _without_link(_SPACES.sub(" ", text).strip(_TRIM), claim.language)
    if subject:
        text = f"{subject} {_continued(text, sentence, span)}"
    return text + _elsewhere(sentence, part)


def mended_sentence(claim: Claim, part: Part, mend: Mend) -> str:
    """Return the whole sentence with the fact's words in the place of the part's, or ``""``."""
    place = _place(claim, part, mend)
    if place is None:
        return ""
    return claim.text[: place.start] + mend.written + claim.text[place.end :]


def evidence_text(match: Match) -> str:
    """Return the fact's text, and those read together with it after it."""
    return " ".join(statement_text(fact) for fact in (match.fact, *match.together))


def statement_text(fact: Fact) -> str:
    """Return the fact's statement, with the date of its event when it does not give the year."""
    when = fact.event_date
    if when is None or when.start is None or str(when.start.year) in fact.statement:
        return fact.statement
    day = day_text(when, fact.lang)
    return f"{fact.statement.strip()} ({day})" if day else fact.statement


def _changed(text: str, span: Span, changes: list[Insertion]) -> str:
    """Return the span's text with every change that lies in it; of two that overlap, the first."""
    pieces: list[str] = []
    at = max(0, span.start)
    for start, end, words in sorted(changes):
        if at <= start and end <= span.end:
            pieces += [text[at:start], words]
            at = end
    return "".join([*pieces, text[at : span.end]])


def _place(claim: Claim, part: Part, mend: Mend) -> Span | None:
    """Return where in the claim's text the words stand that are to be replaced."""
    start = part.span.start - claim.span.start
    place = mend.claim_span.shifted(start)
    if place.slice(claim.text) == mend.claim_text:
        return place
    found = part.text.find(mend.claim_text)
    if found < 0 or part.text.find(mend.claim_text, found + 1) >= 0:
        return None
    return Span(start=found, end=found + len(mend.claim_text)).shifted(start)


def _holes(claim: Claim, part: Part) -> Iterator[Insertion]:
    for other in parts_inside(claim, part):
        span = other.span.shifted(-claim.span.start)
        yield span.start, span.end, _HOLE


def _meant(claim: Claim, span: Span) -> Iterator[Insertion]:
    """Yield the full names of those the part means, where it takes them up by other words."""
    for reference in claim.references:
        place = reference.span.shifted(-claim.span.start)
        if reference.text and span.start <= place.start and place.end <= span.end:
            said = claim.text[place.start : place.end]
            if reference.means and reference.means not in claim.text:
                yield place.start, place.end, _named(reference, said)


def _named(reference: Reference, said: str) -> str:
    """Return a mention with what it means: in its place for a short name, beside it otherwise."""
    if reference.kind is ReferenceKind.NAME:
        return reference.means if said in reference.means else said
    if reference.kind is ReferenceKind.OFFICE:
        return f"{said} {reference.means}"
    return f"{said} ({reference.means})"


def _subject(claim: Claim, part: Part) -> str:
    """Return whom the part is about, when it does not say so itself."""
    if not part.context or part.context in part.text:
        return ""
    for reference in claim.references:
        if reference.text == part.context and reference.means:
            return _named(reference, part.context)
    return part.context


def _can_stand(sentence: Analysis, span: Span) -> bool:
    """Tell of a part with a finite verb, and of all parts of a sentence without one."""
    rules = syntax(sentence.lang)
    tokens = sentence.tokens
    verbs = [t.span.start for i, t in enumerate(tokens) if is_finite(tokens, i, rules)]
    return not verbs or any(span.start <= verb < span.end for verb in verbs)


def _without_link(text: str, lang: str) -> str:
    """Return the text without the "and" it begins with."""
    first, _, rest = text.partition(" ")
    return rest if rest and first.casefold() in syntax(lang).coordinators else text


def _continued(text: str, sentence: Analysis, span: Span) -> str:
    """Return the text as it stands after a subject: without its "which", in lower case."""
    first, _, rest = text.partition(" ")
    if rest and first.casefold() in syntax(sentence.lang).relatives:
        return rest
    is_name = any(name.span.start <= span.start < name.span.end for name in sentence.names)
    is_acronym = len(first) > 1 and first.isupper()
    return text if is_name or is_acronym else text[:1].lower() + text[1:]


def _when(sentence: Analysis, span: Span) -> Iterator[Insertion]:
    """Yield the dates that words such as "Saturday" or "in May" stand for, behind them."""
    for mention in own_dates(sentence):
        if mention.relative and mention.interval is not None:
            day = day_text(mention.interval, sentence.lang)
            if day and span.start <= mention.span.start and mention.span.end <= span.end:
                is_longer = day.casefold().startswith(mention.text.casefold())
                start = mention.span.start if is_longer else mention.span.end
                yield start, mention.span.end, day if is_longer else f" ({day})"


def _elsewhere(sentence: Analysis, part: Part) -> str:
    """Return the part's date for its end, when it is told outside the part."""
    when = part.event_date
    if when is None or when.interval is None or when.text in part.text:
        return ""
    day = day_text(when.interval, sentence.lang)
    return f" ({day})" if day else ""
