"""The tables and questions that the ranker is fitted on, made from public matching sets."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from factcheck.evaluation.matching import MatchingSet, read_matching_set
from factcheck.model import Fact, Query

CLEF = (("clef2020_task2", "train"), ("clef2021_2022_task2b", "train"))
"""clef2022_task2a is left out: its training queries are those of clef2020_task2."""
DEVELOPMENT = (("clef2020_task2", "dev"), ("clef2021_2022_task2b", "dev"))
LANGUAGES = ("it", "de", "fr", "es", "pt")
SEED = 20241116


@dataclass(frozen=True, slots=True)
class Pool:
    """A table of facts with queries and their relevant fact ids."""

    name: str
    facts: tuple[Fact, ...]
    queries: tuple[tuple[Query, frozenset[str]], ...]


def normalised(text: str) -> str:
    """Return what two copies of a query share: words, case-folded, addresses out."""
    return " ".join(re.findall(r"\w+", re.sub(r"https?://\S+", " ", text).casefold()))


def matching_pools(folder: Path) -> Iterator[Pool]:
    """Yield the training pools of the matching sets, with and without titles, whole and small."""
    held_out = {
        normalised(query.text)
        for name, split in DEVELOPMENT
        for query in read_set(folder / name, split).queries.values()
    }
    generator = random.Random(SEED)
    for name, split in CLEF:
        data = read_set(folder / name, split)
        queries = tuple(
            (query, data.relevant[key])
            for key, query in data.queries.items()
            if key in data.relevant and normalised(query.text) not in held_out
        )
        yield Pool(name, data.facts, queries)
        bare = tuple(replace(fact, title="") for fact in data.facts)
        yield Pool(f"{name} without titles", bare, queries[::2])
        for size in (80, 1000):
            yield small_pool(f"{name} {size}", bare, queries, size, generator)


def read_set(folder: Path, split: str) -> MatchingSet:
    """Return one split of a matching set."""
    return read_matching_set(
        folder / "facts.jsonl", folder / f"queries.{split}.jsonl", folder / f"qrels.{split}.tsv"
    )


def small_pool(
    name: str,
    facts: Sequence[Fact],
    queries: Sequence[tuple[Query, frozenset[str]]],
    size: int,
    generator: random.Random,
) -> Pool:
    """Return a table of ``size`` facts with a question for every fourth, as far as they reach."""
    asked = generator.sample(list(queries), min(size // 4, len(queries)))
    wanted = {key for _, relevant in asked for key in relevant}
    others = [fact for fact in facts if fact.id not in wanted]
    kept = [fact for fact in facts if fact.id in wanted]
    return Pool(name, tuple(kept + generator.sample(others, size - len(kept))), tuple(asked))


def parallel_pools(folder: Path) -> Iterator[Pool]:
    """Yield tables of one language asked in another: the first half of the parallel sentences."""
    lines = (folder / "pud_crosslingual/aligned.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line)["texts"] for line in lines]
    rows = rows[: len(rows) // 2]
    for lang in LANGUAGES:
        for source, target in ((lang, "en"), ("en", lang)):
            facts = tuple(
                Fact(id=f"{place}", statement=row[target], lang=target)
                for place, row in enumerate(rows)
            )
            queries = tuple(
                (Query(text=row[source], lang=source), frozenset((f"{place}",)))
                for place, row in enumerate(rows)
            )
            yield Pool(f"parallel {source}-{target}", facts, queries)


def altered_pool(facts: Sequence[Fact], generator: random.Random) -> Pool:
    """Return statements asked for with a changed number, a lost word or a negation.

    They contradict their fact, and are about the same thing: retrieval must find it.
    """
    queries = []
    for fact in generator.sample(list(facts), 400):
        words = fact.statement.split()
        if len(words) < 5:
            continue
        place = generator.randrange(len(words))
        numbers = [n for n, word in enumerate(words) if any(c.isdigit() for c in word)]
        if numbers:
            words[numbers[0]] = re.sub(
                r"\d", lambda m: str((int(m[0]) + 3) % 10), words[numbers[0]]
            )
        elif generator.random() < 0.5:
            del words[place]
        else:
            words.insert(place, "not")
        queries.append((Query(text=" ".join(words), lang=fact.lang), frozenset((fact.id,))))
    return Pool("altered", tuple(facts), tuple(queries))
