"""A report as what the page's template lays out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from factcheck.model import Assessment, Document, DocumentReport, Report, Verdict
from factcheck.renderers.display import Display
from factcheck.renderers.evidence import check_next
from factcheck.renderers.header import about_document, about_run
from factcheck.renderers.html.articles import Paragraph, Stretch, paragraphs
from factcheck.renderers.html.cards import Card, Cards, capital, speakers
from factcheck.renderers.html.marks import clashing_spans
from factcheck.renderers.html.timeline import Timeline, timeline
from factcheck.renderers.text import SYMBOLS


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many claims have a verdict; ``start`` and ``width`` are per cent of the bar."""

    verdict: Verdict
    told: str
    count: int
    start: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPage:
    """One document; ``number`` counts from 1. ``next_checks`` are numbers of claims."""

    number: int
    title: str
    source: str
    language: str
    rows: tuple[tuple[str, str], ...]
    paragraphs: tuple[Paragraph, ...]
    cards: tuple[Card, ...]
    shares: tuple[Share, ...]
    timeline: Timeline | None
    next_checks: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """The whole page; ``speakers`` and ``kinds`` are what its claims can be filtered by."""

    words: Display
    rows: tuple[tuple[str, str], ...]
    documents: tuple[DocumentPage, ...]
    shares: tuple[Share, ...]
    total: int
    speakers: tuple[str, ...]
    kinds: tuple[tuple[str, str], ...]
    symbols: dict[Verdict, str]


def page_view(report: Report, words: Display) -> ReportPage:
    """Return what the template needs, in the words of one language."""
    run, head = report.run, words.word
    kinds = {assessment.claim.kind for assessment in report.assessments}
    named = {speaker for assessment in report.assessments for speaker in speakers(assessment)}
    return ReportPage(
        words=words,
        rows=tuple(about_run(run, words)),
        documents=tuple(
            _document(number, document, words)
            for number, document in enumerate(report.documents, start=1)
        ),
        shares=_shares(report.assessments, words),
        total=len(report.assessments),
        speakers=tuple(sorted(named, key=lambda name: (name.casefold(), name))),
        kinds=tuple(sorted(((kind.value, head("kinds", kind)) for kind in kinds), key=_second)),
        symbols=SYMBOLS,
    )


def _document(number: int, report: DocumentReport, words: Display) -> DocumentPage:
    document, assessments = report.document, report.assessments
    numbers = {a.claim.id: n for n, a in enumerate(assessments, start=1)}
    cards = Cards(words=words, numbers=numbers)
    stretches = tuple(
        Stretch(number=n, span=a.claim.span, marks=clashing_spans(a))
        for n, a in enumerate(assessments, start=1)
    )
    return DocumentPage(
        number=number,
        title=document.title or document.source or "-",
        source=document.source,
        language=document.language,
        rows=_rows(document, report.unresolved_dates, words),
        paragraphs=paragraphs(document, stretches),
        cards=tuple(cards.card(n, a) for n, a in enumerate(assessments, start=1)),
        shares=_shares(assessments, words),
        timeline=timeline(assessments, words),
        next_checks=check_next(assessments),
    )


def _rows(document: Document, unresolved: int, words: Display) -> tuple[tuple[str, str], ...]:
    rows = (
        (words.word("page", "source"), document.source),
        *about_document(document, unresolved, words),
    )
    return tuple((name, value) for name, value in rows if value)


def _shares(assessments: tuple[Assessment, ...], words: Display) -> tuple[Share, ...]:
    counts = Counter(assessment.verdict for assessment in assessments)
    found, before = [], 0
    for verdict in Verdict:
        count = counts[verdict]
        found.append(
            Share(
                verdict=verdict,
                told=capital(words.verdict(verdict)),
                count=count,
                start=round(100 * before / max(len(assessments), 1), 2),
                width=round(100 * count / max(len(assessments), 1), 2),
            )
        )
        before += count
    return tuple(found)


def _second(pair: tuple[str, str]) -> str:
    return pair[1]
