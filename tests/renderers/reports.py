"""Reports built by hand, so that renderers are tested without the pipeline."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from factcheck.model import (
    Assessment,
    Claim,
    Comparison,
    DateMention,
    DateSource,
    Document,
    DocumentReport,
    Fact,
    Granularity,
    Interval,
    Match,
    Part,
    PartAssessment,
    Rating,
    Reason,
    Report,
    Role,
    RunInfo,
    Span,
    Stance,
    Verdict,
)
from factcheck.text import LineIndex, content_id

HEADLINE = "Japan and Ukraine sign an information pact"
TEXT = f"""{HEADLINE}
{HEADLINE}

Iwaya took office on 1 November. Yoko Kamikawa is foreign minister of Japan. The agreement obliges \
Tokyo to supply weapons, Sybiha said. The embassy reopened in October 2022, and it employs forty \
people. The aid has reached 12.1 billion dollars. Japan has nine partners. It was the finest of \
days. Four people will work at the office.
"""
DAY = Interval(start=date(2024, 10, 1), end=date(2024, 10, 1))
FACT = Fact(
    id="f-1",
    statement="Takeshi Iwaya took office on 1 October 2024.",
    lang="en",
    sources=("Kyodo News",),
    urls=("https://example.org/iwaya",),
    published=DAY,
)
DOCUMENT = Document(
    id=content_id(TEXT),
    text=TEXT,
    source="article.txt",
    language="en",
    date=date(2024, 11, 16),
    date_source=DateSource.DATELINE,
)
RUN = RunInfo(
    version="0.1.0",
    fingerprint="a1b2c3d4",
    facts_count=64,
    facts_digest="d1g35t",
    collections=("accordo",),
    newest_checked=date(2025, 11, 30),
)


def fact(fact_id: str, statement: str, **changes: Any) -> Fact:
    """Return a fact from Kyodo News of 1 October 2024, with ``changes``."""
    return replace(FACT, id=fact_id, statement=statement, **changes)


def match(fact: Fact = FACT, stance: Stance = Stance.SUPPORTS, *comparisons: Comparison) -> Match:
    """Return a close match of ``fact``."""
    return Match(fact=fact, similarity=0.9, stance=stance, coverage=0.8, comparisons=comparisons)


def clash(name: Reason, claim_text: str, fact_text: str) -> Comparison:
    """Return a comparison that refutes."""
    return Comparison(name=name, stance=Stance.REFUTES, claim_text=claim_text, fact_text=fact_text)


def part(
    of: Document, text: str, verdict: Verdict, *matches: Match, **changes: Any
) -> PartAssessment:
    """Return the assessed part of ``of`` that reads ``text``; ``role`` and the like change it."""
    start = of.text.index(text)
    reasons = changes.pop("reasons", ())
    span = Span(start=start, end=start + len(text))
    record = Part(span=span, text=text, **changes)
    return PartAssessment(part=record, verdict=verdict, reasons=reasons, matches=matches)


def claim(of: Document, text: str, start: int = -1, **changes: Any) -> Claim:
    """Return the claim of ``of`` that reads ``text``, the first one unless ``start`` is given."""
    at = of.text.index(text) if start < 0 else start
    line, column = LineIndex(of.text).locate(at)
    return Claim(
        id=content_id(of.id, str(at)),
        key=content_id(text),
        document_id=of.id,
        span=Span(start=at, end=at + len(text)),
        text=text,
        line=line,
        column=column,
        language=of.language,
        **changes,
    )


def assessed(text: str, verdict: Verdict, *matches: Match, **changes: Any) -> Assessment:
    """Return the assessment of a claim with one part that covers it; ``of`` is its document."""
    of = changes.pop("of", DOCUMENT)
    confidence = changes.pop("confidence", None)
    whole = part(of, text, verdict, *matches, **changes)
    return Assessment(
        claim=claim(of, text, speaker=whole.part.speaker),
        verdict=verdict,
        reasons=whole.reasons,
        confidence=confidence,
        parts=(whole,),
    )


def report(*assessments: Assessment, of: Document = DOCUMENT, unresolved: int = 0) -> Report:
    """Return a report on one document."""
    document = DocumentReport(document=of, assessments=assessments, unresolved_dates=unresolved)
    return Report(run=RUN, documents=(document,))


def supported() -> Assessment:
    """Return the headline, confirmed."""
    return assessed(HEADLINE, Verdict.SUPPORTED, match(), confidence=0.979)


def duplicate() -> Assessment:
    """Return the repeated headline, linked to the first."""
    start = len(HEADLINE) + 1
    repeated = claim(DOCUMENT, HEADLINE, start, duplicate_of=supported().claim.id)
    return Assessment(claim=repeated, verdict=Verdict.SUPPORTED, reasons=(Reason.DUPLICATE,))


def wrong_date() -> Assessment:
    """Return a claim whose date differs from the fact's."""
    clashing = clash(Reason.DATE, "1 November", "1 October 2024")
    found = match(FACT, Stance.REFUTES, clashing)
    text = "Iwaya took office on 1 November."
    return assessed(text, Verdict.REFUTED, found, reasons=(Reason.DATE,), confidence=0.93)


