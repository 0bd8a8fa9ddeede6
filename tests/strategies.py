"""Hypothesis strategies for the library's records, shared by every property test."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from factcheck.model import (
    Assessment,
    Block,
    BlockKind,
    Claim,
    ClaimKind,
    Comparison,
    DateMention,
    DateRelation,
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
    Review,
    Reviewed,
    Role,
    RunInfo,
    Span,
    Stance,
    Verdict,
)

T = TypeVar("T")

LANGUAGES = ("it", "en", "fr", "de", "es", "pt")
"""Every language with a grammar."""

words = st.text(max_size=30)
names = st.text(min_size=1, max_size=12)
scores = st.floats(min_value=0, max_value=1)
days = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))


def tuples_of(items: SearchStrategy[T], max_size: int = 3) -> SearchStrategy[tuple[T, ...]]:
    """Return short tuples of ``items``."""
    return st.lists(items, max_size=max_size).map(tuple)


def spans(limit: int = 50) -> SearchStrategy[Span]:
    """Return stretches inside the first ``limit`` code points."""
    ends = st.lists(st.integers(0, limit), min_size=2, max_size=2).map(sorted)
    return ends.map(lambda pair: Span(start=pair[0], end=pair[1]))


@st.composite
def intervals(draw: DrawFn) -> Interval:
    """Return intervals, some open on one side or both."""
    first, last = sorted((draw(days), draw(days)))
    return Interval(
        start=first if draw(st.booleans()) else None, end=last if draw(st.booleans()) else None
    )


def facts(fact_ids: SearchStrategy[str] = names) -> SearchStrategy[Fact]:
    """Return facts with every field filled at times."""
    dates = st.none() | intervals()
    return st.builds(
        Fact,
        id=fact_ids,
        statement=st.text(min_size=1, max_size=60),
        rating=st.sampled_from(Rating),
        lang=st.sampled_from(["", "it", "en"]),
        title=words,
        sources=tuples_of(words),
        urls=tuples_of(words),
        published=dates,
        checked=dates,
        event_date=dates,
        valid_from=dates,
        valid_to=dates,
        speaker=words,
        topics=tuples_of(words),
        note=words,
        rated_as=words,
    )


def fact_lists(max_size: int = 8) -> SearchStrategy[list[Fact]]:
    """Return facts with different ids."""
    return st.lists(facts(), max_size=max_size, unique_by=lambda fact: fact.id)


date_mentions = st.builds(
    DateMention,
    span=spans(),
    text=words,
    interval=st.none() | intervals(),
    granularity=st.sampled_from(Granularity),
    relation=st.sampled_from(DateRelation),
    relative=st.booleans(),
)

parts = st.builds(
    Part,
    span=spans(),
    text=words,
    role=st.sampled_from(Role),
    kind=st.sampled_from(ClaimKind),
    speaker=words,
    event_date=st.none() | date_mentions,
    context=words,
)

documents = st.builds(
    Document,
    id=names,
    text=st.text(max_size=80),
    source=words,
    language=st.sampled_from(LANGUAGES),
    date=st.none() | days,
    date_source=st.sampled_from(DateSource),
    title=words,
    blocks=tuples_of(
        st.builds(Block, span=spans(), kind=st.sampled_from(BlockKind), speaker=words)
    ),
    is_derived=st.booleans(),
)

claims = st.builds(
    Claim,
    id=names,
    key=words,
    document_id=names,
    span=spans(),
    text=words,
    line=st.integers(1, 9999),
    column=st.integers(1, 9999),
    language=st.sampled_from(LANGUAGES),
    block=st.sampled_from(BlockKind),
    kind=st.sampled_from(ClaimKind),
    checkworthiness=scores,
    speaker=words,
    event_date=st.none() | date_mentions,
    parts=tuples_of(parts, 2),
    duplicate_of=words,
)

comparisons = st.builds(
    Comparison,
    name=st.sampled_from(Reason),
    stance=st.sampled_from(Stance),
    claim_text=words,
    fact_text=words,
    detail=words,
    claim_span=st.none() | spans(),
    fact_span=st.none() | spans(),
)

matches = st.builds(
    Match,
    fact=facts(),
    similarity=scores,
    stance=st.sampled_from(Stance),
    coverage=scores,
    comparisons=tuples_of(comparisons, 2),
)

_reasons = tuples_of(st.sampled_from(Reason))

reviews = st.builds(
    Review,
    claim_key=words,
    verdict=st.sampled_from(Verdict),
    made_at=st.datetimes(min_value=datetime(1970, 1, 1)).map(  # the zone follows
        lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
    ),
    part=words,
    by=words,
    note=words,
    text=words,
    lang=st.sampled_from(LANGUAGES),
)

reviewed = st.builds(
    Reviewed,
    reviews=st.lists(reviews, min_size=1, max_size=2).map(tuple),
    verdict=st.sampled_from(Verdict),
    reasons=_reasons,
    confidence=st.none() | scores,
)


@st.composite
def assessments(draw: DrawFn, *, strays: bool = True) -> Assessment:
    """Return assessments of a claim's own parts; with ``strays`` at times of another part too."""
    claim = draw(claims)
    judged = [*claim.parts, *([draw(parts)] if strays and draw(st.booleans()) else [])]
    return Assessment(
        claim=claim,
        verdict=draw(st.sampled_from(Verdict)),
        reasons=draw(_reasons),
        confidence=draw(st.none() | scores),
        parts=tuple(
            PartAssessment(
                part=part,
                verdict=draw(st.sampled_from(Verdict)),
                reasons=draw(_reasons),
                confidence=draw(st.none() | scores),
                matches=draw(tuples_of(matches, 2)),
            )
            for part in judged
        ),
        reviewed=draw(st.none() | reviewed),
    )


@st.composite
def reports(draw: DrawFn) -> Report:
    """Return reports of up to two documents, claims carrying their document's id."""
    found = []
    for document in draw(st.lists(documents, max_size=2)):
        judged = [
            replace(assessment, claim=replace(assessment.claim, document_id=document.id))
            for assessment in draw(st.lists(assessments(), max_size=2))
        ]
        found.append(
            DocumentReport(
                document=document,
                assessments=tuple(judged),
                unresolved_dates=draw(st.integers(0, 99)),
            )
        )
    run = st.builds(
        RunInfo,
        version=words,
        fingerprint=names,
        facts_count=st.integers(0, 10**9),
        facts_digest=words,
        collections=tuples_of(words),
        newest_checked=st.none() | days,
        model=words,
    )
    return Report(run=draw(run), documents=tuple(found))
