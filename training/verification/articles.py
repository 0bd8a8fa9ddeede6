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

from factcheck.models.before import joined, told_before
from training.splits import is_kept_fact
from training.verification.pairs import Pair

FOLDER = Path(__file__).with_name("articles")
OPEN = 2
"""Open facts that a sentence is read beside."""
HEADLESS = 0.2
"""Share of the sentences that are read without the article's first."""
MISPLACED = 0.3
"""Share of the borne out sentences that are read again among another article's: they are open."""


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

    def before(self, sentence: int, *, heading: bool = True) -> str:
        """Return what was told before a sentence, as the package gives it to a model."""
        told = " ".join(self.sentences[1:sentence])
        return told_before(self.sentences[0] if heading and sentence else "", told)

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
    """Return the pairs to learn from, each sentence with what stands before it."""
    shown = [article for article in known if not article.is_kept]
    found = [pair for article in shown for pair in _pairs(article, rng)]
    return [*found, *_misplaced(shown, rng)]


def learned_with_languages(known: Sequence[Article]) -> list[tuple[Pair, str, str]]:
    """Return the supported sentences to learn from, with their and the fact's language."""
    found = []
    for article in (one for one in known if not one.is_kept):
        for sentence, fact in article.supports:
            lang, statement = article.facts[fact]
            claim = joined(article.sentences[sentence], article.before(sentence))
            pair = Pair(claim=claim, fact=statement, label="SUPPORTED")
            found.append((pair, article.lang, lang))
    return found


def kept(known: Sequence[Article]) -> list[Pair]:
    """Return the pairs of the articles that nothing is fitted on."""
    rng = random.Random(0)
    return [pair for article in known if article.is_kept for pair in _pairs(article, rng, 0.0)]


def _pairs(article: Article, rng: random.Random, headless: float = HEADLESS) -> Iterator[Pair]:
    facts = [fact for _, fact in article.facts]

    def pair(sentence: int, text: str, fact: int, label: str) -> Pair:
        before = article.before(sentence, heading=rng.random() >= headless)
        return Pair(claim=joined(text, before), fact=facts[fact], label=label)

    for sentence, fact in article.supports:
        yield pair(sentence, article.sentences[sentence], fact, "SUPPORTED")
    for change in article.refutes:
        yield pair(change.sentence, change.text, change.fact, "REFUTED")
    for sentence, text in enumerate(article.sentences):
        known = article.open(sentence)
        for fact in rng.sample(known, min(OPEN, len(known))):
            yield pair(sentence, text, fact, "NEI")


def _misplaced(shown: Sequence[Article], rng: random.Random) -> Iterator[Pair]:
    """Yield sentences that name nobody among another article's: they speak of something else."""
    for number, article in enumerate(shown):
        for sentence, fact in article.supports:
            text = article.sentences[sentence]
            if rng.random() >= MISPLACED or not sentence or _names_somebody(text):
                continue
            other = shown[(number + rng.randrange(1, len(shown))) % len(shown)]
            before = other.before(rng.randrange(1, len(other.sentences)))
            yield Pair(claim=joined(text, before), fact=article.facts[fact][1], label="NEI")


def _names_somebody(text: str) -> bool:
    """Tell of a capital letter after the first word."""
    return any(word[:1].isupper() for word in text.split()[1:])
