"""The built-in claim detector: rules over the analysis of each sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from factcheck.analysis.analyse import analyse
from factcheck.analysis.subjects import Phrases
from factcheck.detectors.context import Context, with_context
from factcheck.detectors.cues import checkworthiness, kind_of
from factcheck.detectors.parts import parts_of, segments_of
from factcheck.model import (
    BlockKind,
    Claim,
    ClaimKind,
    DateMention,
    Document,
    Interval,
    Part,
    Sentence,
)
from factcheck.text import LineIndex, content_id, normalise

_NOT_CLAIMS = frozenset({BlockKind.CAPTION, BlockKind.BOILERPLATE, BlockKind.BYLINE})


@dataclass(frozen=True, slots=True)
class RuleDetector:
    """Turns each sentence into one claim; nothing is dropped, boilerplate is named as such."""

    def __call__(self, document: Document, sentences: Sequence[Sentence]) -> tuple[Claim, ...]:
        """Return one claim per sentence, in order."""
        lines = LineIndex(document.text)
        anchor = Interval(start=document.date, end=document.date) if document.date else None
        first_headline: dict[str, str] = {}
        claims: list[Claim] = []
        context = Context(document.text)
        for sentence in sentences:
            claim = _claim(document, sentence, lines, anchor, context)
            if sentence.kind is BlockKind.HEADLINE:
                original = first_headline.setdefault(normalise(claim.text), claim.id)
                if original != claim.id:
                    claim = replace(claim, duplicate_of=original)
            claims.append(claim)
        return tuple(claims)


def _claim(
    document: Document,
    sentence: Sentence,
    lines: LineIndex,
    anchor: Interval | None,
    context: Context,
) -> Claim:
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
    analysis = analyse(sentence.text, document.language, anchor)
    phrases = Phrases(analysis)
    segments = segments_of(phrases)
    references = context.read(sentence, phrases, segments)
    segments = with_context(segments, references, sentence, analysis)
    kind = kind_of(analysis)
    parts = parts_of(sentence, analysis, segments, kind)
    speaker = next((part.speaker for part in parts if part.speaker), "")
    when = _event_date(analysis.dates)
    return replace(
        base,
        key=content_id(normalise(sentence.text), speaker, _date_key(when)),
        kind=kind,
        checkworthiness=checkworthiness(analysis, kind),
        speaker=speaker,
        event_date=when,
        parts=parts,
        references=references,
    )


def _event_date(dates: Sequence[DateMention]) -> DateMention | None:
    """Return the sentence's one date; of several, none is the sentence's."""
    return dates[0] if len(dates) == 1 else None


def _date_key(mention: DateMention | None) -> str:
    if mention is None:
        return ""
    if mention.interval is None:
        return mention.text.casefold()
    return f"{mention.interval.start}/{mention.interval.end}"
