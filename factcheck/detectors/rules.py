"""The built-in claim detector: rules over the analysis of each sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from factcheck.analysis.analyse import analyse
from factcheck.analysis.quantities.mentions import figures_in
from factcheck.analysis.subjects import Phrases
from factcheck.detectors.context import Context, with_context
from factcheck.detectors.cues import checkworthiness, kind_of
from factcheck.detectors.parts import parts_of, segments_of
from factcheck.detectors.quotes import Listener, Setting
from factcheck.detectors.segments import Segment
from factcheck.model import (
    HEADINGS,
    Analysis,
    BlockKind,
    Claim,
    ClaimKind,
    DateMention,
    Document,
    Interval,
    Part,
    Reference,
    Role,
    Sentence,
)
from factcheck.text import LineIndex, content_id, normalise, without_site_name

_NOT_CLAIMS = frozenset({BlockKind.CAPTION, BlockKind.BOILERPLATE, BlockKind.BYLINE})


@dataclass(frozen=True, slots=True)
class RuleDetector:
    """Turns each sentence into one claim; nothing is dropped, boilerplate is named as such."""

    def __call__(self, document: Document, sentences: Sequence[Sentence]) -> tuple[Claim, ...]:
        """Return one claim per sentence, in order."""
        lines = LineIndex(document.text)
        anchor = Interval(start=document.date, end=document.date) if document.date else None
        headlines = _Headlines()
        claims: list[Claim] = []
        listener = Listener(
            document,
            sentences,
            lambda sentence: analyse(
                sentence.text,
                document.language,
                anchor,
                figures_in(document.text, document.language),
            ),
        )
        context = Context(document.text)
        for number, sentence in enumerate(sentences):
            claim = _claim(document, lines, listener, number, context)
            if sentence.kind in HEADINGS:
                claim = replace(claim, duplicate_of=headlines.original(claim))
            claims.append(claim)
        return tuple(claims)


class _Headlines:
    """The headlines seen so far, with and without the names of sites behind them."""

    def __init__(self) -> None:
        self._whole: dict[str, str] = {}
        self._short: dict[str, str] = {}

    def original(self, claim: Claim) -> str:
        """Return the id of the first claim that ``claim`` repeats, or an empty string.

        One of the two must stand in whole: two that differ in what follows a dash are different.
        """
        whole, short = normalise(claim.text), normalise(without_site_name(claim.text))
        found = self._whole.get(whole) or self._short.get(whole) or self._whole.get(short)
        if found is None:
            self._whole[whole] = claim.id
            self._short.setdefault(short, claim.id)
        return found or ""


def _claim(
    document: Document, lines: LineIndex, listener: Listener, number: int, context: Context
) -> Claim:
    sentence = listener.sentences[number]
    line, column = lines.locate(sentence.span.start)
    base = Claim(
        id=content_id(document.id, str(sentence.span.start), str(sentence.span.end)),
        key="",
        document_id=document.id,
        span=sentence.span,
        text=sentence.text,
        line=line,
        column=column,
        language=document.language,
        block=sentence.kind,
    )
    if sentence.kind in _NOT_CLAIMS:
        part = Part(span=sentence.span, text=sentence.text, kind=ClaimKind.BOILERPLATE)
        key = content_id(normalise(sentence.text), "", "")
        return replace(base, key=key, kind=ClaimKind.BOILERPLATE, parts=(part,))
    analysis = listener.read(sentence)
    kind = kind_of(analysis)
    segments, references = _read(sentence, analysis, context, listener.setting(number))
    spoken = (
        _spoken(part, sentence.speaker) for part in parts_of(sentence, analysis, segments, kind)
    )
    parts = _in_context(tuple(spoken), kind, document)
    listener.heard(number, analysis, parts)
    speaker = next((part.speaker for part in parts if part.speaker), sentence.speaker)
    when = _event_date(analysis.dates)
    return replace(
        base,
        key=content_id(normalise(sentence.text), _as_written(speaker, sentence), _date_key(when)),
        kind=kind,
        checkworthiness=checkworthiness(sentence.text, document.language),
        speaker=speaker,
        event_date=when,
        parts=parts,
        references=references,
    )


def _as_written(speaker: str, sentence: Sentence) -> str:
    """Return what the sentence itself gives of the name, so that no edit elsewhere changes it."""
    if speaker == sentence.speaker:
        return speaker
    return " ".join(word for word in speaker.split() if word in sentence.text)


def _read(
    sentence: Sentence, analysis: Analysis, context: Context, setting: Setting
) -> tuple[tuple[Segment, ...], tuple[Reference, ...]]:
    """Return what the sentence consists of and whom it takes up from those before."""
    phrases = Phrases(analysis)
    segments = segments_of(phrases, setting)
    references = context.read(sentence, phrases, segments)
    return with_context(segments, references, sentence, analysis), references


def _in_context(parts: Sequence[Part], kind: ClaimKind, document: Document) -> tuple[Part, ...]:
    """Return the parts with the kinds that only sentence and document tell.

    The last part of a question asks, though the mark stands outside it; what is told in the future
    tense with a date before the document's has happened ("in 1943 Italy will sign").
    """
    *before, last = (
        replace(part, kind=ClaimKind.EVENT) if _has_happened(part, document.date) else part
        for part in parts
    )
    if kind is ClaimKind.QUESTION and last.role is not Role.ATTRIBUTION:
        last = replace(last, kind=ClaimKind.QUESTION)
    return (*before, last)


def _has_happened(part: Part, today: date | None) -> bool:
    when = part.event_date
    if part.kind is not ClaimKind.PREDICTION or when is None or when.relative:
        return False
    if when.interval is None or when.interval.end is None or today is None:
        return False
    return when.interval.end < today


def _spoken(part: Part, speaker: str) -> Part:
    """Return ``part`` as what ``speaker`` says, unless the sentence names somebody closer."""
    if not speaker or part.speaker or part.role is not Role.ASSERTION:
        return part
    return replace(part, role=Role.REPORTED, speaker=speaker)


def _event_date(dates: Sequence[DateMention]) -> DateMention | None:
    """Return the sentence's one date; of several, none is the sentence's."""
    return dates[0] if len(dates) == 1 else None


def _date_key(mention: DateMention | None) -> str:
    if mention is None:
        return ""
    if mention.interval is None:
        return mention.text.casefold()
    return f"{mention.interval.start}/{mention.interval.end}"
