"""Records to rows and back; every function here is pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import RowMapping

from factcheck.facttable import interval_text
from factcheck.model import (
    Block,
    BlockKind,
    Claim,
    ClaimKind,
    Comparison,
    DateMention,
    DateRelation,
    DateSource,
    Document,
    Fact,
    Granularity,
    Interval,
    Part,
    Probabilities,
    Rating,
    Reason,
    Role,
    Span,
    Stance,
    Verdict,
)

Row = dict[str, Any]
"""One row by column name: texts, numbers and ``None`` only."""

_RATINGS = {rating.value: rating for rating in Rating}


def dump(value: object) -> str:
    """Return compact JSON text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def row_digest(*rows: Row) -> str:
    """Return 32 hex digits for the contents of rows, whatever the order of their columns."""
    encoded = json.dumps(rows, sort_keys=True).encode()
    return hashlib.blake2b(encoded, digest_size=16).hexdigest()


def date_text(day: date | None) -> str | None:
    """Return ISO text, ``None`` for no day."""
    return day.isoformat() if day else None


def parse_date(text: str | None) -> date | None:
    """Return the day that ISO text names."""
    return date.fromisoformat(text) if text else None


@lru_cache(maxsize=16384)
def parse_interval(text: str | None) -> Interval | None:
    """Return the interval that ``interval_text`` wrote."""
    if text is None:
        return None
    start, _, end = text.partition("/")
    return Interval(start=parse_date(start), end=parse_date(end))


@lru_cache(maxsize=16384)
def parse_texts(text: str) -> tuple[str, ...]:
    """Return the texts that ``dump`` wrote."""
    return () if text == "[]" else tuple(json.loads(text))


def reasons_text(reasons: Sequence[Reason]) -> str:
    """Return reasons as JSON text."""
    return dump([reason.value for reason in reasons])


def parse_reasons(text: str) -> tuple[Reason, ...]:
    """Return the reasons that ``reasons_text`` wrote."""
    return tuple(Reason(value) for value in parse_texts(text))


def summary_of(verdicts: Mapping[str, int]) -> str:
    """Return the summary of a run with so many claims of each verdict as JSON text."""
    named = {verdict.value: verdicts.get(verdict.value, 0) for verdict in Verdict}
    return dump({"claims": sum(verdicts.values())} | named)


# Facts


def fact_row(fact: Fact) -> Row:
    """Return everything a fact says, in the columns of ``schema.fact_columns``."""
    return {
        "statement": fact.statement,
        "rating": fact.rating.value,
        "lang": fact.lang,
        "title": fact.title,
        "sources": dump(fact.sources),
        "urls": dump(fact.urls),
        "published": interval_text(fact.published),
        "checked": interval_text(fact.checked),
        "event_date": interval_text(fact.event_date),
        "valid_from": interval_text(fact.valid_from),
        "valid_to": interval_text(fact.valid_to),
        "speaker": fact.speaker,
        "topics": dump(fact.topics),
        "note": fact.note,
        "rated_as": fact.rated_as,
    }


def fact_from_row(row: Sequence[Any]) -> Fact:
    """Return the fact of a row: id, version, collection, then ``schema.fact_columns`` in order."""
    return Fact(
        id=row[0],
        version=row[1],
        collection=row[2],
        statement=row[3],
        rating=_RATINGS[row[4]],
        lang=row[5],
        title=row[6],
        sources=parse_texts(row[7]),
        urls=parse_texts(row[8]),
        published=parse_interval(row[9]),
        checked=parse_interval(row[10]),
        event_date=parse_interval(row[11]),
        valid_from=parse_interval(row[12]),
        valid_to=parse_interval(row[13]),
        speaker=row[14],
        topics=parse_texts(row[15]),
        note=row[16],
        rated_as=row[17],
    )


def snapshot_row(fact: Fact) -> Row:
    """Return a fact as it was when it was matched."""
    identity = {"fact_id": fact.id, "version": fact.version, "collection": fact.collection}
    return identity | fact_row(fact)


def snapshot_digest(row: Row) -> str:
    """Return the digest of a snapshot's contents.

    ``rated_as`` counts only where there is one: the column is younger than stored snapshots.
    """
    return row_digest(row if row["rated_as"] else {k: v for k, v in row.items() if k != "rated_as"})


# Documents


def document_row(document: Document) -> Row:
    """Return a document with its structure."""
    return {
        "id": document.id,
        "source": document.source,
        "language": document.language,
        "date": date_text(document.date),
        "date_source": document.date_source.value,
        "title": document.title,
        "blocks": dump([_block_list(block) for block in document.blocks]),
        "is_derived": document.is_derived,
        "text": document.text,
    }


