"""What identifies a fact and a table of facts, and the table that lives in memory."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

from factcheck.errors import FactSourceError
from factcheck.model import Fact, FactTableSummary, Interval
from factcheck.text import content_id, nfc

_DIGEST_BYTES = 16
DIGEST_MODULUS = 1 << (8 * _DIGEST_BYTES)
"""A table's digest adds its facts' digests modulo this: no order matters, no fact is read again."""

_MARK_BYTES = 8
_SHOWN = 60


def interval_text(interval: Interval | None) -> str | None:
    """Return ``start/end`` in ISO form, an open side empty; ``None`` for no interval."""
    if interval is None:
        return None
    start = interval.start.isoformat() if interval.start else ""
    end = interval.end.isoformat() if interval.end else ""
    return f"{start}/{end}"


def default_fact_id(fact: Fact) -> str:
    """Return the id of a fact that came without one.

    Rating, the end of validity, topics, notes and the other dates are left out: they may change
    while the fact stays the same one.
    """
    return content_id(
        nfc(fact.statement),
        fact.lang,
        fact.speaker,
        json.dumps(fact.sources),
        json.dumps(fact.urls),
        interval_text(fact.valid_from) or "",
    )


def with_id(fact: Fact) -> Fact:
    """Return ``fact``, given the default id when it has none."""
    return fact if fact.id else replace(fact, id=default_fact_id(fact))


@lru_cache(maxsize=65536)
def fact_mark(fact_id: str) -> int:
    """Return 64 bits that stand for a fact's id where many are kept.

    Two ids that share a mark, one chance in 37 million among a million facts, cost a look too many.
    """
    encoded = fact_id.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(encoded, digest_size=_MARK_BYTES).digest())


def fact_digest(fact: Fact) -> str:
    """Return 32 hex digits for the id and everything the fact says; not version and collection."""
    content = (
        fact.id,
        fact.statement,
        fact.rating,
        fact.lang,
        fact.title,
        fact.sources,
        fact.urls,
        interval_text(fact.published),
        interval_text(fact.checked),
        interval_text(fact.event_date),
        interval_text(fact.valid_from),
        interval_text(fact.valid_to),
        fact.speaker,
        fact.topics,
        fact.note,
        # only when there is one: digests of facts stored before it existed stay what they are
        *((fact.rated_as,) if fact.rated_as else ()),
    )
    encoded = json.dumps(content).encode()
    return hashlib.blake2b(encoded, digest_size=_DIGEST_BYTES).hexdigest()


def digest_from_sum(count: int, total: int) -> str:
    """Return the digest of a table of ``count`` facts whose digests add up to ``total``."""
    return content_id("facts", str(count), f"{total % DIGEST_MODULUS:032x}")


def facts_digest(facts: Iterable[Fact]) -> str:
    """Return the digest of a table that holds ``facts``, whatever their order."""
    count = total = 0
    for fact in facts:
        count += 1
        total += int(fact_digest(fact), 16)
    return digest_from_sum(count, total)


def checked_day(fact: Fact) -> date | None:
    """Return the last day ``checked`` may stand for."""
    return (fact.checked.end or fact.checked.start) if fact.checked else None


def is_known_by(fact: Fact, day: date) -> bool:
    """Tell whether the fact's source had said it by the end of ``day``.

    Without ``published`` the day it was checked tells as well; with neither, nobody knows.
    """
    told = fact.published or fact.checked
    return told is not None and told.end is not None and told.end <= day


def clash_problem(first: tuple[int, str], second: tuple[int, str], fact_id: str) -> str:
    """Return the message for two rows (number, statement) that share an id and differ."""
    shown = [
        f"{number} ({statement if len(statement) <= _SHOWN else statement[:_SHOWN] + '…'!r})"
        for number, statement in (first, second)
    ]
    return f"two different facts have the id {fact_id!r}: facts {shown[0]} and {shown[1]}"


class MemoryFactTable:
    """A fact table for one run: given once, never changed, touching no file.

    Raises ``FactSourceError`` when two different facts share an id. A fact without an id gets the
    default one.
    """

    def __init__(self, facts: Iterable[Fact], *, source: str = "facts") -> None:
        by_id: dict[str, Fact] = {}
        numbers: dict[str, int] = {}
        for number, given in enumerate(facts, start=1):
            fact = with_id(given)
            known = by_id.setdefault(fact.id, fact)
            first = numbers.setdefault(fact.id, number)
            if known is not fact and fact_digest(known) != fact_digest(fact):
                rows = (first, known.statement), (number, fact.statement)
                raise FactSourceError(source, clash_problem(*rows, fact.id))
        self._facts = dict(sorted(by_id.items()))
        self._summary = FactTableSummary(
            count=len(self._facts),
            digest=facts_digest(self._facts.values()),
            collections=tuple(sorted({f.collection for f in self._facts.values()} - {""})),
            newest_checked=max(filter(None, map(checked_day, self._facts.values())), default=None),
        )

    def summary(self) -> FactTableSummary:
        """Return count, digest, collections and the newest checking date."""
        return self._summary

    def facts(self) -> Iterator[Fact]:
        """Yield every fact, ordered by id."""
        return iter(self._facts.values())

    def get(self, ids: Iterable[str], /) -> Mapping[str, Fact]:
        """Return the facts among ``ids``; unknown ids are absent."""
        return {fact_id: self._facts[fact_id] for fact_id in ids if fact_id in self._facts}
