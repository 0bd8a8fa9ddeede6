"""What contrast sets are made of: a statement taken apart, a rewriting of it, and a pair."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import Any

from factcheck.contrast.rules import Rules
from factcheck.model import Analysis, Fact, Name, Reason, Span


class Label(StrEnum):
    """Whether the claim says something false or the same in other words."""

    ERROR = "error"
    PARAPHRASE = "paraphrase"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContrastPair:
    """A true fact and a claim that differs from it in one thing.

    ``claim[span.start:span.end]`` is what was put in the place of ``replaced``. ``reasons`` are the
    clash reasons that name the error; none for a paraphrase.
    """

    id: str
    kind: str
    lang: str
    fact: Fact
    claim: str
    label: Label
    span: Span
    replaced: str
    reasons: tuple[Reason, ...] = ()

    def as_row(self) -> dict[str, Any]:
        """Return the pair as a line ``factcheck evaluate verdicts`` reads."""
        return {
            "id": self.id,
            "claim": self.claim,
            "evidence": [self.fact.statement],
            "label": "REFUTED" if self.label is Label.ERROR else "SUPPORTED",
            "lang": self.lang,
            "kind": self.kind,
            "contrast": self.label.value,
            "fact_id": self.fact.id,
            "start": self.span.start,
            "end": self.span.end,
            "changed": self.claim[self.span.start : self.span.end],
            "replaced": self.replaced,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewriting:
    """A statement with one thing changed: the whole claim, and where in it the change stands."""

    claim: str
    span: Span
    replaced: str
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedIn:
    """A name of the table, the word before it, and the words of the statement it stands in.

    ``before`` is empty at the start and after punctuation; ``after_noun`` tells of "the ship Geo
    Barents": what it is a name of is said.
    """

    name: Name
    before: str
    after_noun: bool
    fact_id: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A true fact taken apart, with the names that the whole table has in its language."""

    fact: Fact
    lang: str
    analysis: Analysis
    rules: Rules
    others: Sequence[NamedIn]

    @property
    def text(self) -> str:
        """Return the statement's text."""
        return self.analysis.text

    def with_change(
        self, start: int, end: int, new: str, reasons: tuple[Reason, ...] = ()
    ) -> Rewriting:
        """Return the statement with ``new`` from ``start`` to ``end``."""
        return Rewriting(
            claim=self.text[:start] + new + self.text[end:],
            span=Span(start=start, end=start + len(new)),
            replaced=self.text[start:end],
            reasons=reasons,
        )

    def words_before(self, position: int, count: int) -> tuple[str, ...]:
        """Return the last ``count`` lower-cased words that end before ``position``."""
        before = [t.norm for t in self.analysis.tokens if t.span.end <= position]
        return tuple(before[-count:])


Maker = Callable[[Statement, Random], Iterator[Rewriting]]
"""Yields rewritings of one kind; none where the language data do not tell how to keep it right."""