def document_from_row(row: RowMapping) -> Document:
    """Return the document of a row of ``documents``."""
    return Document(
        id=row["id"],
        text=row["text"],
        source=row["source"],
        language=row["language"],
        date=parse_date(row["date"]),
        date_source=DateSource(row["date_source"]),
        title=row["title"],
        blocks=tuple(
            Block(span=Span(start=start, end=end), kind=BlockKind(kind), speaker="".join(speaker))
            for start, end, kind, *speaker in json.loads(row["blocks"])
        ),
        is_derived=bool(row["is_derived"]),
    )


def _block_list(block: Block) -> list[int | str]:
    """Return a block as a list; only one that somebody speaks has the fourth element."""
    speaker = [block.speaker] if block.speaker else []
    return [block.span.start, block.span.end, block.kind.value, *speaker]


# Claims and parts


def _mention_text(mention: DateMention | None) -> str | None:
    if mention is None:
        return None
    return dump(
        [
            mention.span.start,
            mention.span.end,
            mention.text,
            interval_text(mention.interval),
            mention.granularity.value,
            mention.relation.value,
            mention.relative,
        ]
    )


def _parse_mention(text: str | None) -> DateMention | None:
    if text is None:
        return None
    start, end, words, interval, granularity, relation, relative = json.loads(text)
    return DateMention(
        span=Span(start=start, end=end),
        text=words,
        interval=parse_interval(interval),
        granularity=Granularity(granularity),
        relation=DateRelation(relation),
        relative=relative,
    )


def claim_row(claim: Claim) -> Row:
    """Return a claim without its parts."""
    return {
        "id": claim.id,
        "key": claim.key,
        "document_id": claim.document_id,
        "start": claim.span.start,
        "end": claim.span.end,
        "text": claim.text,
        "line": claim.line,
        "column": claim.column,
        "language": claim.language,
        "block": claim.block.value,
        "kind": claim.kind.value,
        "checkworthiness": claim.checkworthiness,
        "speaker": claim.speaker,
        "event_date": _mention_text(claim.event_date),
        "duplicate_of": claim.duplicate_of,
        "part_count": len(claim.parts),
    }


def claim_from_row(row: RowMapping, parts: Sequence[Part]) -> Claim:
    """Return the claim of a row of ``claims``; assessed parts beyond its own are left out."""
    return Claim(
        id=row["id"],
        key=row["key"],
        document_id=row["document_id"],
        span=Span(start=row["start"], end=row["end"]),
        text=row["text"],
        line=row["line"],
        column=row["column"],
        language=row["language"],
        block=BlockKind(row["block"]),
        kind=ClaimKind(row["kind"]),
        checkworthiness=row["checkworthiness"],
        speaker=row["speaker"],
        event_date=_parse_mention(row["event_date"]),
        parts=tuple(parts[: row["part_count"]]),
        duplicate_of=row["duplicate_of"],
    )


def part_row(part: Part) -> Row:
    """Return one part of a claim."""
    return {
        "start": part.span.start,
        "end": part.span.end,
        "text": part.text,
        "role": part.role.value,
        "kind": part.kind.value,
        "speaker": part.speaker,
        "event_date": _mention_text(part.event_date),
        "context": part.context,
    }


def part_from_row(row: Mapping[str, Any] | RowMapping) -> Part:
    """Return the part of a row of ``parts``."""
    return Part(
        span=Span(start=row["start"], end=row["end"]),
        text=row["text"],
        role=Role(row["role"]),
        kind=ClaimKind(row["kind"]),
        speaker=row["speaker"],
        event_date=_parse_mention(row["event_date"]),
        context=row["context"],
    )


# Comparisons


def comparisons_text(comparisons: Sequence[Comparison]) -> str:
    """Return what comparators saw as JSON text."""
    return dump(
        [
            [
                comparison.name.value,
                comparison.stance.value,
                comparison.claim_text,
                comparison.fact_text,
                comparison.detail,
                _pair(comparison.claim_span),
                _pair(comparison.fact_span),
            ]
            for comparison in comparisons
        ]
    )


def parse_comparisons(text: str) -> tuple[Comparison, ...]:
    """Return the comparisons that ``comparisons_text`` wrote."""
    return tuple(
        Comparison(
            name=Reason(name),
            stance=Stance(stance),
            claim_text=claim_text,
            fact_text=fact_text,
            detail=detail,
            claim_span=_span(claim_span),
            fact_span=_span(fact_span),
        )
        for name, stance, claim_text, fact_text, detail, claim_span, fact_span in json.loads(text)
    )


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _span(pair: list[int] | None) -> Span | None:
    return Span(start=pair[0], end=pair[1]) if pair else None


# What a model says


def probabilities_text(given: Probabilities | None) -> str | None:
    """Return what a model gave each stance as JSON text, ``None`` when none read the match."""
    return dump([given.supports, given.refutes, given.neutral]) if given else None


def parse_probabilities(text: str | None) -> Probabilities | None:
    """Return the probabilities that ``probabilities_text`` wrote."""
    if text is None:
        return None
    supports, refutes, neutral = json.loads(text)
    return Probabilities(supports=supports, refutes=refutes, neutral=neutral)