def outdated() -> Assessment:
    """Return a claim about an office that has passed on."""
    minister = fact(
        "f-2",
        "Yoko Kamikawa is the Minister for Foreign Affairs of Japan.",
        valid_from=Interval(start=date(2023, 9, 13), end=date(2023, 9, 13)),
        valid_to=DAY,
    )
    found = match(minister, Stance.REFUTES, clash(Reason.OUTDATED, "is", ""))
    text = "Yoko Kamikawa is foreign minister of Japan."
    return assessed(text, Verdict.REFUTED, found, reasons=(Reason.OUTDATED,), confidence=0.9)


def rated_false(speaker: str = "Sybiha") -> Assessment:
    """Return reported content that repeats a statement the table rates false."""
    weapons = fact("f-3", "The agreement obliges Japan to supply weapons.", rating=Rating.FALSE)
    text = "The agreement obliges Tokyo to supply weapons, Sybiha said."
    return assessed(
        text,
        Verdict.REFUTED,
        match(weapons),
        reasons=(Reason.RATED_FALSE,),
        role=Role.REPORTED,
        speaker=speaker,
    )


def partly() -> Assessment:
    """Return a sentence of which one part is confirmed and the other unknown."""
    opened, staff = "The embassy reopened in October 2022", "it employs forty people"
    embassy = fact("f-4", "The embassy of Japan in Kyiv reopened in October 2022.")
    mention = DateMention(
        span=Span(start=0, end=1),
        text="in October 2022",
        granularity=Granularity.MONTH,
        interval=Interval(start=date(2022, 10, 1), end=date(2022, 10, 31)),
    )
    return Assessment(
        claim=claim(DOCUMENT, f"{opened}, and {staff}.", event_date=mention),
        verdict=Verdict.PARTLY_SUPPORTED,
        reasons=(Reason.NO_FACT,),
        confidence=0.8,
        parts=(
            part(DOCUMENT, opened, Verdict.SUPPORTED, match(embassy), event_date=mention),
            part(DOCUMENT, staff, Verdict.NOT_ENOUGH_INFO, reasons=(Reason.NO_FACT,)),
        ),
    )


def mixed() -> Assessment:
    """Return a claim that agrees with a disputed statement."""
    text = "The aid has reached 12.1 billion dollars."
    return assessed(text, Verdict.MIXED, match(fact("f-5", text, rating=Rating.MIXED)))


def conflicting() -> Assessment:
    """Return a claim on which two sources disagree."""
    nine = fact("f-7", "Japan has information agreements with nine partners.")
    seven = fact("f-6", "Japan has such agreements with seven.", sources=("Reuters", "AP"))
    disagreeing = match(seven, Stance.REFUTES, clash(Reason.QUANTITY, "nine", "seven"))
    text = "Japan has nine partners."
    reasons = (Reason.QUANTITY,)
    return assessed(text, Verdict.CONFLICTING, match(nine), disagreeing, reasons=reasons)


def opinion() -> Assessment:
    """Return an opinion."""
    text = "It was the finest of days."
    return assessed(text, Verdict.NOT_CHECKABLE, reasons=(Reason.OPINION,))


def unsettled(reason: Reason = Reason.UNDECIDED) -> Assessment:
    """Return a claim that the nearest fact does not settle."""
    text = "Four people will work at the office."
    nearest = match(FACT, Stance.NEUTRAL)
    found = assessed(text, Verdict.NOT_ENOUGH_INFO, nearest, reasons=(reason,))
    return replace(found, claim=replace(found.claim, checkworthiness=0.6))


def every_verdict() -> Report:
    """Return a report with each verdict and the reasons a reader must be told apart."""
    return report(
        supported(),
        duplicate(),
        wrong_date(),
        outdated(),
        rated_false(),
        partly(),
        mixed(),
        conflicting(),
        opinion(),
        unsettled(),
    )
