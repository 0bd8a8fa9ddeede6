"""What the ranker looks at next: how the texts of a query and a fact resemble each other.

Computed only for the facts that lead by their overlap, or by their meaning. By words alone grams
added nothing that cross-validation could tell from chance, so only the semantic step reads them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from factcheck.analysis.terms import clean
from factcheck.model import Fact, Query
from factcheck.retrievers.matrix import FloatArray
from factcheck.text import fold

TEXT_FEATURES = (
    "token_set",
    "token_sort",
    "partial",
    "ratio",
    "title_token_set",
    "title_partial",
)
GRAM_FEATURES = (
    "grams_covered",
    "statement_grams_covered",
    "title_grams_covered",
    "sentence_grams",
    "sentence_token_set",
    "partial_token_set",
)

MAX_COMPARED = 1_000
"""Characters of a text that rapidfuzz sees: its partial ratio grows with the product of lengths."""
GRAM = 4
"""Characters of a gram: long enough to tell words apart, short enough to bridge their endings."""
MAX_SENTENCES = 8
"""Sentences of a query that are compared one by one."""
MIN_SENTENCE = 16
"""Characters of a sentence that can say what a fact says."""

_MARKS = re.compile(r"[\W_]+")
_SENTENCE_END = re.compile(r"(?<=[.!?…:])\s+|\n+")


def comparable(text: str) -> str:
    """Return ``text`` as rapidfuzz should see it: cleaned, folded, words only."""
    return _MARKS.sub(" ", fold(clean(text)[:MAX_COMPARED])).strip()


def grams(text: str) -> frozenset[str]:
    """Return the character grams of a comparable text, its ends marked by spaces."""
    framed = f" {text} "
    return frozenset(framed[place : place + GRAM] for place in range(len(framed) - GRAM + 1))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A query made ready: the whole text and its sentences, with their grams."""

    text: str
    grams: frozenset[str]
    sentences: tuple[tuple[str, frozenset[str]], ...]


def _asked(query: Query) -> _Asked:
    whole = comparable(query.text)
    pieces = [piece for piece in _SENTENCE_END.split(query.text) if len(piece) >= MIN_SENTENCE]
    sentences = [comparable(piece) for piece in pieces[:MAX_SENTENCES]]
    kept = [sentence for sentence in sentences if sentence] if len(sentences) > 1 else []
    return _Asked(
        whole, grams(whole), tuple((one, grams(one)) for one in kept) or ((whole, grams(whole)),)
    )


def text_features(query: Query, facts: Sequence[Fact]) -> FloatArray:
    """Return one row of ``TEXT_FEATURES`` per fact; all run from 0 to 1."""
    from rapidfuzz import fuzz  # loads a compiled library: on first use only

    asked = comparable(query.text)
    rows = []
    for fact in facts:
        statement = comparable(fact.statement)
        title = comparable(fact.title) if fact.title else ""
        rows.append(
            (
                fuzz.token_set_ratio(asked, statement) / 100,
                fuzz.token_sort_ratio(asked, statement) / 100,
                fuzz.partial_ratio(asked, statement) / 100,
                fuzz.ratio(asked, statement) / 100,
                fuzz.token_set_ratio(asked, title) / 100 if title else 0.0,
                fuzz.partial_ratio(asked, title) / 100 if title else 0.0,
            )
        )
    return np.array(rows, dtype=np.float64).reshape(len(facts), len(TEXT_FEATURES))


def gram_features(query: Query, facts: Sequence[Fact]) -> FloatArray:
    """Return one row of ``GRAM_FEATURES`` per fact; all run from 0 to 1."""
    asked = _asked(query)
    rows = [
        _grams_row(asked, comparable(fact.statement), comparable(fact.title) if fact.title else "")
        for fact in facts
    ]
    return np.array(rows, dtype=np.float64).reshape(len(facts), len(GRAM_FEATURES))


def _grams_row(asked: _Asked, statement: str, title: str) -> tuple[float, ...]:
    """Return the features of one fact."""
    from rapidfuzz import fuzz  # loads a compiled library: on first use only

    told, headed = grams(statement), grams(title) if title else frozenset()
    shared = len(asked.grams & told)
    return (
        _share(shared, len(asked.grams)),
        _share(shared, len(told)),
        _share(len(asked.grams & headed), len(headed)),
        max(_share(2 * len(own & told), len(own) + len(told)) for _, own in asked.sentences),
        max(fuzz.token_set_ratio(text, statement) for text, _ in asked.sentences) / 100,
        fuzz.partial_token_set_ratio(asked.text, statement) / 100,
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
