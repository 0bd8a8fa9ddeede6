"""Which terms a text and a fact share, and which only one of them has: why a fact was found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from factcheck.model.texts import Span


class TermKind(StrEnum):
    """What a term is: a name, a number, or another word."""

    NAME = "name"
    NUMBER = "number"
    WORD = "word"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word, name or number as it stands in a text; ``span`` counts in that text."""

    kind: TermKind
    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedTerm:
    """A term of both sides, each as it is written there; ``kind`` is what the two are together."""

    kind: TermKind
    claim: Term
    fact: Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """A text beside a fact's statement, term by term, function words left out.

    Each is in the order of its text, ``shared`` in that of the claim. Every term of the text is in
    ``shared`` or ``claim_only``; of the statement, ``fact_only`` has what the text has not.
    """

    shared: tuple[SharedTerm, ...] = ()
    claim_only: tuple[Term, ...] = ()
    fact_only: tuple[Term, ...] = ()
