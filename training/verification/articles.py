"""Short articles written by hand for this project: sentences that lean on those before them.

One JSON object a line in ``articles/``: the sentences of an article, facts as an archive words
them, which fact bears out which sentence, and sentences with one thing changed, each with the fact
that it clashes with, the kind of its error and the words on both sides. Pairs listed nowhere are
open; ``unsure`` are those that are neither this nor that, and are left out.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from training.splits import is_kept_fact
from training.verification.pairs import Pair

FOLDER = Path(__file__).with_name("articles")
OPEN = 2
"""Open facts that a sentence is read beside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A sentence with one thing changed, and the fact it clashes with."""

    sentence: int
    text: str
    fact: int
    kind: str
    said: str
    stated: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """Sentences in order, facts, and what bears out what, by their places."""

    lang: str
    sentences: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    supports: tuple[tuple[int, int], ...]
    refutes: tuple[Change, ...]
    unsure: tuple[tuple[int, int], ...] = ()

    @property
    def is_kept(self) -> bool:
        """Tell whether nothing is learned from the article."""
        return is_kept_fact(self.sentences[0])

    def open(self, sentence: int) -> list[int]:
        """Return the facts that leave a sentence open."""
        settled = {*self.supports, *self.unsure, *((c.sentence, c.fact) for c in self.refutes)}
        return [fact for fact in range(len(self.facts)) if (sentence, fact) not in settled]


@lru_cache(maxsize=1)
def read_articles(folder: Path = FOLDER) -> tuple[Article, ...]:
    """Return all that is written in ``folder``, file by file."""
    return tuple(
        _article(json.loads(line))
        for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    )


def _article(row: dict[str, list[list[object]]]) -> Article:
    names = ("sentence", "text", "fact", "kind", "said", "stated")
    changes = [dict(zip(names, change, strict=True)) for change in row["refutes"]]
    return Article(
        lang=str(row["lang"]),
        sentences=tuple(map(str, row["text"])),
        facts=tuple((str(lang), str(fact)) for lang, fact in row["facts"]),
        supports=tuple(_places(row["supports"])),
        refutes=tuple(Change(**change) for change in changes),  # type: ignore[arg-type]
        unsure=tuple(_places(row.get("unsure", []))),
    )


def _places(rows: Sequence[Sequence[object]]) -> Iterator[tuple[int, int]]:
    for sentence, fact in rows:
        yield int(str(sentence)), int(str(fact))


def learned(known: Sequence[Article], rng: random.Random) -> list[Pair]:
    """Return the pairs to learn from: sentences that name somebody, and so stand alone."""
    return [p for article in known if not article.is_kept for p in _pairs(article, rng)]


def learned_with_languages(known: Sequence[Article]) -> list[tuple[Pair, str, str]]:
    """Return the supported sentences to learn from, with their and the fact's language."""
    return [
        (Pair(claim=text, fact=statement, label="SUPPORTED"), article.lang, lang)
        for article in known
        if not article.is_kept
        for sentence, fact in article.supports
        for text, (lang, statement) in [(article.sentences[sentence], article.facts[fact])]
        if _stands_alone(article, sentence)
    ]


def kept(known: Sequence[Article]) -> list[Pair]:
    """Return the pairs of the articles that nothing is fitted on."""
    rng = random.Random(0)
    return [pair for article in known if article.is_kept for pair in _pairs(article, rng)]


def _pairs(article: Article, rng: random.Random) -> Iterator[Pair]:
    facts = [fact for _, fact in article.facts]
    for sentence, fact in article.supports:
        if _stands_alone(article, sentence):
            text = article.sentences[sentence]
            yield Pair(claim=text, fact=facts[fact], label="SUPPORTED")
    for change in article.refutes:
        if _stands_alone(article, change.sentence):
            yield Pair(claim=change.text, fact=facts[change.fact], label="REFUTED")
    for sentence, text in enumerate(article.sentences):
        known = article.open(sentence)
        for fact in rng.sample(known, min(OPEN, len(known))):
            yield Pair(claim=text, fact=facts[fact], label="NEI")


def _stands_alone(article: Article, sentence: int) -> bool:
    """Tell of the first sentence, and of those with a capital letter after their first word.

    The others lean on what stands before them, which no pair has.
    """
    text = article.sentences[sentence]
    return not sentence or any(word[:1].isupper() for word in text.split()[1:])
