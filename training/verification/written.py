"""Pairs written by hand for this project: facts of invented and known events, and claims of each.

One JSON object a line in ``written/``: a fact, its language, and claims it supports, refutes and
leaves open, each with its own language; a refuted claim names the kind of its error and the words
that clash on both sides. Errors stand in other wordings than the fact's, and what is left open is
as near in words as what is refuted: another occasion, another measure, another holder.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from training.splits import is_kept_fact, normalised
from training.verification.pairs import Pair

FOLDER = Path(__file__).with_name("written")
APART = FOLDER / "kept"
"""Written by somebody else, and never learned from."""
MENDED = frozenset({"quantity", "unit", "date", "entity", "place"})
"""Kinds of errors that are put right by putting the fact's words in their place."""
_LEAST = 3
"""Letters of a word that tells something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Error:
    """A refuted claim: what is wrong in it, and the words that clash in claim and fact."""

    lang: str
    claim: str
    kind: str
    said: str
    stated: str

    @property
    def mended(self) -> str:
        """Return the claim with the fact's words in place of the wrong ones."""
        return self.claim.replace(self.said, self.stated, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A fact and its claims; those it supports or leaves open are pairs of language and claim."""

    fact: str
    lang: str
    supports: tuple[tuple[str, str], ...]
    refutes: tuple[Error, ...]
    open: tuple[tuple[str, str], ...]

    def claims(self) -> Iterator[tuple[str, str, str]]:
        """Yield language, claim and label of every claim."""
        yield from ((lang, claim, "SUPPORTED") for lang, claim in self.supports)
        yield from ((error.lang, error.claim, "REFUTED") for error in self.refutes)
        yield from ((lang, claim, "NEI") for lang, claim in self.open)


@lru_cache(maxsize=4)
def read_written(folder: Path = FOLDER) -> tuple[Written, ...]:
    """Return all that is written in ``folder``, file by file."""
    return tuple(
        _written(json.loads(line))
        for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    )


def _written(row: dict[str, object]) -> Written:
    rows: dict[str, list[list[str]]] = {k: v for k, v in row.items() if isinstance(v, list)}
    return Written(
        fact=str(row["fact"]),
        lang=str(row["lang"]),
        supports=tuple((lang, claim) for lang, claim in rows["supports"]),
        refutes=tuple(
            Error(lang=lang, claim=claim, kind=kind, said=said, stated=stated)
            for lang, claim, kind, said, stated in rows["refutes"]
        ),
        open=tuple((lang, claim) for lang, claim in rows["open"]),
    )


def learned(known: Sequence[Written], rng: random.Random) -> list[Pair]:
    """Return the pairs to learn from: every claim, errors put right, and claims beside strangers.

    A claim beside the fact of another event that shares most words with it is open.
    """
    shown = [one for one in known if not is_kept_fact(one.fact)]
    found: list[Pair] = []
    for one in shown:
        found += [Pair(claim=claim, fact=one.fact, label=label) for _, claim, label in one.claims()]
        found += [
            Pair(claim=error.mended, fact=one.fact, label="SUPPORTED")
            for error in one.refutes
            if error.kind in MENDED and error.lang == one.lang
        ]
    return [*found, *_beside_strangers(shown, rng)]


def learned_with_languages(known: Sequence[Written]) -> list[tuple[Pair, str, str]]:
    """Return the supported claims to learn from, with the claim's and the fact's language."""
    return [
        (Pair(claim=claim, fact=one.fact, label="SUPPORTED"), lang, one.lang)
        for one in known
        if not is_kept_fact(one.fact)
        for lang, claim in one.supports
    ]


def learned_by_language(known: Sequence[Written]) -> dict[str, list[Pair]]:
    """Return the claims to learn from, by their language: what may be altered."""
    found: dict[str, list[Pair]] = defaultdict(list)
    for one in known:
        if not is_kept_fact(one.fact):
            for lang, claim, label in one.claims():
                found[lang].append(Pair(claim=claim, fact=one.fact, label=label))
    return dict(found)


def apart() -> list[Pair]:
    """Return the pairs of the file that is kept apart as a whole."""
    return [
        Pair(claim=claim, fact=one.fact, label=label)
        for one in read_written(APART)
        for _, claim, label in one.claims()
    ]


def kept(known: Sequence[Written]) -> dict[str, list[Pair]]:
    """Return the pairs that nothing is fitted on, by the language of the claim."""
    found: dict[str, list[Pair]] = defaultdict(list)
    for one in known:
        if is_kept_fact(one.fact):
            for lang, claim, label in one.claims():
                found[lang].append(Pair(claim=claim, fact=one.fact, label=label))
    return dict(found)


def _beside_strangers(shown: Sequence[Written], rng: random.Random) -> Iterator[Pair]:
    """Yield one claim of each fact beside the facts of other events that are nearest in words."""
    words = [_words(one.fact) for one in shown]
    holders: dict[str, list[int]] = defaultdict(list)
    for number, told in enumerate(words):
        for word in sorted(told):
            holders[word].append(number)
    for number, one in enumerate(shown):
        claims = [claim for _, claim, _ in one.claims()]
        for claim in rng.sample(claims, 2):
            shares: dict[int, float] = defaultdict(float)
            for word in sorted(_words(claim)):
                for other in holders.get(word, ()):
                    shares[other] += 1 / len(holders[word])
            shares.pop(number, None)
            nearest = sorted(shares, key=lambda other: (-shares[other], other))[:3]
            if nearest:
                yield Pair(claim=claim, fact=shown[rng.choice(nearest)].fact, label="NEI")


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in normalised(text).split() if len(word) > _LEAST)
